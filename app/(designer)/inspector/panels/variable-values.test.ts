import { expect, test } from 'vitest';
import type { FlowVariable } from '@/runtime/flow/flow-document';
import { formatInitial, freeVariableName, parseInitial } from './variable-values';

const variable = (changes: Partial<FlowVariable>): FlowVariable => ({
  name: 'value1',
  type: 'text',
  role: 'local',
  showInInbox: false,
  ...changes,
});

test.each([
  ['number', '3,5', 3.5],
  ['number', 'three', undefined],
  ['boolean', 'Ja', true],
  ['boolean', 'no', false],
  ['boolean', 'maybe', undefined],
  ['date', '2026-10-03', '2026-10-03'],
  ['date', 'soon', undefined],
  ['list', 'a, b', ['a', 'b']],
  ['list', '[1, 2]', [1, 2]],
  ['list', '[1', undefined],
  ['object', '{"a":1}', { a: 1 }],
  ['object', '[1]', undefined],
  ['text', ' kept ', ' kept '],
  ['text', '  ', undefined],
] as const)('a %s typed as %j', (type, text, expected) => {
  expect(parseInitial(text, type)).toEqual(expected);
});

test('what is written is read again', () => {
  expect(formatInitial(variable({ initial: { a: [1] } }))).toBe('{"a":[1]}');
  expect(formatInitial(variable({}))).toBe('');
});

test('a free name', () => {
  expect(freeVariableName([variable({}), variable({ name: 'value2' })], 'value')).toBe('value3');
});
