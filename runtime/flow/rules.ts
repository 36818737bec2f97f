import * as z from 'zod';
import type { Json } from './json';
import { compileLinearRegex } from './linear-regex';
import { type Scope, valueAt } from './scope';

/** Comparisons of the visual rule editor. Texts are compared without regard to upper and lower case. */
export const ruleOperatorSchema = z.enum([
  'is',
  'isNot',
  'contains',
  'containsNot',
  'startsWith',
  'endsWith',
  'matches',
  'isEmpty',
  'isNotEmpty',
  'isOneOf',
  'isNoneOf',
  'less',
  'lessOrEqual',
  'greater',
  'greaterOrEqual',
  'between',
  'before',
  'after',
  'withinLast',
  'isTrue',
  'isFalse',
]);
export type RuleOperator = z.infer<typeof ruleOperatorSchema>;

export const ruleSchema = z.object({
  /** `message.subject`, `vars.amount` ... */
  field: z.string().min(1).max(200),
  operator: ruleOperatorSchema,
  /** A text, a number, a date (`2026-10-03`, or milliseconds), or a list of them; `{{path}}` compares with another field. */
  value: z
    .union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))])
    .optional(),
});
export type Rule = z.infer<typeof ruleSchema>;

export interface RuleGroup {
  match: 'all' | 'any' | 'none';
  rules: (Rule | RuleGroup)[];
}

export const ruleGroupSchema: z.ZodType<RuleGroup> = z.lazy(() =>
  z.object({
    match: z.enum(['all', 'any', 'none']),
    rules: z.array(z.union([ruleSchema, ruleGroupSchema])).max(200),
  }),
);

/** What a rule can ask of a field of a given type, in the order in which an editor offers it. */
export const OPERATORS_BY_TYPE = {
  text: [
    'is',
    'isNot',
    'contains',
    'containsNot',
    'startsWith',
    'endsWith',
    'matches',
    'isOneOf',
    'isNoneOf',
    'isEmpty',
    'isNotEmpty',
  ],
  number: [
    'is',
    'isNot',
    'less',
    'lessOrEqual',
    'greater',
    'greaterOrEqual',
    'between',
    'isEmpty',
    'isNotEmpty',
  ],
  date: ['before', 'after', 'withinLast', 'isEmpty', 'isNotEmpty'],
  list: ['contains', 'containsNot', 'isOneOf', 'isNoneOf', 'isEmpty', 'isNotEmpty'],
  boolean: ['isTrue', 'isFalse'],
} as const satisfies Record<string, readonly RuleOperator[]>;
export type RuleFieldType = keyof typeof OPERATORS_BY_TYPE;

export interface RuleResult {
  holds: boolean;
  /** The rule that decided: the first that broke `all`, or that fulfilled `any`; `null` where no single one did. */
  decisive: Rule | null;
}

type Predicate = (scope: Scope) => RuleResult;

const compiledGroups = new WeakMap<RuleGroup, Predicate>();

/** A group made into a function, once per group object. An empty group of `all` or `none` holds, an empty `any` does not. */
export function compileRules(group: RuleGroup): Predicate {
  const known = compiledGroups.get(group);
  if (known) return known;
  const compiled = compileGroup(group);
  compiledGroups.set(group, compiled);
  return compiled;
}

/** Every path that a group reads, including those that values name as `{{path}}`. */
export function pathsOfRules(group: RuleGroup): string[] {
  return group.rules.flatMap((rule) => {
    if ('rules' in rule) return pathsOfRules(rule);
    const other = typeof rule.value === 'string' ? pathInValue(rule.value) : null;
    return other === null ? [rule.field] : [rule.field, other];
  });
}

function compileGroup(group: RuleGroup): Predicate {
  const members = group.rules.map((rule) => ('rules' in rule ? compileGroup(rule) : compileRule(rule)));
  const stopsAt = group.match !== 'all';
  return (scope) => {
    for (const member of members) {
      const result = member(scope);
      if (result.holds === stopsAt) return { holds: group.match === 'any', decisive: result.decisive };
    }
    return { holds: group.match !== 'any', decisive: null };
  };
}

function compileRule(rule: Rule): Predicate {
  const test = compileTest(rule);
  const yes = { holds: true, decisive: rule };
  const no = { holds: false, decisive: rule };
  const { field } = rule;
  return (scope) => (test(valueAt(scope, field), scope) ? yes : no);
}

type Test = (actual: Json | undefined, scope: Scope) => boolean;

function compileTest(rule: Rule): Test {
  const { operator, value } = rule;
  const otherPath = typeof value === 'string' ? pathInValue(value) : null;
  if (otherPath !== null) {
    return (actual, scope) => compare(operator, actual, asOperand(valueAt(scope, otherPath)), scope.now);
  }
  if (operator === 'matches') return compileMatch(String(value ?? ''));
  return (actual, scope) => compare(operator, actual, value, scope.now);
}

