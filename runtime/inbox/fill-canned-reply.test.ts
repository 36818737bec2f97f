import { expect, test } from 'vitest';
import { fillCannedReply, unknownVariable } from './fill-canned-reply';

const values = {
  'customer.name': 'Erika Muster',
  'ticket.number': '7',
  'ticket.subject': '{{agent.name}}',
  'agent.name': 'Ada',
};

test.each([
  ['Hello {{customer.name}},', {}, 'Hello Erika Muster,'],
  ['Hello {{customer.name}},', { 'customer.name': '' }, 'Hello,'],
  ['Hello {{ customer.name | dear customer }}!', { 'customer.name': '' }, 'Hello dear customer!'],
  ['#{{ticket.number}} {{ticket.subject}} – {{agent.name}}', {}, '#7 {{agent.name}} – Ada'],
  ['No {places} here', {}, 'No {places} here'],
  ['{{customer.password}}', {}, ''],
])('%s with %j', (text, change, filled) => {
  expect(fillCannedReply(text, { ...values, ...change })).toBe(filled);
});

test('a name that nothing fills is found', () => {
  expect(unknownVariable('{{agent.name}} {{vars.amount|5}}')).toBe('vars.amount');
  expect(unknownVariable('{{ agent.name | we }}')).toBeNull();
});
