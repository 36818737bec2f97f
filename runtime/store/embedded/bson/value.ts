/**
 * The values a document is made of, in a form that keeps every BSON type apart: nothing is lost between decoding and
 * encoding. An `Int32` is a plain number (the commonest case), an `Int64` is a bigint, a 64-bit float is a `Double`.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Double
  | UtcDate
  | ObjectId
  | Binary
  | Regex
  | Timestamp
  | Decimal
  | Code
  | SymbolValue
  | DbPointer
  | Singleton
  | RawDocument
  | Doc
  | Value[];

/** A document: field order is part of its value, also for names that look like numbers. */
export type Doc = Map<string, Value>;

export class Double {
  constructor(readonly value: number) {}
}

/** Milliseconds since 1970 in UTC; a bigint only where the value does not fit a double exactly. */
export class UtcDate {
  constructor(readonly ms: number | bigint) {}
}

/** The twelve bytes as a latin1 string, so that comparing two ids is comparing two strings. */
export class ObjectId {
  constructor(readonly latin1: string) {}
}

export class Binary {
  constructor(
    readonly subtype: number,
    readonly bytes: Buffer,
  ) {}
}

export class Regex {
  constructor(
    readonly pattern: string,
    readonly flags: string,
  ) {}
}

/** Seconds in the upper 32 bits, a counter in the lower 32. */
export class Timestamp {
  constructor(readonly value: bigint) {}
}

/** The sixteen bytes of an IEEE 754-2008 decimal as BSON stores them (little endian). */
export class Decimal {
  constructor(readonly bytes: Buffer) {}
}

export class Code {
  constructor(
    readonly code: string,
    readonly scope: Doc | undefined,
  ) {}
}

export class SymbolValue {
  constructor(readonly value: string) {}
}

export class DbPointer {
  constructor(
    readonly namespace: string,
    readonly id: ObjectId,
  ) {}
}

export class Singleton {
  constructor(readonly name: 'minKey' | 'maxKey' | 'undefined') {}
}
export const MIN_KEY = new Singleton('minKey');
export const MAX_KEY = new Singleton('maxKey');
/** BSON's deprecated `undefined`; an absent field is JavaScript's `undefined`. */
export const UNDEFINED = new Singleton('undefined');

/** An encoded document that travels into a reply unread. It never takes part in matching or sorting. */
export class RawDocument {
  constructor(readonly bytes: Buffer) {}
}

export function isDoc(value: Value | undefined): value is Doc {
  return value instanceof Map;
}

/** Builds a document from pairs; entries whose value is undefined are left out. */
export function docOf(fields: Record<string, Value | undefined>): Doc {
  const doc: Doc = new Map();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) doc.set(name, value);
  return doc;
}

/** A deep copy of containers; leaves are immutable and shared. */
export function cloneValue(value: Value): Value {
  if (value instanceof Map) return cloneDoc(value);
  if (Array.isArray(value)) return value.map(cloneValue);
  return value;
}

export function cloneDoc(doc: Doc): Doc {
  const copy: Doc = new Map();
  for (const [name, value] of doc) copy.set(name, cloneValue(value));
  return copy;
}

/** The name MongoDB gives a value's type in `$type` and in messages. */
export function typeName(value: Value | undefined): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'number':
      return 'int';
    case 'bigint':
      return 'long';
    case 'string':
      return 'string';
  }
  if (Array.isArray(value)) return 'array';
  if (value instanceof Map || value instanceof RawDocument) return 'object';
  if (value instanceof Double) return 'double';
  if (value instanceof UtcDate) return 'date';
  if (value instanceof ObjectId) return 'objectId';
  if (value instanceof Binary) return 'binData';
  if (value instanceof Regex) return 'regex';
  if (value instanceof Timestamp) return 'timestamp';
  if (value instanceof Decimal) return 'decimal';
  if (value instanceof Code) return value.scope === undefined ? 'javascript' : 'javascriptWithScope';
  if (value instanceof SymbolValue) return 'symbol';
  if (value instanceof DbPointer) return 'dbPointer';
  return value.name;
}

/** BSON's type number of each type name. */
export const TYPE_NUMBERS: Readonly<Record<string, number>> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
};

/** An integer as the narrowest of Int32 and Int64 that holds it. */
export function integer(value: number): Value {
  return value >= -2147483648 && value <= 2147483647 ? value : BigInt(value);
}

export function isNumeric(value: Value | undefined): value is number | bigint | Double | Decimal {
  return (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof Double ||
    value instanceof Decimal
  );
}
