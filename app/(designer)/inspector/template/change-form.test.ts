import { expect, test } from 'vitest';
import { expressionToTemplate, templateToExpression } from './change-form';

test.each([
  ['', ''],
  ['{{message.subject}}', 'message.subject'],
  ['Fwd: {{message.subject}}', '"Fwd: " & message.subject'],
  ['Sie schrieben "{{message.text}}".\nDanke', '"Sie schrieben \\"" & message.text & "\\".\\nDanke"'],
])('the text %j and the expression %j say the same', (template, expression) => {
  expect(templateToExpression(template)).toBe(expression);
  expect(expressionToTemplate(expression)).toBe(template);
});

test('a fallback is kept', () => {
  expect(templateToExpression('{{customer.name|Kunde}}')).toBe(
    '($exists(customer.name) ? customer.name : "Kunde")',
  );
});

test.each(['$count(message.attachments)', 'vars.amount * 2', 'true', '"a" & ', '"offen', 'a..b'])(
  'no text says what %j calculates',
  (expression) => {
    expect(expressionToTemplate(expression)).toBeNull();
  },
);
