import * as z from 'zod';
import { asOperand, compareValues, compileMatch, type RuleClock } from './compare-values';
import type { Json } from './json';
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
  /** Known only when it is walked: an answer of another system, a field that another flow writes. */
  unknown: ruleOperatorSchema.options,
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
    return (actual, scope) =>
      compareValues(operator, actual, asOperand(valueAt(scope, otherPath)), clockOf(scope));
  }
  if (operator === 'matches') return compileMatch(String(value ?? ''));
  return (actual, scope) => compareValues(operator, actual, value, clockOf(scope));
}

function clockOf({ now, installation }: Scope): RuleClock {
  return { now, timeZone: installation.timeZone };
}

function pathInValue(value: string): string | null {
  return /^\{\{\s*([^{}|]+?)\s*\}\}$/.exec(value)?.[1] ?? null;
}
