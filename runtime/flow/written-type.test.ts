import { expect, it } from 'vitest';
import { writtenType } from './written-type';

it.each([
  ['Hello {{customer.name}}', { type: 'text' }],
  ['', { type: 'text' }],
  ['12', { type: 'number' }],
  ['-0,5', { type: 'number' }],
  ['0049301234', { type: 'text' }],
  ['{{ ticket.priority }}', { type: 'object', sameAs: 'ticket.priority' }],
  ['{{customer.name|nobody}}', { type: 'text' }],
  ['=vars.a + 1', { type: 'object' }],
])('tells the type of %s', (source, type) => {
  expect(writtenType(source)).toEqual(type);
});
