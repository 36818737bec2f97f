import { evaluate } from '../aggregate/evaluate';
import { truthy } from '../aggregate/truthy';
import type { Collation } from '../bson/collation';
import { compareValues, equalValues, TYPE_ORDER, typeOrder } from '../bson/compare';
import { toNumber } from '../bson/number';
import {
  Binary,
  Decimal,
  type Doc,
  Double,
  isNumeric,
  MAX_KEY,
  MIN_KEY,
  Regex,
  type Value,
} from '../bson/value';
import type { ComparisonOperator, CompiledRegex, Filter, Test } from './filter';
import { anyValueAt, anyWholeValueAt, type Path } from './path';
import { typeMatches } from './type-alias';

/** Whether a document is one that the filter asks for. `now` is the clock that `$expr` reads. */
export function matches(filter: Filter, doc: Doc, now: number): boolean {
  switch (filter.kind) {
    case 'constant':
      return filter.value;
    case 'and':
      for (const item of filter.items) if (!matches(item, doc, now)) return false;
      return true;
    case 'or':
      for (const item of filter.items) if (matches(item, doc, now)) return true;
      return false;
    case 'nor':
      for (const item of filter.items) if (matches(item, doc, now)) return false;
      return true;
    case 'field':
      return testAt(doc, filter.path, filter.test, now);
    case 'expression':
      return truthy(evaluate(filter.expression, doc, now));
  }
}

/**
 * The index within an array at which the filter matched, for the update operator `$`; undefined where no array was
 * involved. As in MongoDB the last condition that went through an array decides.
 */
export function matchedPosition(filter: Filter, doc: Doc, now: number): number | undefined {
  if (filter.kind === 'and') {
    let found: number | undefined;
    for (const item of filter.items) found = matchedPosition(item, doc, now) ?? found;
    return found;
  }
  if (filter.kind === 'or') {
    const hit = filter.items.find((item) => matches(item, doc, now));
    return hit === undefined ? undefined : matchedPosition(hit, doc, now);
  }
  return filter.kind === 'field' ? positionOfTest(doc, filter.path, filter.test, now) : undefined;
}

function positionOfTest(doc: Doc, path: Path, test: Test, now: number): number | undefined {
  if (test.op === 'every') {
    let found: number | undefined;
    for (const part of test.tests) found = positionOfTest(doc, path, part, now) ?? found;
    return found;
  }
  if (test.op === 'not' || test.op === 'never') return undefined;
  let found: number | undefined;
  if (test.op === 'elementMatches' || test.op === 'elementFilter') {
    anyWholeValueAt(doc, path.parts, (value, position) => {
      if (!Array.isArray(value)) return false;
      const index = value.findIndex((element) => elementPasses(element, test, now));
      if (index < 0) return false;
      found = position ?? index;
      return true;
    });
    return found;
  }
  anyValueAt(doc, path.parts, (value, position) => {
    if (!passes(value, test)) return false;
    found = position;
    return true;
  });
  return found;
}

/** Whether a single value, as an array element is one, satisfies a test; used by `$pull` and `$elemMatch`. */
export function valuePasses(value: Value, test: Test, now: number): boolean {
  switch (test.op) {
    case 'not':
      return !valuePasses(value, test.test, now);
    case 'every':
      return test.tests.every((part) => valuePasses(value, part, now));
    case 'elementMatches':
    case 'elementFilter':
      return Array.isArray(value) && value.some((element) => elementPasses(element, test, now));
    default:
      return passes(value, test);
  }
}

function testAt(doc: Doc, path: Path, test: Test, now: number): boolean {
  switch (test.op) {
    case 'never':
      return false;
    case 'not':
      return !testAt(doc, path, test.test, now);
    case 'every':
      for (const part of test.tests) if (!testAt(doc, path, part, now)) return false;
      return true;
    case 'elementMatches':
    case 'elementFilter':
      return anyWholeValueAt(
        doc,
        path.parts,
        (value) => Array.isArray(value) && value.some((element) => elementPasses(element, test, now)),
      );
    case 'size':
      return anyWholeValueAt(doc, path.parts, (value) => passes(value, test));
    default:
      if (path.parts.length === 1) return testTopLevel(doc.get(path.text), test);
      return anyValueAt(doc, path.parts, (value) => passes(value, test));
  }
}

function testTopLevel(value: Value | undefined, test: Test): boolean {
  if (Array.isArray(value)) for (const element of value) if (passes(element, test)) return true;
  return passes(value, test);
}

