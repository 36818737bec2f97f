import { BSON, Double, Int32, Long } from 'mongodb';
import { parse } from 'yaml';
import { isObject, type Json, type JsonObject } from './match';

const { EJSON } = BSON;

/** Reads a file of tests: YAML or JSON outside, extended JSON inside. Throws where it is neither. */
export function parseTestFile(name: string, content: string): JsonObject {
  const outside: Json = name.endsWith('.json')
    ? JSON.parse(content)
    : parse(content, { merge: true, maxAliasCount: -1 });
  const parsed = withTypes(outside);
  if (!isObject(parsed)) throw new Error(`${name} holds no tests`);
  return parsed;
}

/**
 * Turns extended JSON into BSON values. Numbers that name their type keep it; plain numbers stay plain, because they
 * are also the options of operations. References between documents stay the documents they are.
 */
function withTypes(value: Json): Json {
  if (Array.isArray(value)) return value.map(withTypes);
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  const [first = ''] = keys;
  const number = keys.length === 1 ? typedNumber(first, value[first]) : undefined;
  if (number !== undefined) return number;
  if (TYPES.has(first) && keys.every((key) => TYPES.has(key)))
    return EJSON.deserialize(value, { relaxed: true });
  return Object.fromEntries(keys.map((key) => [key, withTypes(value[key])]));
}

const TYPES = new Set([
  '$binary',
  '$code',
  '$date',
  '$dbPointer',
  '$maxKey',
  '$minKey',
  '$numberDecimal',
  '$oid',
  '$regularExpression',
  '$scope',
  '$symbol',
  '$timestamp',
  '$undefined',
  '$uuid',
]);

function typedNumber(type: string, text: Json): Json {
  switch (type) {
    case '$numberInt':
      return new Int32(Number(text));
    case '$numberLong':
      return Long.fromString(String(text));
    case '$numberDouble':
      return new Double(Number(text));
    default:
      return undefined;
  }
}
