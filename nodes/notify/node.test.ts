import { expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const config = { to: ['team@example.com'] };

it('sends a notice that the customer does not see', async () => {
  const facts = sampleFacts({ message: { subject: 'Help', text: 'Now.' }, ticket: { number: 7 } });
  expect((await visitNode(node, config, { facts })).commands).toMatchObject([
    {
      type: 'sendMessage',
      purpose: 'notification',
      to: [{ address: 'team@example.com' }],
      body: { subject: '[7] Help' },
    },
  ]);
});

it('says nothing about reports of delivery', async () => {
  expect(
    (await visitNode(node, config, { facts: sampleFacts({ message: { bounce: true } }) })).commands,
  ).toBeUndefined();
});

it('tells where it sends, so that loops are found', () => {
  expect(node.sendsTo?.(node.config.parse(config))).toEqual(['team@example.com']);
});
