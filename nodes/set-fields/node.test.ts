import { expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const facts = sampleFacts({ message: { subject: 'Hello', text: 'abc' }, ticket: { number: 7 } });

it('writes texts with places, single places with their type, and results of expressions', async () => {
  const ticket = [
    { name: 'text', value: 'About {{message.subject}} ({{message.nothing|–}})' },
    { name: 'number', value: '{{ticket.number}}' },
    { name: 'length', value: '=$length(message.text) * 2' },
    { name: 'missing', value: '{{vars.nothing}}' },
  ];
  expect(await visitNode(node, { ticket }, { facts })).toMatchObject({
    kind: 'go',
    port: 'next',
    commands: [
      { type: 'setTicketFields', fields: { text: 'About Hello (–)', number: 7, length: 6, missing: null } },
    ],
    because: { values: { names: 'text, number, length, missing' } },
  });
});

it('writes the customer’s fields apart', async () => {
  const outcome = await visitNode(node, { customer: [{ name: 'segment', value: 'gold' }] }, { facts });
  expect(outcome.commands).toEqual([{ type: 'setCustomerFields', fields: { segment: 'gold' } }]);
});

it('fails with an expression that fails', async () => {
  expect(await visitNode(node, { ticket: [{ name: 'a', value: '=$nothing()' }] }, { facts })).toMatchObject({
    kind: 'fail',
    code: 'expression',
  });
});
