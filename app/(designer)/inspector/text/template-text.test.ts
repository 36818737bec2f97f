import { expect, test } from 'vitest';
import { fillTemplate, formatTemplate, parseTemplate } from './template-text';

test('takes a template apart and puts it together again', () => {
  const template = 'Hello {{customer.name|dear customer}}, your ticket {{ticket.number}}';
  expect(parseTemplate(template)).toEqual([
    { type: 'text', text: 'Hello ' },
    { type: 'value', path: 'customer.name', fallback: 'dear customer' },
    { type: 'text', text: ', your ticket ' },
    { type: 'value', path: 'ticket.number', fallback: null },
  ]);
  expect(formatTemplate(parseTemplate(template))).toBe(template);
});

test.each(['{{}}', '{{ }}', '{{a', 'a}}', '{a}', ''])('%s has no place for a value', (template) => {
  expect(parseTemplate(template).every(({ type }) => type === 'text')).toBe(true);
  expect(formatTemplate(parseTemplate(template))).toBe(template);
});

test('spaces around a path are no part of it', () => {
  expect(formatTemplate(parseTemplate('{{ vars.a | none }}'))).toBe('{{vars.a|none}}');
});

test('a missing value shows its fallback', () => {
  const values: Record<string, unknown> = { a: 'x', empty: '', list: [1], zero: 0 };
  expect(fillTemplate('{{a}} {{b|y}} {{empty|e}} {{list}} {{zero}} {{c}}.', (path) => values[path])).toBe(
    'x y e [1] 0 .',
  );
});
