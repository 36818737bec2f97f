import type { Collation } from './collation';
import { compareNumbers } from './number';
import {
  Binary,
  Code,
  DbPointer,
  Decimal,
  type Doc,
  Double,
  MAX_KEY,
  MIN_KEY,
  ObjectId,
  Regex,
  SymbolValue,
  Timestamp,
  UtcDate,
  type Value,
} from './value';

/**
 * Compares two values in MongoDB's order: first by type, then by value; numbers of all four types by what they are
 * worth. An absent value sorts with `undefined`, before null.
 * With a collation strings are compared by it, field names never.
 * Source: "Comparison/Sort Order" in the MongoDB manual.
 */
export function compareValues(
  left: Value | undefined,
  right: Value | undefined,
  collation?: Collation,
): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const leftOrder = typeOrder(left);
  const rightOrder = typeOrder(right);
  if (leftOrder !== rightOrder) return leftOrder - rightOrder;
  if (left === right || left === undefined || right === undefined || left === null || right === null)
    return 0;
  return compareSameType(left, right, leftOrder, collation);
}

export function equalValues(
  left: Value | undefined,
  right: Value | undefined,
  collation?: Collation,
): boolean {
  return compareValues(left, right, collation) === 0;
}

/** The rank of a value's type. Types of one rank are compared by value. */
export const TYPE_ORDER = {
  minKey: 1,
  undefined: 5,
  null: 10,
  number: 16,
  string: 24,
  object: 32,
  array: 40,
  binary: 48,
  objectId: 56,
  boolean: 64,
  date: 72,
  timestamp: 80,
  regex: 88,
  dbPointer: 96,
  code: 104,
  codeWithScope: 112,
  maxKey: 240,
} as const;

export function typeOrder(value: Value | undefined): number {
  if (value === undefined) return TYPE_ORDER.undefined;
  if (value === null) return TYPE_ORDER.null;
  switch (typeof value) {
    case 'string':
      return TYPE_ORDER.string;
    case 'number':
    case 'bigint':
      return TYPE_ORDER.number;
    case 'boolean':
      return TYPE_ORDER.boolean;
    default:
      return objectOrder(value);
  }
}

function objectOrder(value: Value): number {
  if (value instanceof ObjectId) return TYPE_ORDER.objectId;
  if (value instanceof UtcDate) return TYPE_ORDER.date;
  if (value instanceof Double || value instanceof Decimal) return TYPE_ORDER.number;
  if (Array.isArray(value)) return TYPE_ORDER.array;
  if (value instanceof Map) return TYPE_ORDER.object;
  if (value instanceof Binary) return TYPE_ORDER.binary;
  if (value instanceof Regex) return TYPE_ORDER.regex;
  if (value instanceof Timestamp) return TYPE_ORDER.timestamp;
  if (value instanceof SymbolValue) return TYPE_ORDER.string;
  if (value instanceof Code) return value.scope === undefined ? TYPE_ORDER.code : TYPE_ORDER.codeWithScope;
  if (value instanceof DbPointer) return TYPE_ORDER.dbPointer;
  if (value === MIN_KEY) return TYPE_ORDER.minKey;
  if (value === MAX_KEY) return TYPE_ORDER.maxKey;
  return TYPE_ORDER.undefined;
}

function compareSameType(left: Value, right: Value, order: number, collation?: Collation): number {
  switch (order) {
    case TYPE_ORDER.number:
      return compareNumbers(left, right);
    case TYPE_ORDER.string:
      return collation === undefined
        ? compareStrings(stringOf(left), stringOf(right))
        : collation.compare(stringOf(left), stringOf(right));
    case TYPE_ORDER.object:
      return left instanceof Map && right instanceof Map ? compareDocuments(left, right, collation) : 0;
    case TYPE_ORDER.array:
      return Array.isArray(left) && Array.isArray(right) ? compareArrays(left, right, collation) : 0;
    case TYPE_ORDER.binary:
      return left instanceof Binary && right instanceof Binary ? compareBinaries(left, right) : 0;
    case TYPE_ORDER.objectId:
      return left instanceof ObjectId && right instanceof ObjectId
        ? compareOrdered(left.latin1, right.latin1)
        : 0;
    case TYPE_ORDER.boolean:
      return Number(left) - Number(right);
    case TYPE_ORDER.date:
      return left instanceof UtcDate && right instanceof UtcDate ? compareOrdered(left.ms, right.ms) : 0;
    case TYPE_ORDER.timestamp:
      return left instanceof Timestamp && right instanceof Timestamp
        ? compareOrdered(left.value, right.value)
        : 0;
    default:
      return compareRare(left, right);
  }
}

function compareRare(left: Value, right: Value): number {
  if (left instanceof Regex && right instanceof Regex) {
    return compareStrings(left.pattern, right.pattern) || compareStrings(left.flags, right.flags);
  }
  if (left instanceof Code && right instanceof Code) {
    const byCode = compareStrings(left.code, right.code);
    if (byCode !== 0 || left.scope === undefined || right.scope === undefined) return byCode;
    return compareDocuments(left.scope, right.scope);
  }
  if (left instanceof DbPointer && right instanceof DbPointer) {
    const bySize = Buffer.byteLength(left.namespace) - Buffer.byteLength(right.namespace);
    return (
      bySize ||
      compareStrings(left.namespace, right.namespace) ||
      compareOrdered(left.id.latin1, right.id.latin1)
    );
  }
  return 0;
}

function stringOf(value: Value): string {
  if (value instanceof SymbolValue) return value.value;
  return typeof value === 'string' ? value : '';
}

function compareOrdered<T extends string | number | bigint>(left: T, right: T): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Strings are ordered by their UTF-8 bytes; UTF-16 order differs where one side is a surrogate pair. */
export function compareStrings(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    if (a !== b) return codePointRank(a) - codePointRank(b);
  }
  return left.length - right.length;
}

function codePointRank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

function compareBinaries(left: Binary, right: Binary): number {
  return (
    left.bytes.length - right.bytes.length ||
    left.subtype - right.subtype ||
    Buffer.compare(left.bytes, right.bytes)
  );
}

/** Field by field: first the type, then the name, then the value; the shorter document is the lesser. */
function compareDocuments(left: Doc, right: Doc, collation?: Collation): number {
  const others = right.entries();
  for (const [name, value] of left) {
    const other = others.next();
    if (other.done) return 1;
    const [otherName, otherValue] = other.value;
    const order =
      typeOrder(value) - typeOrder(otherValue) ||
      compareStrings(name, otherName) ||
      compareValues(value, otherValue, collation);
    if (order !== 0) return order;
  }
  return others.next().done ? 0 : -1;
}

function compareArrays(left: readonly Value[], right: readonly Value[], collation?: Collation): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const order = compareValues(left[at], right[at], collation);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
