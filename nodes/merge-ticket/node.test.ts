import { expect, it } from 'vitest';
import type { Json } from '@/runtime/flow/json';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const listed = (result: Json) => ({ type: 'activityCompleted' as const, id: 'r', at: 1, seq: 1, result });

it('asks for the customer’s open tickets', async () => {
  const facts = sampleFacts({ customer: { address: 'eva@example.org' } });
  expect(await visitNode(node, {}, { facts })).toMatchObject({
    waits: [{ activity: 'merge-ticket', input: { address: 'eva@example.org' } }],
  });
});

it('joins the newest other one and ends', async () => {
  const tickets = [
    { id: 'ticket', number: 3, subject: 'This' },
    { id: 't2', number: 2, subject: 'Other' },
    { id: 't1', number: 1, subject: 'Older' },
  ];
  expect(await visitNode(node, {}, { event: listed(tickets) })).toMatchObject({
    kind: 'end',
    commands: [{ type: 'mergeTicket', into: 't2' }],
  });
});

it('goes on where there is none', async () => {
  expect(await visitNode(node, {}, { event: listed([]) })).toMatchObject({ kind: 'go', port: 'none' });
  expect(await visitNode(node, {}, { event: listed('nonsense') })).toMatchObject({
    kind: 'fail',
    code: 'badAnswer',
  });
});
