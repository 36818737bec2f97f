import { expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const config = { to: ['workshop@example.com'] };

it('sends the message on with the original', async () => {
  const facts = sampleFacts({
    message: {
      subject: 'Broken',
      text: 'It does not work.',
      from: { name: 'Eva', address: 'eva@example.org' },
    },
  });
  expect((await visitNode(node, config, { facts })).commands).toEqual([
    {
      type: 'sendMessage',
      purpose: 'notification',
      to: [{ name: '', address: 'workshop@example.com' }],
      body: { subject: 'Fwd: Broken', text: 'Eva <eva@example.org>\n\nIt does not work.', language: 'en' },
      attachOriginal: true,
    },
  ]);
});

it('does not send reports of delivery on', async () => {
  const outcome = await visitNode(node, config, { facts: sampleFacts({ message: { bounce: true } }) });
  expect(outcome.commands).toBeUndefined();
});

it('tells where it sends, so that loops are found', () => {
  expect(node.sendsTo?.(node.config.parse(config))).toEqual(['workshop@example.com']);
});
