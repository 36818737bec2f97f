import { decimalParts, decimalToString, makeDecimal } from '../../bson/decimal';
import { formatValue, objectIdHex } from '../../bson/format';
import { safeInteger, toDecimal, toNumber } from '../../bson/number';
import {
  Decimal,
  Double,
  isNumeric,
  ObjectId,
  TYPE_NUMBERS,
  typeName,
  UtcDate,
  type Value,
} from '../../bson/value';
import { CommandError, unsupported } from '../../errors';
import { parseIsoDate } from '../date-parse';
import type { OperatorParser, Parser } from '../parser';
import type { Node } from '../scope';
import { truthy } from '../truthy';
import { absent, isNullish, unary } from './argument';

export const CONVERSION_OPERATORS: Readonly<Record<string, OperatorParser>> = {
  $type: unary((value) => typeName(value)),
  $isNumber: unary((value) => isNumeric(value)),
  $toString: unary((value) => convert(value, 'string')),
  $toInt: unary((value) => convert(value, 'int')),
  $toLong: unary((value) => convert(value, 'long')),
  $toDouble: unary((value) => convert(value, 'double')),
  $toDecimal: unary((value) => convert(value, 'decimal')),
  $toBool: unary((value) => convert(value, 'bool')),
  $toDate: unary((value) => convert(value, 'date')),
  $toObjectId: unary((value) => convert(value, 'objectId')),
  $convert: parseConvert,
};

function parseConvert(argument: Value, parser: Parser): Node {
  const named = parser.named('$convert', argument, ['input', 'to', 'onError', 'onNull'], ['input', 'to']);
  const input = named.get('input') ?? absent;
  const to = named.get('to') ?? absent;
  const onError = named.get('onError');
  const onNull = named.get('onNull');
  return (scope) => {
    const value = input(scope);
    if (isNullish(value)) return onNull === undefined ? null : onNull(scope);
    const target = to(scope);
    if (isNullish(target)) return null;
    const type = targetOf(target);
    if (onError === undefined) return convert(value, type);
    try {
      return convert(value, type);
    } catch (error) {
      if (error instanceof CommandError && error.code === 241) return onError(scope);
      throw error;
    }
  };
}

/** The type that `$convert` is told by its name or its number. */
function targetOf(target: Value): string {
  if (typeof target === 'string') return target;
  if (!isNumeric(target))
    throw new CommandError(
      9,
      `$convert's 'to' argument must be a string or number, but is ${typeName(target)}`,
    );
  const code = safeInteger(target);
  if (code === undefined) throw new CommandError(9, `In $convert, numeric 'to' argument is not an integer`);
  const name = Object.entries(TYPE_NUMBERS).find(([, number]) => number === code)?.[0];
  if (name === undefined)
    throw new CommandError(
      9,
      `In $convert, numeric value for 'to' does not correspond to a BSON type: ${code}`,
    );
  return name;
}

function convert(value: Value | undefined, target: string): Value {
  if (isNullish(value)) return null;
  switch (target) {
    case 'string':
      return convertToString(value);
    case 'bool':
      return truthy(value);
    case 'int':
      return toWhole(value, 'int', -2147483648n, 2147483647n, Number);
    case 'long':
      return toWhole(value, 'long', -(2n ** 63n), 2n ** 63n - 1n, (whole) => whole);
    case 'double':
      return toDouble(value);
    case 'decimal':
      return toDecimal128(value);
    case 'date':
      return toDate(value);
    case 'objectId':
      return toObjectId(value);
    default:
      if (TYPE_NUMBERS[target] !== undefined) throw failed(value, target);
      throw new CommandError(2, `Unknown type name: ${target}`);
  }
}

function failed(value: Value, target: string, why = ''): CommandError {
  return new CommandError(
    241,
    `Unsupported conversion from ${typeName(value)} to ${target} in $convert with no onError value${why}`,
  );
}

export function convertToString(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint')
    return String(value);
  if (value instanceof Double) return doubleText(value.value);
  if (value instanceof Decimal) return decimalToString(value);
  if (value instanceof ObjectId) return objectIdHex(value);
  if (value instanceof UtcDate && typeof value.ms === 'number') return new Date(value.ms).toISOString();
  throw failed(value, 'string');
}

