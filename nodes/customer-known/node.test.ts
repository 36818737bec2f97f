import { expect, it } from 'vitest';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

it.each([
  [0, 1, 'new'],
  [1, 1, 'known'],
  [4, 5, 'new'],
])('with %i earlier tickets of %i needed', async (ticketCount, tickets, port) => {
  expect(
    await visitNode(node, { tickets }, { facts: sampleFacts({ customer: { ticketCount } }) }),
  ).toMatchObject({ port });
});

it.each([
  ['his last agent is there', 'a1', true, 'familiar'],
  ['his last agent has left', 'a9', true, 'new'],
  ['nobody had him before', null, true, 'new'],
  ['nobody asks for it', 'a1', false, 'new'],
])('when %s', async (_, lastAgent, familiar, port) => {
  const environment = sampleEnvironment({ agents: { ada: { id: 'a1', name: 'Ada' } } });
  const facts = sampleFacts({ customer: { lastAgent } });
  expect(await visitNode(node, { familiar }, { facts, environment })).toMatchObject({ kind: 'go', port });
});
