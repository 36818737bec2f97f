import { expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
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
