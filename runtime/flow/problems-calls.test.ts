import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { nodeTexts as german } from '@/nodes/texts-de.generated';
import { nodeTexts as english } from '@/nodes/texts-en.generated';
import { compileFlow } from './compile';
import type { CalledFlow } from './facts';
import { calledFlow } from './flow-calls';
import { type FlowDocument, flowDocumentSchema } from './flow-document';
import { problemSentence } from './problem-sentence';
import { findProblems } from './problems';
import { sampleEnvironment } from './sample-facts';

/** A flow that walks these nodes when it is called: `flow:x` calls, `wait` waits for the customer, anything else answers. */
function walking(id: string, walks: string[]): FlowDocument {
  const nodes = walks.map((what, index) => {
    if (what.startsWith('flow:'))
      return { id: `n${index}`, type: 'call-flow', config: { flow: what.slice(5) } };
    if (what === 'wait') return { id: `n${index}`, type: 'wait', config: { for: 'duration', minutes: 60 } };
    return { id: `n${index}`, type: 'close', config: {} };
  });
  const all = [{ id: 'start', type: 'flow-called', config: {} }, ...nodes];
  return flowDocumentSchema.parse({
    schemaVersion: 1,
    id,
    name: `Flow ${id.toUpperCase()}`,
    nodes: all,
    edges: all.slice(1).flatMap(({ id: to }, index) => {
      const from = all[index];
      const definition = nodeRegistry.get(from?.type ?? '');
      const config = definition?.config.parse(from?.config);
      const ports = definition?.ports(config).filter(({ kind }) => kind === 'exit') ?? [];
      return ports.map((port) => ({
        id: `${index}${port.id}`,
        from: { node: from?.id, port: port.id },
        to,
      }));
    }),
  });
}

function circles(flow: FlowDocument, others: FlowDocument[]) {
  const flows = Object.fromEntries(
    others.map((other) => [other.id, calledFlow(compileFlow(other, nodeRegistry))]),
  );
  return findProblems(flow, nodeRegistry, sampleEnvironment({ flows })).filter(({ code }) =>
    code.startsWith('call'),
  );
}

const closing = (id: string, ...walks: string[]) => walking(id, [...walks, 'close']);

describe('flows that call each other in a circle', () => {
  it('are an error where nothing waits, and both are named', () => {
    const flow = closing('a', 'flow:b');
    const [problem, ...more] = circles(flow, [closing('a'), closing('b', 'flow:a')]);
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ level: 'error', code: 'callCircle', nodeId: 'n0', path: ['flow'] });
    if (!problem) return;
    expect(problemSentence(problem, flow, 'en', english)).toBe(
      'The flows call each other in a circle, and nothing waits on the way round: Flow A → Flow B → Flow A. Take out this call, or put a node before it that waits for the customer.',
    );
    expect(problemSentence(problem, flow, 'de', german)).toContain('Flow A → Flow B → Flow A');
  });

  it('are found over several flows, and where a flow calls itself', () => {
    const over = circles(closing('a', 'flow:b'), [closing('b', 'flow:c'), closing('c', 'flow:a')]);
    expect(over.map(({ message }) => message.values.way)).toEqual(['Flow A → Flow B → Flow C → Flow A']);
    expect(circles(closing('a', 'flow:a'), [closing('a')])).toMatchObject([
      { level: 'error', code: 'callSelf' },
    ]);
  });

  it('are a warning where something waits, because every round goes deeper', () => {
    const here = circles(closing('a', 'wait', 'flow:b'), [closing('b', 'flow:a')]);
    const there = circles(closing('a', 'flow:b'), [closing('b', 'wait', 'flow:a')]);
    for (const found of [here, there])
      expect(found).toMatchObject([{ level: 'warning', code: 'callDeeper' }]);
  });

  it('are none where a flow ends, a circle is elsewhere, or the call is behind another start', () => {
    expect(circles(closing('a', 'flow:b'), [closing('b')])).toEqual([]);
    expect(circles(closing('a', 'flow:b'), [closing('b', 'flow:c'), closing('c', 'flow:b')])).toEqual([]);
    const byMail = flowDocumentSchema.parse({
      ...closing('a', 'flow:b'),
      nodes: [
        { id: 'called', type: 'flow-called' },
        { id: 'start', type: 'mail-received' },
        { id: 'n0', type: 'call-flow', config: { flow: 'b' } },
      ],
      edges: [{ id: 'e', from: { node: 'start', port: 'next' }, to: 'n0' }],
    });
    expect(circles(byMail, [closing('b', 'flow:a')])).toEqual([]);
  });
});

it('asks for a called flow to be published, by its name', () => {
  const draft: CalledFlow = { id: 'b', name: 'Billing', published: false };
  const environment = sampleEnvironment({ flows: { b: draft } });
  const problems = findProblems(closing('a', 'flow:b'), nodeRegistry, environment);
  expect(problems).toMatchObject([
    { level: 'error', code: 'flowUnpublished', nodeId: 'n0', message: { values: { name: 'Billing' } } },
  ]);
});

it('finds a circle of go-to nodes', () => {
  const flow = flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'f',
    name: 'F',
    nodes: [
      { id: 'start', type: 'mail-received' },
      { id: 'there', type: 'go-to', config: { node: 'back' } },
      { id: 'back', type: 'go-to', config: { node: 'there' } },
    ],
    edges: [{ id: 'e', from: { node: 'start', port: 'next' }, to: 'there' }],
  });
  expect(findProblems(flow, nodeRegistry)).toMatchObject([
    { level: 'error', code: 'loopEndless', nodeId: 'there' },
  ]);
});
