import { expect, test } from 'vitest';
import type { TapeStep } from '@/runtime/flow/execution';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { commonSteps, twoPaths } from './two-paths';

const flow = flowDocumentSchema.parse({
  schemaVersion: 1,
  id: 'flow',
  name: 'Flow',
  nodes: ['start', 'fork', 'left', 'right'].map((id) => ({ id, type: 'any' })),
  edges: [
    { id: 'sf', from: { node: 'start', port: 'next' }, to: 'fork' },
    { id: 'fl', from: { node: 'fork', port: 'a' }, to: 'left' },
    { id: 'fr', from: { node: 'fork', port: 'b' }, to: 'right' },
  ],
});
const step = (nodeId: string, port: string | null, flowId = 'flow'): TapeStep => ({
  event: 'event-1',
  at: 0,
  flowId,
  flowVersion: 1,
  nodeId,
  nodeType: 'any',
  outcome: port === null ? 'end' : 'port',
  port,
  because: null,
  commands: [],
});

test('draws what was and what would be', () => {
  const recorded = [step('start', 'next'), step('fork', 'b'), step('right', null)];
  const replayed = [step('start', 'next'), step('fork', 'a'), step('left', null)];
  const paths = twoPaths(flow, recorded, replayed);
  expect(paths.recorded).toEqual({
    nodes: new Set(['start', 'fork', 'right']),
    edges: new Set(['sf', 'fr']),
  });
  expect(paths.draft.edges).toEqual(new Set(['sf', 'fl']));
  expect(paths.draft.parting).toEqual(['fork', 'right', 'left']);
  expect(commonSteps(recorded, replayed)).toBe(1);
});

test('an edge that has been bent since is not the way that was taken', () => {
  const recorded = [step('start', 'next'), step('fork', 'a'), step('gone', null)];
  expect(twoPaths(flow, recorded, []).recorded).toEqual({
    nodes: new Set(['start', 'fork']),
    edges: new Set(['sf']),
  });
  const bent = [step('start', 'next'), step('fork', 'a'), step('left', null)];
  expect(twoPaths(flow, recorded, bent).draft.parting).toEqual(['fork', 'left']);
});

test('a called flow between two steps does not break the way', () => {
  const recorded = [step('start', 'next'), step('x', 'y', 'other'), step('fork', 'b'), step('right', null)];
  expect(twoPaths(flow, recorded, []).recorded.edges).toEqual(new Set(['sf', 'fr']));
});
