import { expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { activityAnswered, activityFailed } from '@/runtime/interpreter/activity-events';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

it.each([
  ['customer', 'node:customer:eva@example.org'],
  ['ticket', 'node:ticket:ticket'],
  ['all', 'node:all:all'],
])('counts for each %s', async (per, key) => {
  const facts = sampleFacts({ customer: { address: 'eva@example.org' } });
  expect(await visitNode(node, { per, amount: 2, unit: 'days' }, { facts })).toMatchObject({
    kind: 'wait',
    waits: [{ for: 'activity', activity: 'limit', input: { key, windowMs: 172_800_000 } }],
  });
});

it.each([
  [1, 'within'],
  [3, 'within'],
  [4, 'exceeded'],
])('number %i of three', async (used, port) => {
  expect(await visitNode(node, { count: 3 }, { event: activityAnswered(used) })).toMatchObject({
    port,
    because: { key: port, values: { used, count: 3 } },
  });
});

it('fails as the count does', async () => {
  expect(await visitNode(node, {}, { event: activityFailed() })).toMatchObject({
    kind: 'fail',
    code: 'down',
  });
  expect(await visitNode(node, {}, { event: activityFailed({ timeout: true }) })).toMatchObject({
    port: 'timeout',
  });
});
