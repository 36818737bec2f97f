import { compareValues } from './compare-values';
import { compileLinearRegex } from './linear-regex';
import { flowProblem, type Problem, type ProblemContext } from './problems';
import { type Rule, type RuleGroup, type RuleOperator, ruleGroupSchema } from './rules';
import { readWrittenTime } from './written-time';

/** Rules of the visual editor that can never hold, or always do, because of what they compare with. */
export function ruleProblems({ fields }: ProblemContext): Problem[] {
  const problems: Problem[] = [];
  for (const [nodeId, ofNode] of fields)
    for (const { path, meta, value } of ofNode) {
      if (meta.widget !== 'rules') continue;
      const group = ruleGroupSchema.safeParse(value);
      if (!group.success) continue;
      for (const rule of rulesIn(group.data)) {
        const code = faultOf(rule);
        if (code === null) continue;
        const level = code === 'ruleValueMissing' ? 'warning' : 'error';
        const values = { field: rule.field, value: String(rule.value ?? '').slice(0, 80) };
        problems.push(flowProblem(level, code, { nodeId, path }, values));
      }
    }
  return problems;
}

function rulesIn({ rules }: RuleGroup): Rule[] {
  return rules.flatMap((rule) => ('rules' in rule ? rulesIn(rule) : [rule]));
}

const NUMBERS: ReadonlySet<RuleOperator> = new Set([
  'less',
  'lessOrEqual',
  'greater',
  'greaterOrEqual',
  'between',
  'withinLast',
]);
/** Comparing with an empty text asks whether there is any: that has a meaning. */
const WITHOUT_VALUE: ReadonlySet<RuleOperator> = new Set([
  'is',
  'isNot',
  'isEmpty',
  'isNotEmpty',
  'isTrue',
  'isFalse',
]);

function faultOf({ operator, value }: Rule): string | null {
  if (WITHOUT_VALUE.has(operator)) return null;
  if (isEmpty(value)) return 'ruleValueMissing';
  // Another field is compared with: what it holds is known only when it is walked.
  if (typeof value === 'string' && value.includes('{{')) return null;
  if (operator === 'matches') return isPattern(String(value)) ? null : 'rulePattern';
  if (NUMBERS.has(operator)) return areNumbers(operator, value) ? null : 'ruleNumber';
  if (operator === 'before' || operator === 'after') return isDate(value) ? null : 'ruleDate';
  return null;
}

function isEmpty(value: Rule['value']): boolean {
  return value === undefined || (Array.isArray(value) ? value.length === 0 : String(value).trim() === '');
}

function isPattern(pattern: string): boolean {
  try {
    compileLinearRegex(pattern, 'i');
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Asked of the comparison itself: a number equals itself, whatever way of writing it reads. */
function areNumbers(operator: RuleOperator, value: Rule['value']): boolean {
  const all = Array.isArray(value) ? value : operator === 'between' ? String(value).split(/[\n,;]/) : [value];
  return (
    all.length >= (operator === 'between' ? 2 : 1) &&
    all.every(
      (one) =>
        typeof one !== 'boolean' && compareValues('lessOrEqual', one, one, { now: 0, timeZone: 'UTC' }),
    )
  );
}

function isDate(value: Rule['value']): boolean {
  return readWrittenTime(value, 'UTC') !== null;
}
