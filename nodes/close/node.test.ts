import { expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

it('closes the ticket and ends the path', async () => {
  expect(await visitNode(node, {})).toMatchObject({
    kind: 'end',
    commands: [{ type: 'closeTicket', reason: null }],
  });
});

it('fills the reason', async () => {
  const facts = sampleFacts({ message: { subject: 'News' } });
  const outcome = await visitNode(node, { reason: 'Newsletter: {{message.subject}}' }, { facts });
  expect(outcome.commands).toEqual([{ type: 'closeTicket', reason: 'Newsletter: News' }]);
});
