import {
  BSONRegExp,
  BSONSymbol,
  Binary as BsonBinary,
  Code as BsonCode,
  Double as BsonDouble,
  ObjectId as BsonObjectId,
  Timestamp as BsonTimestamp,
  DBRef,
  Decimal128,
  Int32,
  Long,
  MaxKey,
  MinKey,
} from 'bson';
import {
  Binary,
  Code,
  DbPointer,
  Decimal,
  Double,
  MAX_KEY,
  MIN_KEY,
  ObjectId,
  RawDocument,
  Regex,
  SymbolValue,
  Timestamp,
  UNDEFINED,
  UtcDate,
  type Value,
} from '../bson/value';

/** A value for the driver that it encodes to the very same bytes: documents as Maps, so that no field changes its place. */
export function driverValue(value: Value): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return new Int32(value);
  if (typeof value === 'bigint') return Long.fromBigInt(value);
  if (value instanceof Map) return new Map([...value].map(([name, inner]) => [name, driverValue(inner)]));
  if (Array.isArray(value)) return value.map(driverValue);
  if (value instanceof Double) return new BsonDouble(value.value);
  if (value instanceof ObjectId) return new BsonObjectId(Buffer.from(value.latin1, 'latin1'));
  if (value instanceof Binary) return new BsonBinary(value.bytes, value.subtype);
  return rareValue(value);
}

function rareValue(value: Value): unknown {
  if (value instanceof UtcDate)
    return typeof value.ms === 'number'
      ? new Date(value.ms)
      : refuse('a date beyond the range of JavaScript');
  if (value instanceof Regex) return new BSONRegExp(value.pattern, value.flags);
  if (value instanceof Timestamp) return new BsonTimestamp(value.value);
  if (value instanceof Decimal) return new Decimal128(value.bytes);
  if (value instanceof SymbolValue) return new BSONSymbol(value.value);
  if (value instanceof Code) {
    return new BsonCode(
      value.code,
      value.scope === undefined
        ? null
        : Object.fromEntries([...value.scope].map(([name, inner]) => [name, driverValue(inner)])),
    );
  }
  if (value instanceof DbPointer)
    return new DBRef(value.namespace, new BsonObjectId(Buffer.from(value.id.latin1, 'latin1')));
  if (value === MIN_KEY) return new MinKey();
  if (value === MAX_KEY) return new MaxKey();
  if (value === UNDEFINED) return refuse('the deprecated type undefined');
  if (value instanceof RawDocument) return refuse('an undecoded document');
  return refuse('an unknown value');
}

function refuse(what: string): never {
  throw new Error(`A document holds ${what}, which the driver cannot send`);
}
