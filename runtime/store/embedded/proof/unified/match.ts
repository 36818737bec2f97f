import {
  Binary,
  BSON,
  BSONRegExp,
  BSONSymbol,
  Code,
  DBRef,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'mongodb';

const { EJSON } = BSON;

/** A parsed JSON or BSON value, whose shape is only known while it is looked at. */
export type Json = unknown;
export type JsonObject = Record<string, Json>;

/** What `$$` operators may name: values that the test kept, and the ids of its sessions. */
export interface Named {
  value(name: string): Json;
  lsid(name: string): Json;
}

export function isObject(value: Json): value is JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: Json = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * Compares an actual value with an expectation of the unified test format; returns what differs, or undefined. The
 * root document, or each of a root list, may have more fields than expected; documents within may not.
 */
export function difference(
  expected: Json,
  given: Json,
  named: Named,
  root: boolean,
  path = '',
): string | undefined {
  const special = isObject(expected) ? Object.keys(expected).find((key) => key.startsWith('$$')) : undefined;
  if (special !== undefined && isObject(expected))
    return specialDifference(special, expected[special], given, named, root, path);
  const actual = given instanceof DBRef ? { ...given.toJSON() } : given;
  if (isObject(expected)) {
    if (!isObject(actual)) return `${path}: expected a document, found ${text(actual)}`;
    for (const [key, value] of Object.entries(expected)) {
      const found = difference(value, actual[key], named, false, `${path}.${key}`);
      if (found !== undefined) return found;
    }
    const extra = root ? undefined : Object.keys(actual).find((key) => !(key in expected));
    return extra === undefined ? undefined : `${path}.${extra} was not expected`;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length)
      return `${path}: expected ${text(expected)}, found ${text(actual)}`;
    for (const [at, item] of expected.entries()) {
      const found = difference(item, actual[at], named, root, `${path}[${at}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return text(comparable(expected)) === text(comparable(actual))
    ? undefined
    : `${path}: expected ${text(expected)}, found ${text(actual)}`;
}

function specialDifference(
  name: string,
  argument: Json,
  actual: Json,
  named: Named,
  root: boolean,
  path: string,
): string | undefined {
  switch (name) {
    case '$$exists':
      return (actual !== undefined) === argument
        ? undefined
        : `${path}: presence should be ${text(argument)}`;
    case '$$unsetOrMatches':
      return actual === undefined || actual === null
        ? undefined
        : difference(argument, actual, named, root, path);
    case '$$type':
      return isOfType(actual, argument)
        ? undefined
        : `${path}: expected a ${text(argument)}, found ${text(actual)}`;
    case '$$matchesEntity':
      return difference(named.value(String(argument)), actual, named, root, path);
    case '$$sessionLsid':
      return difference(named.lsid(String(argument)), actual, named, false, path);
    case '$$matchAsRoot':
      return difference(argument, actual, named, true, path);
    case '$$matchAsDocument':
      return documentDifference(argument, actual, named, path);
    case '$$matchesHexBytes': {
      const hex = actual instanceof Uint8Array ? Buffer.from(actual).toString('hex') : text(actual);
      return hex === String(argument).toLowerCase()
        ? undefined
        : `${path}: expected ${text(argument)}, found ${hex}`;
    }
    case '$$lte':
      return Number(actual) <= Number(argument)
        ? undefined
        : `${path}: expected at most ${text(argument)}, found ${text(actual)}`;
    default:
      return `${path}: the test needs ${name}, which this runner does not have`;
  }
}

/** The actual value is text that holds a document in extended JSON. */
function documentDifference(argument: Json, actual: Json, named: Named, path: string): string | undefined {
  if (typeof actual !== 'string') return `${path}: expected extended JSON, found ${text(actual)}`;
  return difference(argument, EJSON.parse(actual, { relaxed: true }), named, false, path);
}

function isOfType(actual: Json, argument: Json): boolean {
  const type = bsonType(actual);
  const wanted = Array.isArray(argument) ? argument : [argument];
  return (
    wanted.includes(type) ||
    (wanted.includes('number') && ['int', 'long', 'double', 'decimal'].includes(type)) ||
    // The driver gives whole doubles and small longs as plain numbers.
    (type === 'int' && typeof actual === 'number' && (wanted.includes('long') || wanted.includes('double')))
  );
}

function bsonType(value: Json): string {
  if (value === null) return 'null';
  if (value instanceof Long || typeof value === 'bigint') return 'long';
  if (value instanceof Double) return 'double';
  if (value instanceof Int32) return 'int';
  if (value instanceof Decimal128) return 'decimal';
  if (value instanceof ObjectId) return 'objectId';
  if (value instanceof Date) return 'date';
  if (value instanceof Timestamp) return 'timestamp';
  if (value instanceof Binary || value instanceof Uint8Array) return 'binData';
  if (value instanceof BSONRegExp || value instanceof RegExp) return 'regex';
  if (value instanceof Code) return value.scope === null ? 'javascript' : 'javascriptWithScope';
  if (value instanceof MinKey) return 'minKey';
  if (value instanceof MaxKey) return 'maxKey';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'double';
  if (typeof value === 'boolean') return 'bool';
  return typeof value;
}

/** Numbers of all types compare by worth; bytes by what they hold. */
function comparable(value: Json): Json {
  if (value instanceof Int32 || value instanceof Double) return value.valueOf();
  if (value instanceof Timestamp) return value;
  if (value instanceof Long) return value.toNumber();
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Uint8Array) return new Binary(value);
  // The driver gives symbols as texts.
  if (value instanceof BSONSymbol) return value.value;
  if (value instanceof RegExp) return new BSONRegExp(value.source, value.flags);
  return value;
}

function text(value: Json): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return Object.is(value, -0) ? '0' : String(value);
  if (value instanceof Error) return value.message;
  return EJSON.stringify(value, { relaxed: false });
}