/** A double's text is at most 17 digits long in MongoDB; where JavaScript's shortest text has an exponent, they differ. */
function doubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (Object.is(value, -0)) return '-0';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e15 || size < 1e-4))
    throw unsupported('the text of a double this large or small', 238);
  return String(value);
}

function toWhole(
  value: Value,
  target: string,
  least: bigint,
  most: bigint,
  make: (whole: bigint) => Value,
): Value {
  const whole = wholeOf(value, target);
  if (whole < least || whole > most) {
    throw new CommandError(
      241,
      `Conversion would overflow target type in $convert with no onError value: ${formatValue(value)}`,
    );
  }
  return make(whole);
}

function wholeOf(value: Value, target: string): bigint {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'number' || typeof value === 'bigint') return BigInt(value);
  if (value instanceof UtcDate && target === 'long') return BigInt(value.ms);
  if (value instanceof Double || value instanceof Decimal) {
    const number = Math.trunc(toNumber(value));
    if (!Number.isFinite(number))
      throw new CommandError(
        241,
        `Attempt to convert ${formatValue(value)} to integer type in $convert with no onError value`,
      );
    if (value instanceof Decimal && !Number.isSafeInteger(number))
      throw unsupported('the conversion of so large a decimal', 238);
    return BigInt(number);
  }
  if (typeof value === 'string') {
    if (/^[+-]?\d+$/.test(value)) return BigInt(value.replace(/^\+/, ''));
    throw new CommandError(241, `Failed to parse number '${value}' in $convert with no onError value`);
  }
  throw failed(value, target);
}

function toDouble(value: Value): Value {
  if (typeof value === 'boolean') return new Double(value ? 1 : 0);
  if (isNumeric(value)) return new Double(toNumber(value));
  if (value instanceof UtcDate) return new Double(Number(value.ms));
  if (typeof value !== 'string') throw failed(value, 'double');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value)) {
    throw new CommandError(241, `Failed to parse number '${value}' in $convert with no onError value`);
  }
  return new Double(Number(value));
}

function toDecimal128(value: Value): Value {
  if (typeof value === 'boolean') return toDecimal(value ? 1 : 0);
  if (isNumeric(value)) return toDecimal(value);
  if (value instanceof UtcDate) return toDecimal(BigInt(value.ms));
  const parts = typeof value === 'string' ? /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(value) : null;
  if (typeof value !== 'string') throw failed(value, 'decimal');
  const digits = `${parts?.[2] ?? ''}${parts?.[3] ?? ''}`;
  if (parts === null || digits === '')
    throw new CommandError(241, `Failed to parse number '${value}' in $convert with no onError value`);
  const exponent = Number(parts[4] ?? '0') - (parts[3] ?? '').length;
  return makeDecimal({ kind: 'finite', negative: parts[1] === '-', coefficient: BigInt(digits), exponent });
}

function toDate(value: Value): Value {
  if (value instanceof UtcDate) return value;
  if (value instanceof ObjectId)
    return new UtcDate(Buffer.from(value.latin1, 'latin1').readUInt32BE(0) * 1000);
  if (typeof value === 'bigint' || value instanceof Double) return new UtcDate(Math.trunc(toNumber(value)));
  if (value instanceof Decimal && decimalParts(value).kind === 'finite')
    return new UtcDate(Math.trunc(toNumber(value)));
  if (typeof value === 'string') return parseIsoDate(value);
  throw failed(value, 'date');
}

function toObjectId(value: Value): Value {
  if (value instanceof ObjectId) return value;
  if (typeof value !== 'string') throw failed(value, 'objectId');
  if (!/^[0-9a-fA-F]{24}$/.test(value)) {
    throw new CommandError(
      241,
      `Failed to parse objectId '${value}' in $convert with no onError value: Invalid string length for parsing to OID, expected 24 but found ${value.length}`,
    );
  }
  return new ObjectId(Buffer.from(value, 'hex').toString('latin1'));
}
