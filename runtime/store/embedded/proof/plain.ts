import { type Doc, Double, ObjectId, Regex, UtcDate, type Value } from '../bson/value';

/** What a test writes instead of a `Value`. */
export type Plain =
  | null
  | boolean
  | number
  | bigint
  | string
  | Date
  | RegExp
  | Value
  | undefined
  | readonly Plain[]
  | { readonly [name: string]: Plain };

/** Whole numbers of 32 bits become Int32, others Double, bigints Int64. */
export function toValue(plain: Plain): Value {
  if (plain === undefined || plain === null) return null;
  if (typeof plain === 'number')
    return plain === (plain | 0) && !Object.is(plain, -0) ? plain : new Double(plain);
  if (typeof plain !== 'object') return plain;
  if (plain instanceof Date) return new UtcDate(plain.getTime());
  if (plain instanceof RegExp) return new Regex(plain.source, plain.flags);
  if (Array.isArray(plain)) return plain.map(toValue);
  if (isValueObject(plain)) return plain;
  return toDoc(plain as { readonly [name: string]: Plain });
}

export function toDoc(plain: { readonly [name: string]: Plain }): Doc {
  const doc: Doc = new Map();
  for (const [name, value] of Object.entries(plain)) if (value !== undefined) doc.set(name, toValue(value));
  return doc;
}

function isValueObject(
  plain: object,
): plain is Exclude<Value, null | boolean | number | bigint | string | Value[]> {
  return plain instanceof Map || Object.getPrototypeOf(plain) !== Object.prototype;
}

/** The way back, with numbers of all types as JavaScript numbers; for comparing in tests. */
export function toPlain(value: Value | undefined): Plain {
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([name, inner]) => [name, toPlain(inner)]));
  if (Array.isArray(value)) return value.map(toPlain);
  if (value instanceof Double) return value.value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof UtcDate) return new Date(Number(value.ms));
  if (value instanceof ObjectId) return Buffer.from(value.latin1, 'latin1').toString('hex');
  return value;
}
