import { expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

it('opens a closed ticket', async () => {
  const facts = sampleFacts({ ticket: { state: 'closed' } });
  expect((await visitNode(node, { reason: 'Again' }, { facts })).commands).toEqual([
    { type: 'reopenTicket', reason: 'Again' },
  ]);
});

it('leaves an open one as it is', async () => {
  expect((await visitNode(node, {})).commands).toBeUndefined();
});
