import { Decimal } from './value';

/** A decimal taken apart: its value is `coefficient * 10^exponent`, negated where `negative`. */
export interface DecimalParts {
  readonly kind: 'finite' | 'infinity' | 'nan';
  readonly negative: boolean;
  readonly coefficient: bigint;
  readonly exponent: number;
}

const MAX_COEFFICIENT = 10n ** 34n - 1n;
const MIN_EXPONENT = -6176;
const MAX_EXPONENT = 6111;
const DIGITS = 34;

/** Reads the binary integer decimal form (IEEE 754-2008, section 3.5). */
export function decimalParts(value: Decimal): DecimalParts {
  const low = value.bytes.readBigUInt64LE(0);
  const high = value.bytes.readBigUInt64LE(8);
  const negative = high >> 63n === 1n;
  const combination = Number((high >> 58n) & 0x1fn);
  if (combination === 0x1f) return { kind: 'nan', negative, coefficient: 0n, exponent: 0 };
  if (combination === 0x1e) return { kind: 'infinity', negative, coefficient: 0n, exponent: 0 };
  if (combination >> 3 === 3) {
    // This form can only say coefficients beyond 34 digits, which the standard reads as zero.
    return {
      kind: 'finite',
      negative,
      coefficient: 0n,
      exponent: Number((high >> 47n) & 0x3fffn) + MIN_EXPONENT,
    };
  }
  const coefficient = ((high & 0x1_ffff_ffff_ffffn) << 64n) | low;
  return {
    kind: 'finite',
    negative,
    coefficient: coefficient > MAX_COEFFICIENT ? 0n : coefficient,
    exponent: Number((high >> 49n) & 0x3fffn) + MIN_EXPONENT,
  };
}

/** Makes a decimal, rounding half to even to 34 digits; beyond the range it becomes infinity or zero. */
export function makeDecimal(parts: DecimalParts): Decimal {
  const sign = parts.negative ? 1n << 63n : 0n;
  if (parts.kind === 'nan') return fromWords(0x7c00_0000_0000_0000n, 0n);
  if (parts.kind === 'infinity') return fromWords(sign | 0x7800_0000_0000_0000n, 0n);
  let { coefficient, exponent } = parts;
  const digits = coefficient.toString().length;
  const drop = Math.max(digits - DIGITS, MIN_EXPONENT - exponent);
  if (drop > 0) {
    coefficient = roundHalfEven(coefficient, drop);
    exponent += drop;
    if (coefficient > MAX_COEFFICIENT) {
      coefficient /= 10n;
      exponent += 1;
    }
  }
  while (exponent > MAX_EXPONENT && coefficient !== 0n && coefficient * 10n <= MAX_COEFFICIENT) {
    coefficient *= 10n;
    exponent -= 1;
  }
  if (exponent > MAX_EXPONENT) {
    if (coefficient !== 0n) return fromWords(sign | 0x7800_0000_0000_0000n, 0n);
    exponent = MAX_EXPONENT;
  }
  const high = sign | (BigInt(exponent - MIN_EXPONENT) << 49n) | (coefficient >> 64n);
  return fromWords(high, coefficient & 0xffff_ffff_ffff_ffffn);
}

function roundHalfEven(coefficient: bigint, drop: number): bigint {
  if (drop > 80) return 0n;
  const unit = 10n ** BigInt(drop);
  const quotient = coefficient / unit;
  const rest = (coefficient % unit) * 2n;
  if (rest > unit || (rest === unit && quotient % 2n === 1n)) return quotient + 1n;
  return quotient;
}

function fromWords(high: bigint, low: bigint): Decimal {
  const bytes = Buffer.allocUnsafe(16);
  bytes.writeBigUInt64LE(low, 0);
  bytes.writeBigUInt64LE(high, 8);
  return new Decimal(bytes);
}

