import { expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const answered = [{ seq: 1, nodeId: 'node', for: 'message' as const, deadline: null }];

it('waits with and without limit', async () => {
  expect(await visitNode(node, {})).toMatchObject({ kind: 'wait', waits: [{ for: 'message' }] });
  expect(await visitNode(node, { hours: 2 })).toMatchObject({
    waits: [{ for: 'message', deadline: 7_200_000 }],
    remember: 7_200_000,
  });
});

it('goes on when the customer writes, not when a machine does', async () => {
  expect(await visitNode(node, {}, { answered })).toMatchObject({ port: 'wrote' });
  const machine = sampleFacts({ message: { automatic: true } });
  expect(await visitNode(node, { hours: 2 }, { facts: machine, memory: 55 })).toMatchObject({
    kind: 'wait',
    waits: [{ deadline: 55 }],
  });
  expect(await visitNode(node, { machines: true }, { facts: machine, answered })).toMatchObject({
    port: 'wrote',
  });
});

it('goes on when the time is up', async () => {
  expect(
    await visitNode(node, { hours: 1 }, { event: { type: 'timerFired', id: 't', at: 1, seq: 1 } }),
  ).toMatchObject({ port: 'timeout' });
});
