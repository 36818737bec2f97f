import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { nodeRegistry } from '@/nodes/registry.generated';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { applyOperation } from '@/runtime/flow/operations';
import { findProblems } from '@/runtime/flow/problems';
import { planExtraction } from './extract-flow';

const flow = flowDocumentSchema.parse({
  schemaVersion: 1,
  id: 'flow',
  name: 'Sample',
  variables: [{ name: 'number', type: 'text' }],
  nodes: [
    { id: 'mail', type: 'mail-received', position: { x: 0, y: 0 } },
    {
      id: 'write',
      type: 'set-variables',
      position: { x: 400, y: 0 },
      config: {
        variables: [
          { name: 'kind', value: 'bill' },
          { name: 'number', value: '{{vars.number}}1' },
        ],
      },
    },
    { id: 'note', type: 'add-note', position: { x: 800, y: 0 }, config: { text: '{{vars.kind}}' } },
    { id: 'rest', type: 'queue', position: { x: 1200, y: 0 }, config: { queue: 'service' } },
  ],
  edges: [
    { id: 'a', from: { node: 'mail', port: 'next' }, to: 'write' },
    { id: 'b', from: { node: 'write', port: 'next' }, to: 'note' },
    { id: 'c', from: { node: 'note', port: 'next' }, to: 'rest' },
  ],
});

describe('planExtraction', () => {
  it('makes a flow that is called in the place of the selection, with what it reads and gives back', () => {
    const plan = planExtraction(flow, new Set(['write']), nodeRegistry);
    if (typeof plan === 'string') throw new Error(plan);
    expect(plan.inputs).toEqual(['number']);
    // `kind` is read behind it.
    expect(plan.outputs).toEqual(['kind']);
    const made = flowDocumentSchema.parse({ ...plan.document, name: 'Part' });
    const problems = findProblems(made, nodeRegistry).filter(({ level }) => level === 'error');
    expect(problems).toEqual([]);

    const after = applyOperation(flow, plan.replaceWith('part'));
    expect(after.nodes.map(({ id }) => id)).not.toContain('write');
    const call = after.nodes.find(({ config }) => config.flow === 'part');
    expect(after.edges.map(({ from, to }) => [from.node, to])).toEqual(
      expect.arrayContaining([
        ['mail', call?.id],
        [call?.id, 'note'],
      ]),
    );
    expect(z.array(z.unknown()).parse(call?.config.inputs)).toHaveLength(1);
  });

  it.each([
    [['mail'], 'start'],
    [[], 'nothing'],
    [['write', 'rest'], 'entries'],
  ])('refuses %j: %s', (selected, reason) => {
    expect(planExtraction(flow, new Set(selected), nodeRegistry)).toBe(reason);
  });
});