/** The decimal nearest to a number of another type. A double becomes the fifteen digits that MongoDB takes of it. */
export function decimalOf(value: number | bigint, isDouble: boolean): Decimal {
  if (typeof value === 'bigint' || !isDouble) {
    const whole = BigInt(value);
    return makeDecimal({
      kind: 'finite',
      negative: whole < 0n,
      coefficient: whole < 0n ? -whole : whole,
      exponent: 0,
    });
  }
  if (Number.isNaN(value)) return makeDecimal({ kind: 'nan', negative: false, coefficient: 0n, exponent: 0 });
  const negative = value < 0 || Object.is(value, -0);
  if (!Number.isFinite(value))
    return makeDecimal({ kind: 'infinity', negative, coefficient: 0n, exponent: 0 });
  const [digits = '0', exponent = '0'] = Math.abs(value).toExponential(14).split('e');
  const coefficient = BigInt(digits.replace('.', ''));
  return makeDecimal({ kind: 'finite', negative, coefficient, exponent: Number(exponent) - 14 });
}

export function addDecimals(left: Decimal, right: Decimal): Decimal {
  const a = decimalParts(left);
  const b = decimalParts(right);
  if (a.kind === 'nan' || b.kind === 'nan') return makeDecimal({ ...a, kind: 'nan' });
  if (a.kind === 'infinity')
    return b.kind === 'infinity' && a.negative !== b.negative ? makeDecimal({ ...a, kind: 'nan' }) : left;
  if (b.kind === 'infinity') return right;
  if (Math.abs(a.exponent - b.exponent) > 200) return addFarApart(a, b);
  const exponent = Math.min(a.exponent, b.exponent);
  const sum =
    signed(a) * 10n ** BigInt(a.exponent - exponent) + signed(b) * 10n ** BigInt(b.exponent - exponent);
  const negative = sum === 0n ? a.negative && b.negative : sum < 0n;
  return makeDecimal({ kind: 'finite', negative, coefficient: sum < 0n ? -sum : sum, exponent });
}

/** Numbers so far apart that the smaller one cannot show within 34 digits. */
function addFarApart(a: DecimalParts, b: DecimalParts): Decimal {
  if (a.coefficient === 0n) return makeDecimal(b);
  if (b.coefficient === 0n) return makeDecimal(a);
  return makeDecimal(a.exponent > b.exponent ? a : b);
}

export function multiplyDecimals(left: Decimal, right: Decimal): Decimal {
  const a = decimalParts(left);
  const b = decimalParts(right);
  const negative = a.negative !== b.negative;
  if (a.kind === 'nan' || b.kind === 'nan') return makeDecimal({ ...a, kind: 'nan' });
  if (a.kind === 'infinity' || b.kind === 'infinity') {
    const zero =
      (a.kind === 'finite' && a.coefficient === 0n) || (b.kind === 'finite' && b.coefficient === 0n);
    return makeDecimal({ kind: zero ? 'nan' : 'infinity', negative, coefficient: 0n, exponent: 0 });
  }
  return makeDecimal({
    kind: 'finite',
    negative,
    coefficient: a.coefficient * b.coefficient,
    exponent: a.exponent + b.exponent,
  });
}

function signed(parts: DecimalParts): bigint {
  return parts.negative ? -parts.coefficient : parts.coefficient;
}

/** The double nearest to a decimal. */
export function decimalToNumber(value: Decimal): number {
  const parts = decimalParts(value);
  const sign = parts.negative ? '-' : '';
  if (parts.kind === 'nan') return Number.NaN;
  if (parts.kind === 'infinity') return parts.negative ? -Infinity : Infinity;
  return Number(`${sign}${parts.coefficient}e${parts.exponent}`);
}

/** The text of a decimal as MongoDB writes it (to-scientific-string of the General Decimal Arithmetic). */
export function decimalToString(value: Decimal): string {
  const parts = decimalParts(value);
  if (parts.kind === 'nan') return 'NaN';
  const sign = parts.negative ? '-' : '';
  if (parts.kind === 'infinity') return `${sign}Infinity`;
  const digits = parts.coefficient.toString();
  const adjusted = parts.exponent + digits.length - 1;
  if (parts.exponent <= 0 && adjusted >= -6) {
    if (parts.exponent === 0) return sign + digits;
    const padded = digits.padStart(1 - parts.exponent, '0');
    return `${sign}${padded.slice(0, parts.exponent)}.${padded.slice(parts.exponent)}`;
  }
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${sign}${digits[0]}${fraction}E${adjusted < 0 ? '' : '+'}${adjusted}`;
}
