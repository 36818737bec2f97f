import type { Rule, RuleFieldType, RuleGroup, RuleOperator } from '@/runtime/flow/rules';
import { OPERATORS_BY_TYPE } from '@/runtime/flow/rules';
import type { ValueType } from '../scope/named-values';

/** How the value of a rule is entered. */
export type OperandKind = 'none' | 'text' | 'texts' | 'number' | 'range' | 'date' | 'days';

/** Groups may lie in groups, but only so deep that people still see what decides. */
export const DEEPEST = 3;

export const NEW_RULE: Rule = { field: 'message.subject', operator: 'contains', value: '' };

export function isGroup(rule: Rule | RuleGroup): rule is RuleGroup {
  return 'rules' in rule;
}

/** What a rule can ask of a value; an object can hold anything. */
export function ruleType(type: ValueType | null): RuleFieldType {
  return type === null || type === 'object' ? 'unknown' : type;
}

/** The operators to offer: those of the type, and the rule's own, which an older flow or another type may have left. */
export function operatorsFor({ operator }: Rule, type: RuleFieldType): readonly RuleOperator[] {
  const operators: readonly RuleOperator[] = OPERATORS_BY_TYPE[type];
  return operators.includes(operator) ? operators : [...operators, operator];
}

export function operandOf(operator: RuleOperator, type: RuleFieldType): OperandKind {
  switch (operator) {
    case 'isEmpty':
    case 'isNotEmpty':
    case 'isTrue':
    case 'isFalse':
      return 'none';
    case 'isOneOf':
    case 'isNoneOf':
      return 'texts';
    case 'less':
    case 'lessOrEqual':
    case 'greater':
    case 'greaterOrEqual':
      return 'number';
    case 'between':
      return 'range';
    case 'withinLast':
      return 'days';
    case 'before':
    case 'after':
      return 'date';
    default:
      return type === 'number' ? 'number' : 'text';
  }
}

/** A rule about another field: the operator stays where that field knows it, and a value that still fits does too. */
export function withField(rule: Rule, field: string, type: RuleFieldType, before: RuleFieldType): Rule {
  const operators: readonly RuleOperator[] = OPERATORS_BY_TYPE[type];
  const operator = operators.includes(rule.operator) ? rule.operator : (operators[0] ?? 'is');
  const changed = withOperator({ ...rule, field }, operator, type);
  return type === before ? changed : { ...changed, ...emptyValue(operandOf(operator, type)) };
}

export function withOperator(rule: Rule, operator: RuleOperator, type: RuleFieldType): Rule {
  const { value, ...rest } = rule;
  const kind = operandOf(operator, type);
  if (kind === operandOf(rule.operator, type) && value !== undefined) return { ...rest, operator, value };
  return { ...rest, operator, ...emptyValue(kind) };
}

export function replaceAt<Item>(items: readonly Item[], index: number, item: Item): Item[] {
  return items.with(index, item);
}

function emptyValue(kind: OperandKind): { value?: Rule['value'] } {
  switch (kind) {
    case 'none':
      return {};
    case 'texts':
      return { value: [] };
    case 'number':
      return { value: 0 };
    case 'range':
      return { value: [0, 100] };
    case 'days':
      return { value: 7 };
    default:
      return { value: '' };
  }
}
