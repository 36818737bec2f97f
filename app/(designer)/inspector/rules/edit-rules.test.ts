import { expect, test } from 'vitest';
import { OPERATORS_BY_TYPE, type RuleFieldType, ruleSchema } from '@/runtime/flow/rules';
import { NEW_RULE, operandOf, operatorsFor, ruleType, withField, withOperator } from './edit-rules';

test('a rule about a field of another kind asks something that field knows', () => {
  expect(withField(NEW_RULE, 'ticket.number', 'number', 'text')).toEqual({
    field: 'ticket.number',
    operator: 'is',
    value: 0,
  });
  expect(withField(NEW_RULE, 'message.automatic', 'boolean', 'text')).toEqual({
    field: 'message.automatic',
    operator: 'isTrue',
  });
});

test('what still fits stays', () => {
  const rule = { ...NEW_RULE, value: 'invoice' };
  expect(withField(rule, 'message.text', 'text', 'text')).toEqual({ ...rule, field: 'message.text' });
  expect(withOperator(rule, 'startsWith', 'text')).toEqual({ ...rule, operator: 'startsWith' });
  expect(withOperator(rule, 'isOneOf', 'text')).toEqual({ ...rule, operator: 'isOneOf', value: [] });
  expect(withOperator(rule, 'isEmpty', 'text')).toEqual({ field: rule.field, operator: 'isEmpty' });
});

test('every operator of every kind of field makes a rule that can be kept', () => {
  for (const type of Object.keys(OPERATORS_BY_TYPE) as RuleFieldType[])
    for (const operator of OPERATORS_BY_TYPE[type]) {
      const rule = withOperator({ field: 'vars.a', operator: 'is' }, operator, type);
      expect(ruleSchema.parse(rule)).toEqual(rule);
      expect(operandOf(operator, type) === 'none').toBe(rule.value === undefined);
    }
});

test('of a value whose type nobody knows everything can be asked, and nothing that a rule asks is lost', () => {
  for (const type of [null, 'object'] as const) {
    const operators = operatorsFor({ field: 'ticket.fields.a', operator: 'greater' }, ruleType(type));
    expect(operators).toEqual(
      expect.arrayContaining(['contains', 'greater', 'between', 'isEmpty', 'isTrue']),
    );
  }
  expect(operandOf('greater', 'unknown')).toBe('number');
  expect(operandOf('contains', 'unknown')).toBe('text');
  expect(operatorsFor({ field: 'ticket.number', operator: 'contains' }, 'number')).toContain('contains');
});
