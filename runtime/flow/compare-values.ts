import type { Json } from './json';
import { compileLinearRegex } from './linear-regex';
import type { Rule, RuleOperator } from './rules';
import { isBefore, readWrittenTime } from './written-time';

/** What a rule compares with. */
export type Operand = Rule['value'];

/** `now` (epoch milliseconds) is what `withinLast` counts from; a date without a zone is a day of `timeZone`. */
export interface RuleClock {
  now: number;
  timeZone: string;
}

/** Whether a value stands in a relation to what a rule names. */
export function compareValues(
  operator: RuleOperator,
  actual: Json | undefined,
  expected: Operand,
  clock: RuleClock,
): boolean {
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
      return compareOrder(operator, actual, expected, clock);
  }
}

function compareOrder(
  operator: RuleOperator,
  actual: Json | undefined,
  expected: Operand,
  clock: RuleClock,
): boolean {
  if (operator === 'before' || operator === 'after' || operator === 'withinLast') {
    const at = readWrittenTime(actual, clock.timeZone);
    if (at === null) return false;
    if (operator === 'withinLast')
      return at.from <= clock.now && at.to >= clock.now - Number(expected) * DAY_MS;
    const limit = readWrittenTime(expected, clock.timeZone);
    return limit !== null && (operator === 'before' ? isBefore(at, limit) : isBefore(limit, at));
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

/** A pattern that cannot be read matches nothing; the checks before publishing name it. */
export function compileMatch(pattern: string): (actual: Json | undefined) => boolean {
  try {
    const regex = compileLinearRegex(pattern, 'i');
    return (actual) => textsOf(actual).some((text) => regex.test(text));
  } catch (error) {
    if (error instanceof SyntaxError) return () => false;
    throw error;
  }
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

function operandsOf(expected: Operand): (string | number)[] {
  if (Array.isArray(expected)) return expected;
  if (typeof expected === 'string')
    return expected
      .split(/[\n,;]/)
      .map((item) => item.trim())
      .filter((item) => item !== '');
  return typeof expected === 'number' ? [expected] : [];
}

/** A value of a flow as something to compare with. */
export function asOperand(value: Json | undefined): Operand {
  if (Array.isArray(value))
    return value.filter((item) => typeof item === 'string' || typeof item === 'number');
  return typeof value === 'object' || value === undefined ? undefined : value;
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
