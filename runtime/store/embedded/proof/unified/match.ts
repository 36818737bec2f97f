import { Binary, Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'bson';

/** A parsed JSON or BSON value, whose shape is only known while it is looked at. */
export type Json = unknown;
export type JsonObject = Record<string, Json>;

export function isObject(value: Json): value is JsonObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.getPrototypeOf(value) === Object.prototype
  );
}

/** Compares an actual value with an expectation of the unified test format; returns what differs, or undefined. */
export function difference(
  expected: Json,
  actual: Json,
  entities: ReadonlyMap<string, Json>,
  root: boolean,
  path = '',
): string | undefined {
  const special = isObject(expected) ? Object.keys(expected).find((key) => key.startsWith('$$')) : undefined;
  if (special !== undefined && isObject(expected))
    return specialDifference(special, expected[special], actual, entities, root, path);
  if (isObject(expected)) {
    if (!isObject(actual)) return `${path}: expected a document, found ${text(actual)}`;
    for (const [key, value] of Object.entries(expected)) {
      const found = difference(value, actual[key], entities, false, `${path}.${key}`);
      if (found !== undefined) return found;
    }
    const extra = root ? undefined : Object.keys(actual).find((key) => !(key in expected));
    return extra === undefined ? undefined : `${path}.${extra} was not expected`;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length)
      return `${path}: expected ${text(expected)}, found ${text(actual)}`;
    for (const [at, item] of expected.entries()) {
      const found = difference(item, actual[at], entities, root, `${path}[${at}]`);
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
  entities: ReadonlyMap<string, Json>,
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
        : difference(argument, actual, entities, root, path);
    case '$$type': {
      const types = Array.isArray(argument) ? argument : [argument];
      return types.includes(bsonType(actual)) ||
        (types.includes('number') && ['int', 'long', 'double', 'decimal'].includes(bsonType(actual)))
        ? undefined
        : `${path}: expected a ${text(argument)}, found ${text(actual)}`;
    }
    case '$$matchesEntity':
      return difference(entities.get(String(argument)), actual, entities, root, path);
    case '$$matchAsRoot':
      return difference(argument, actual, entities, true, path);
    case '$$lte':
      return Number(actual) <= Number(argument)
        ? undefined
        : `${path}: expected at most ${text(argument)}, found ${text(actual)}`;
    default:
      return `${path}: the test needs ${name}, which this runner does not have`;
  }
}

/** Numbers of all types compare by worth. */
function comparable(value: Json): Json {
  if (value instanceof Int32 || value instanceof Double) return value.valueOf();
  if (value instanceof Long) return value.toNumber();
  if (typeof value === 'bigint') return Number(value);
  return value;
}

function bsonType(value: Json): string {
  if (value === null) return 'null';
  if (value instanceof Long || typeof value === 'bigint') return 'long';
  if (value instanceof Double) return 'double';
  if (value instanceof Int32) return 'int';
  if (value instanceof Decimal128) return 'decimal';
  if (value instanceof ObjectId) return 'objectId';
  if (value instanceof Date) return 'date';
  if (value instanceof Binary) return 'binData';
  if (value instanceof Timestamp) return 'timestamp';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'double';
  if (typeof value === 'boolean') return 'bool';
  return typeof value;
}

function text(value: Json): string {
  return JSON.stringify(value) ?? 'nothing';
}