function elementPasses(element: Value, test: Test, now: number): boolean {
  if (test.op === 'elementMatches') return valuePasses(element, test.test, now);
  if (test.op !== 'elementFilter') return false;
  if (element instanceof Map) return matches(test.filter, element, now);
  // MongoDB reads an array within the array as a document whose fields are the positions.
  if (Array.isArray(element)) {
    return matches(test.filter, new Map(element.map((value, index) => [String(index), value])), now);
  }
  return false;
}

function passes(value: Value | undefined, test: Test): boolean {
  switch (test.op) {
    case 'eq':
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return compares(value, test.op, test.value, test.collation);
    case 'in':
      for (const wanted of test.values) if (compares(value, 'eq', wanted, test.collation)) return true;
      for (const pattern of test.patterns) if (regexPasses(value, pattern)) return true;
      return false;
    case 'exists':
      return value !== undefined;
    case 'type':
      return typeMatches(value, test.types);
    case 'regex':
      return regexPasses(value, test.regex);
    case 'mod':
      return modPasses(value, test.divisor, test.remainder);
    case 'size':
      return Array.isArray(value) && value.length === test.size;
    case 'bits':
      return bitsPass(value, test.mode, test.mask);
    default:
      return false;
  }
}

function compares(
  value: Value | undefined,
  op: ComparisonOperator,
  wanted: Value,
  collation: Collation | undefined,
): boolean {
  const order = typeOrder(value);
  const wantedOrder = typeOrder(wanted);
  if (order !== wantedOrder) {
    if (wantedOrder === TYPE_ORDER.null) return order === TYPE_ORDER.undefined && op !== 'lt' && op !== 'gt';
    if (wanted === MAX_KEY) return op === 'lt' || op === 'lte';
    if (wanted === MIN_KEY) return op === 'gt' || op === 'gte';
    return wantedOrder === TYPE_ORDER.undefined && order === TYPE_ORDER.null && op !== 'lt' && op !== 'gt';
  }
  if (op === 'eq') return equalValues(value, wanted, collation);
  if (order === TYPE_ORDER.number && (isNaN64(value) || isNaN64(wanted))) {
    return op !== 'lt' && op !== 'gt' && equalValues(value, wanted);
  }
  const result = compareValues(value, wanted, collation);
  if (result === 0) return op === 'lte' || op === 'gte';
  return result < 0 ? op === 'lt' || op === 'lte' : op === 'gt' || op === 'gte';
}

function isNaN64(value: Value | undefined): boolean {
  return (value instanceof Double || value instanceof Decimal) && Number.isNaN(toNumber(value));
}

function regexPasses(value: Value | undefined, regex: CompiledRegex): boolean {
  if (typeof value === 'string') return regex.compiled.test(value);
  return value instanceof Regex && value.pattern === regex.pattern && value.flags === regex.flags;
}

function modPasses(value: Value | undefined, divisor: bigint, remainder: bigint): boolean {
  if (!isNumeric(value)) return false;
  const whole = wholePart(value);
  return whole !== undefined && whole % divisor === remainder;
}

function wholePart(value: Value): bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return BigInt(value);
  const number = Math.trunc(toNumber(value));
  return Number.isFinite(number) && Math.abs(number) < 2 ** 63 ? BigInt(number) : undefined;
}

function bitsPass(
  value: Value | undefined,
  mode: 'allSet' | 'allClear' | 'anySet' | 'anyClear',
  mask: bigint,
): boolean {
  const bits = bitsOf(value, mask);
  if (bits === undefined) return false;
  switch (mode) {
    case 'allSet':
      return (bits & mask) === mask;
    case 'allClear':
      return (bits & mask) === 0n;
    case 'anySet':
      return (bits & mask) !== 0n;
    case 'anyClear':
      return (bits & mask) !== mask;
  }
}

/** The bits of a number (sign-extended beyond 64) or of binary data (little endian, zero beyond its end). */
function bitsOf(value: Value | undefined, mask: bigint): bigint | undefined {
  if (value instanceof Binary) {
    return value.bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(value.bytes).reverse().toString('hex')}`);
  }
  if (!isNumeric(value)) return undefined;
  const number = toNumber(value);
  if (!(typeof value === 'bigint') && (!Number.isInteger(number) || Math.abs(number) >= 2 ** 63))
    return undefined;
  const whole = typeof value === 'bigint' ? value : BigInt(number);
  const width = Math.max(64, mask.toString(2).length);
  return BigInt.asUintN(width, whole);
}
