import { expect, test } from 'vitest';
import type { TapeStep } from '@/runtime/flow/execution';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { litPathOf } from './lit-path';

const flow = flowDocumentSchema.parse({
  schemaVersion: 1,
  id: 'flow',
  name: 'Flow',
  nodes: ['a', 'b', 'c'].map((id) => ({ id, type: 'any' })),
  edges: [
    { id: 'ab', from: { node: 'a', port: 'yes' }, to: 'b' },
    { id: 'ac', from: { node: 'a', port: 'no' }, to: 'c' },
  ],
});
const step = (nodeId: string, port: string | null, flowId = 'flow'): TapeStep => ({
  event: 'event-1',
  at: 0,
  flowId,
  flowVersion: 0,
  nodeId,
  nodeType: 'any',
  outcome: port === null ? 'end' : 'port',
  port,
  because: null,
  commands: [],
});
const steps = [step('a', 'yes'), step('x', 'next', 'called'), step('b', null)];

test('lights what was walked so far and nothing else', () => {
  expect(litPathOf(flow, steps, 1)).toEqual({ nodes: new Set(['a']), edges: new Set(['ab']), current: 'a' });
  expect(litPathOf(flow, steps, 3)).toEqual({
    nodes: new Set(['a', 'b']),
    edges: new Set(['ab']),
    current: 'b',
  });
});

test('steps of a called flow have no place here', () => {
  expect(litPathOf(flow, steps, 2).current).toBe('a');
  expect(litPathOf(flow, [], 0)).toEqual({ nodes: new Set(), edges: new Set(), current: null });
});
