import { expect, test } from 'vitest';
import { OPERATORS_BY_TYPE, type RuleFieldType, ruleSchema } from '@/runtime/flow/rules';
import { NEW_RULE, operandOf, withField, withOperator } from './edit-rules';

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