/** A pattern that cannot be read matches nothing; the checks before publishing name it. */
function compileMatch(pattern: string): (actual: Json | undefined) => boolean {
  try {
    const regex = compileLinearRegex(pattern, 'i');
    return (actual) => textsOf(actual).some((text) => regex.test(text));
  } catch (error) {
    if (error instanceof SyntaxError) return () => false;
    throw error;
  }
}

type Operand = Rule['value'];

function compare(operator: RuleOperator, actual: Json | undefined, expected: Operand, now: number): boolean {
  switch (operator) {
    case 'is':
      return equals(actual, expected);
    case 'isNot':
      return !equals(actual, expected);
    case 'contains':
      return contains(actual, expected);
    case 'containsNot':
      return !contains(actual, expected);
    case 'startsWith':
      return textsOf(actual).some((text) => fold(text).startsWith(foldedOperand(expected)));
    case 'endsWith':
      return textsOf(actual).some((text) => fold(text).endsWith(foldedOperand(expected)));
    case 'matches':
      return compileMatch(String(expected ?? ''))(actual);
    case 'isEmpty':
      return isEmpty(actual);
    case 'isNotEmpty':
      return !isEmpty(actual);
    case 'isOneOf':
      return operandsOf(expected).some((option) =>
        Array.isArray(actual) ? contains(actual, option) : equals(actual, option),
      );
    case 'isNoneOf':
      return !operandsOf(expected).some((option) =>
        Array.isArray(actual) ? contains(actual, option) : equals(actual, option),
      );
    case 'isTrue':
      return actual === true;
    case 'isFalse':
      return actual !== true;
    default:
      return compareOrder(operator, actual, expected, now);
  }
}

function compareOrder(
  operator: RuleOperator,
  actual: Json | undefined,
  expected: Operand,
  now: number,
): boolean {
  if (operator === 'before' || operator === 'after' || operator === 'withinLast') {
    const at = timeOf(actual);
    if (at === null) return false;
    if (operator === 'withinLast') return at <= now && at >= now - Number(expected) * DAY_MS;
    const limit = timeOf(expected);
    return limit !== null && (operator === 'before' ? at < limit : at > limit);
  }
  const number = numberOf(actual);
  if (number === null) return false;
  if (operator === 'between') {
    const [low, high] = operandsOf(expected).map(numberOf);
    return (
      low !== null &&
      low !== undefined &&
      high !== null &&
      high !== undefined &&
      number >= low &&
      number <= high
    );
  }
  const limit = numberOf(expected);
  if (limit === null) return false;
  if (operator === 'less') return number < limit;
  if (operator === 'lessOrEqual') return number <= limit;
  return operator === 'greater' ? number > limit : number >= limit;
}

const DAY_MS = 86_400_000;

function equals(actual: Json | undefined, expected: Operand): boolean {
  if (Array.isArray(expected)) return expected.every((item) => contains(actual, item));
  if (typeof expected === 'boolean') return actual === expected;
  if (typeof actual === 'number') return numberOf(expected) === actual;
  if (typeof actual === 'boolean') return String(actual) === foldedOperand(expected);
  return typeof actual === 'string'
    ? fold(actual) === foldedOperand(expected)
    : isEmpty(actual) && isEmpty(expected ?? '');
}

function contains(actual: Json | undefined, expected: Operand): boolean {
  if (Array.isArray(expected)) return expected.some((item) => contains(actual, item));
  const wanted = foldedOperand(expected);
  if (Array.isArray(actual))
    return actual.some((item) => textsOf(item).some((text) => fold(text) === wanted));
  return wanted !== '' && textsOf(actual).some((text) => fold(text).includes(wanted));
}

/** The words of a value: a text, the items of a list, name and address of a party. */
function textsOf(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** A number, also one written as text with a decimal comma. */
function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value.trim().replace(',', '.'));
  return Number.isFinite(number) ? number : null;
}

function timeOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : time;
}

function operandsOf(expected: Operand): (string | number)[] {
  if (Array.isArray(expected)) return expected;
  if (typeof expected === 'string')
    return expected
      .split(/[\n,;]/)
      .map((item) => item.trim())
      .filter((item) => item !== '');
  return typeof expected === 'number' ? [expected] : [];
}

function asOperand(value: Json | undefined): Operand {
  if (Array.isArray(value))
    return value.filter((item) => typeof item === 'string' || typeof item === 'number');
  return typeof value === 'object' || value === undefined ? undefined : value;
}

function pathInValue(value: string): string | null {
  return /^\{\{\s*([^{}|]+?)\s*\}\}$/.exec(value)?.[1] ?? null;
}

const folded = new Map<string, string>();

function foldedOperand(expected: Operand): string {
  const text = String(expected ?? '');
  const known = folded.get(text);
  if (known !== undefined) return known;
  if (folded.size > 5000) folded.clear();
  const result = fold(text);
  folded.set(text, result);
  return result;
}

function fold(text: string): string {
  return text.trim().toLowerCase();
}
