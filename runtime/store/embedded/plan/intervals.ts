import { TYPE_ORDER, typeOrder } from '../bson/compare';
import { afterPrefix, encodeKey, typeLowerBound, typeUpperBound } from '../bson/key-encoding';
import { toNumber } from '../bson/number';
import { Double, MAX_KEY, MIN_KEY, Regex, UNDEFINED, type Value } from '../bson/value';
import type { CompiledRegex, Test } from '../query/filter';

/** A stretch of encoded values of one field: from (included) to (not included), both read as prefixes. */
export interface Interval {
  readonly from: Buffer;
  readonly to: Buffer;
  /** Whether it holds one single value. */
  readonly point: boolean;
}

export interface Bounds {
  /** In order and apart from each other. */
  readonly intervals: readonly Interval[];
  /** Whether every value in the intervals passes the test, so that the document need not be looked at. */
  readonly exact: boolean;
  /** Whether an absent field may pass, which an index that leaves such documents out would lose. */
  readonly includesAbsent: boolean;
}

/** Above every key. */
export const END = Buffer.from([0xff]);

/** Where in an index the values that pass a test can be; undefined where anywhere. */
export function boundsOfTest(test: Test): Bounds | undefined {
  switch (test.op) {
    case 'eq':
      return boundsOfEquality(test.value);
    case 'in':
      return boundsOfIn(test.values, test.patterns);
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return boundsOfRange(test.op, test.value);
    case 'regex':
      return boundsOfRegex(test.regex);
    default:
      return undefined;
  }
}

/**
 * Where the values are that do not pass a test; undefined where that cannot be told. Only for a field without arrays: of
 * those each element has an entry, and one that differs says nothing of the others.
 */
export function boundsOfNegation(test: Test): Bounds | undefined {
  if (test.op !== 'eq' && test.op !== 'in') return undefined;
  const bounds = boundsOfTest(test);
  if (bounds === undefined || !bounds.exact) return undefined;
  const intervals: Interval[] = [];
  let from: Buffer = Buffer.alloc(0);
  for (const taken of bounds.intervals) {
    if (Buffer.compare(from, taken.from) < 0) intervals.push({ from, to: taken.from, point: false });
    from = taken.to;
  }
  if (Buffer.compare(from, END) < 0) intervals.push({ from, to: END, point: false });
  return { intervals, exact: true, includesAbsent: true };
}

function boundsOfEquality(value: Value): Bounds | undefined {
  if (Array.isArray(value)) return undefined;
  if (value === null) {
    // Two single values, so that what stands behind them in the index is in order.
    return { intervals: [pointOf(UNDEFINED), pointOf(null)], exact: false, includesAbsent: true };
  }
  return { intervals: [pointOf(value)], exact: true, includesAbsent: false };
}

function boundsOfIn(values: readonly Value[], patterns: readonly CompiledRegex[]): Bounds | undefined {
  const intervals: Interval[] = [];
  let exact = true;
  let includesAbsent = false;
  const parts = [...values.map(boundsOfEquality), ...patterns.map(boundsOfRegex)];
  for (const bounds of parts) {
    if (bounds === undefined) return undefined;
    intervals.push(...bounds.intervals);
    exact &&= bounds.exact;
    includesAbsent ||= bounds.includesAbsent;
  }
  return { intervals: united(intervals), exact, includesAbsent };
}

function boundsOfRange(op: 'lt' | 'lte' | 'gt' | 'gte', value: Value): Bounds | undefined {
  if (value === null) return op === 'lte' || op === 'gte' ? boundsOfEquality(null) : undefined;
  if (Array.isArray(value) || value === MIN_KEY || value === MAX_KEY) return undefined;
  const order = typeOrder(value);
  if (order === TYPE_ORDER.number && Number.isNaN(toNumber(value))) return undefined;
  const key = encodeKey([value]);
  const after = afterPrefix(key) ?? END;
  // NaN is less than every number in the index but passes no comparison.
  const least = order === TYPE_ORDER.number ? encodeKey([new Double(-Infinity)]) : typeLowerBound(order);
  const upper = typeUpperBound(order);
  const [from, to] =
    op === 'lt' ? [least, key] : op === 'lte' ? [least, after] : op === 'gt' ? [after, upper] : [key, upper];
  return {
    intervals: Buffer.compare(from, to) < 0 ? [{ from, to, point: false }] : [],
    exact: true,
    includesAbsent: false,
  };
}

function boundsOfRegex(regex: CompiledRegex): Bounds | undefined {
  if (regex.prefix === undefined) return undefined;
  const from = Buffer.concat([typeLowerBound(TYPE_ORDER.string), Buffer.from(regex.prefix, 'utf8')]);
  const strings = { from, to: afterPrefix(from) ?? END, point: false };
  // A stored expression with the same source matches too.
  const itself = pointOf(new Regex(regex.pattern, regex.flags));
  return { intervals: [strings, itself], exact: false, includesAbsent: false };
}

function pointOf(value: Value): Interval {
  const from = encodeKey([value]);
  return { from, to: afterPrefix(from) ?? END, point: true };
}

/** Sorts intervals and joins those that overlap. */
function united(intervals: readonly Interval[]): Interval[] {
  const sorted = [...intervals].sort((a, b) => Buffer.compare(a.from, b.from));
  const result: Interval[] = [];
  for (const interval of sorted) {
    const last = result.at(-1);
    if (last === undefined || Buffer.compare(last.to, interval.from) <= 0) result.push(interval);
    else if (Buffer.compare(last.to, interval.to) < 0) {
      result[result.length - 1] = { from: last.from, to: interval.to, point: false };
    }
  }
  return result;
}

/** What lies in both. */
export function intersected(left: readonly Interval[], right: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const a of left) {
    for (const b of right) {
      const from = Buffer.compare(a.from, b.from) >= 0 ? a.from : b.from;
      const to = Buffer.compare(a.to, b.to) <= 0 ? a.to : b.to;
      if (Buffer.compare(from, to) < 0) result.push({ from, to, point: a.point || b.point });
    }
  }
  return result;
}

/** The intervals of a field that the index keeps in descending order, in the order of the index. */
export function inverted(intervals: readonly Interval[]): Interval[] {
  return intervals
    .map(({ from, to, point }) => ({
      from: to === END ? Buffer.alloc(0) : (afterPrefix(complement(to)) ?? END),
      to: afterPrefix(complement(from)) ?? END,
      point,
    }))
    .reverse();
}

function complement(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => ~byte & 0xff));
}
