import { addDecimals, decimalOf, decimalParts, decimalToNumber, multiplyDecimals } from './decimal';
import { Decimal, Double, type Value } from './value';

/** Compares numbers of any two types by their exact worth; NaN is equal to itself and less than all others. */
export function compareNumbers(left: Value, right: Value): number {
  if (left instanceof Decimal || right instanceof Decimal) return compareExact(left, right);
  const a = plainNumber(left);
  const b = plainNumber(right);
  if (a < b) return -1;
  if (a > b) return 1;
  // Mixed bigint and number compare exactly in JavaScript; what is left is equality or NaN.
  return Number(isNaNumber(b)) - Number(isNaNumber(a));
}

function isNaNumber(value: number | bigint): boolean {
  return typeof value === 'number' && Number.isNaN(value);
}

/** The JavaScript number or bigint of an Int32, Int64 or Double. */
function plainNumber(value: Value): number | bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  return value instanceof Double ? value.value : Number.NaN;
}

/** The nearest double of any number. */
export function toNumber(value: Value | undefined): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Double) return value.value;
  if (value instanceof Decimal) return decimalToNumber(value);
  return Number.NaN;
}

/** A finite number as an exact fraction. */
interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Where a number stands: -2 NaN, -1 minus infinity, 0 finite, 1 infinity. */
function classOf(value: Value): number {
  if (value instanceof Decimal) {
    const { kind, negative } = decimalParts(value);
    if (kind === 'finite') return 0;
    return kind === 'nan' ? -2 : negative ? -1 : 1;
  }
  const number = plainNumber(value);
  if (typeof number === 'bigint' || Number.isFinite(number)) return 0;
  return Number.isNaN(number) ? -2 : number < 0 ? -1 : 1;
}

function compareExact(left: Value, right: Value): number {
  const leftClass = classOf(left);
  const rightClass = classOf(right);
  if (leftClass !== rightClass) return leftClass - rightClass;
  if (leftClass !== 0) return 0;
  const a = fractionOf(left);
  const b = fractionOf(right);
  const x = a.numerator * b.denominator;
  const y = b.numerator * a.denominator;
  return x < y ? -1 : x > y ? 1 : 0;
}

function fractionOf(value: Value): Fraction {
  if (value instanceof Decimal) {
    const { negative, coefficient, exponent } = decimalParts(value);
    const whole = negative ? -coefficient : coefficient;
    return exponent >= 0
      ? { numerator: whole * 10n ** BigInt(exponent), denominator: 1n }
      : { numerator: whole, denominator: 10n ** BigInt(-exponent) };
  }
  const number = plainNumber(value);
  if (typeof number === 'bigint' || Number.isInteger(number))
    return { numerator: BigInt(number), denominator: 1n };
  const bits = Buffer.allocUnsafe(8);
  bits.writeDoubleBE(number);
  const raw = bits.readBigUInt64BE();
  const exponent = Number((raw >> 52n) & 0x7ffn);
  const mantissa = exponent === 0 ? raw & 0xf_ffff_ffff_ffffn : (raw & 0xf_ffff_ffff_ffffn) | (1n << 52n);
  const signedMantissa = raw >> 63n === 1n ? -mantissa : mantissa;
  // A double that is not whole always has a negative power of two.
  return { numerator: signedMantissa, denominator: 1n << BigInt(1075 - Math.max(exponent, 1)) };
}

/** The sum in the wider type of the two; an Int32 that overflows becomes Int64. Undefined where Int64 overflows. */
export function addNumbers(left: Value, right: Value): Value | undefined {
  if (left instanceof Decimal || right instanceof Decimal)
    return addDecimals(toDecimal(left), toDecimal(right));
  if (left instanceof Double || right instanceof Double) return new Double(toNumber(left) + toNumber(right));
  if (typeof left === 'number' && typeof right === 'number')
    return fromWhole(BigInt(left) + BigInt(right), false);
  return fromWhole(wholeOf(left) + wholeOf(right), true);
}

/** The product, by the same rules as `addNumbers`. */
export function multiplyNumbers(left: Value, right: Value): Value | undefined {
  if (left instanceof Decimal || right instanceof Decimal)
    return multiplyDecimals(toDecimal(left), toDecimal(right));
  if (left instanceof Double || right instanceof Double) return new Double(toNumber(left) * toNumber(right));
  if (typeof left === 'number' && typeof right === 'number')
    return fromWhole(BigInt(left) * BigInt(right), false);
  return fromWhole(wholeOf(left) * wholeOf(right), true);
}

export function toDecimal(value: Value): Decimal {
  if (value instanceof Decimal) return value;
  if (value instanceof Double) return decimalOf(value.value, true);
  return decimalOf(wholeOf(value), false);
}

/** An Int32 or Int64 as a bigint. */
export function wholeOf(value: Value): bigint {
  return typeof value === 'bigint' || typeof value === 'number' ? BigInt(value) : 0n;
}

const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);

function fromWhole(whole: bigint, wide: boolean): Value | undefined {
  if (whole > INT64_MAX || whole < INT64_MIN) return undefined;
  if (!wide && whole >= -2147483648n && whole <= 2147483647n) return Number(whole);
  return whole;
}

/** The whole number that a value is worth, or undefined where it is none or beyond 2^53. */
export function safeInteger(value: Value | undefined): number | undefined {
  if (typeof value === 'number') return value;
  const number = toNumber(value);
  return Number.isSafeInteger(number) ? number : undefined;
}
