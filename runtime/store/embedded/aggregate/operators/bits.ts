import { encodeDocument } from '../../bson/encode';
import { Binary, Timestamp, typeName, type Value } from '../../bson/value';
import { CommandError } from '../../errors';
import type { OperatorParser } from '../parser';
import { isNullish, unary } from './argument';

/** The bits of whole numbers, the bytes that values take, the halves of a timestamp. */
export const BIT_OPERATORS: Readonly<Record<string, OperatorParser>> = {
  $bitAnd: bitwise(-1n, (left, right) => left & right),
  $bitOr: bitwise(0n, (left, right) => left | right),
  $bitXor: bitwise(0n, (left, right) => left ^ right),
  $bitNot: unary((value) => {
    if (isNullish(value)) return null;
    const whole = wholeOf('$bitNot', value);
    return typeof value === 'bigint' ? BigInt.asIntN(64, ~whole) : Number(~whole);
  }),
  $bsonSize: unary((value) => {
    if (isNullish(value)) return null;
    if (value instanceof Map) return encodeDocument(value).length;
    throw new CommandError(31393, `$bsonSize requires a document input, found: ${typeName(value)}`);
  }),
  $binarySize: unary((value) => {
    if (isNullish(value)) return null;
    if (value instanceof Binary) return value.bytes.length;
    if (typeof value === 'string') return Buffer.byteLength(value);
    throw new CommandError(
      51276,
      `$binarySize requires a string or BinData argument, found: ${typeName(value)}`,
    );
  }),
  $tsSecond: unary((value) => half('$tsSecond', value, (bits) => bits >> 32n, 5687301)),
  $tsIncrement: unary((value) => half('$tsIncrement', value, (bits) => bits & 0xffffffffn, 5687302)),
};

function bitwise(start: bigint, combine: (left: bigint, right: bigint) => bigint): OperatorParser {
  return (argument, parser, name) => {
    const nodes = (Array.isArray(argument) ? argument : [argument]).map((item) => parser.parse(item));
    return (scope) => {
      let bits = start;
      let wide = false;
      for (const node of nodes) {
        const value = node(scope);
        if (isNullish(value)) return null;
        bits = combine(bits, wholeOf(name, value));
        wide ||= typeof value === 'bigint';
      }
      return wide ? BigInt.asIntN(64, bits) : Number(BigInt.asIntN(32, bits));
    };
  };
}

function wholeOf(name: string, value: Value): bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return BigInt(value);
  throw new CommandError(14, `${name} only supports int and long operands. Got ${typeName(value)}`);
}

function half(name: string, value: Value | undefined, of: (bits: bigint) => bigint, code: number): Value {
  if (isNullish(value)) return null;
  if (value instanceof Timestamp) return BigInt(of(value.value));
  throw new CommandError(code, `Argument to ${name} must be a timestamp, but is ${typeName(value)}`);
}
