import { expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const config = { text: { en: 'Hello {{customer.name}}', de: 'Hallo {{customer.name}}' } };

it('sends the text in the customer’s language', async () => {
  const facts = sampleFacts({ message: { language: 'de' }, customer: { name: 'Eva' } });
  expect(await visitNode(node, config, { facts })).toMatchObject({
    kind: 'go',
    commands: [
      { type: 'sendMessage', purpose: 'flow', to: null, body: { text: 'Hallo Eva', language: 'de' } },
    ],
  });
});

it('has a subject only where one is given', async () => {
  expect((await visitNode(node, config)).commands?.[0]).not.toHaveProperty('body.subject');
  const outcome = await visitNode(node, { ...config, subject: { en: 'About {{ticket.number}}' } });
  expect(outcome.commands?.[0]).toMatchObject({ body: { subject: 'About 1' } });
});

it.each([
  ['a machine', { automatic: true }, 'automatic'],
  ['a report of delivery', { bounce: true }, 'bounce'],
])('does not answer %s', async (_, message, key) => {
  const outcome = await visitNode(node, config, { facts: sampleFacts({ message }) });
  expect(outcome).toMatchObject({ port: 'next', because: { key } });
  expect(outcome.commands).toBeUndefined();
});
