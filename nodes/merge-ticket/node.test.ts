import { expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { activityAnswered } from '@/runtime/interpreter/activity-events';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

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
  expect(await visitNode(node, {}, { event: activityAnswered(tickets) })).toMatchObject({
    kind: 'end',
    commands: [{ type: 'mergeTicket', into: 't2' }],
  });
});

it('goes on where there is none', async () => {
  expect(await visitNode(node, {}, { event: activityAnswered([]) })).toMatchObject({
    kind: 'go',
    port: 'none',
  });
  expect(await visitNode(node, {}, { event: activityAnswered('nonsense') })).toMatchObject({
    kind: 'fail',
    code: 'badAnswer',
  });
});
