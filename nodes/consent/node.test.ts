import { expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const config = { question: { en: 'May we?', de: 'Dürfen wir?' } };
const memory = { refused: 0, deadline: null };
const event = { type: 'messageReceived' as const, id: 'e', at: 77, messageId: 'm' };

it.each([
  ['Yes, of course', 'agreed', true],
  ['nein', 'declined', false],
])('keeps %s with the customer', async (text, port, consent) => {
  expect(
    await visitNode(node, config, { facts: sampleFacts({ message: { text } }), memory, event }),
  ).toMatchObject({
    kind: 'go',
    port,
    commands: [{ type: 'setCustomerFields', fields: { consent, consentAt: 77 } }],
  });
});

it('takes nothing else for a consent', async () => {
  for (const message of [{ text: 'perhaps' }, { text: 'Yes, I am away.', automatic: true }]) {
    expect(await visitNode(node, config, { facts: sampleFacts({ message }), memory })).toMatchObject({
      kind: 'wait',
    });
  }
});

it('asks only once', async () => {
  expect(await visitNode(node, config)).toMatchObject({
    kind: 'wait',
    commands: [{ body: { text: 'May we?' } }],
  });
  const facts = sampleFacts({ customer: { fields: { consent: true } } });
  expect(await visitNode(node, config, { facts })).toMatchObject({
    kind: 'go',
    port: 'agreed',
    because: { key: 'given' },
  });
});
