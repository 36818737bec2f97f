import { divideDecimals } from '../../bson/decimal-division';
import { addNumbers, compareNumbers, multiplyNumbers, toDecimal, toNumber, wholeOf } from '../../bson/number';
import { Decimal, Double, isNumeric, typeName, UtcDate, type Value } from '../../bson/value';
import { CommandError, unsupported } from '../../errors';
import type { OperatorParser, Parser } from '../parser';
import type { Node } from '../scope';
import { binary, isNullish, several, unary } from './argument';

export const ARITHMETIC_OPERATORS: Readonly<Record<string, OperatorParser>> = {
  $rand: (argument) => {
    const isEmpty =
      (argument instanceof Map && argument.size === 0) || (Array.isArray(argument) && argument.length === 0);
    if (!isEmpty) throw new CommandError(3040501, '$rand does not currently accept arguments');
    return () => new Double(Math.random());
  },
  $add: parseAdd,
  $multiply: parseMultiply,
  $subtract: binary(subtract),
  $divide: binary(divide),
  $mod: binary(modulo),
  $abs: unary((value) => real(value, '$abs', absolute)),
  $ceil: unary((value) => real(value, '$ceil', (number) => rounded(number, '$ceil', Math.ceil))),
  $floor: unary((value) => real(value, '$floor', (number) => rounded(number, '$floor', Math.floor))),
  $round: several(1, 2, ([value, place]) => toPlace(value, place, '$round')),
  $trunc: several(1, 2, ([value, place]) => toPlace(value, place, '$trunc')),
  $sqrt: unary((value) =>
    floating(value, '$sqrt', (number) => {
      if (number < 0) throw new CommandError(28714, `$sqrt's argument must be greater than or equal to 0`);
      return Math.sqrt(number);
    }),
  ),
  $exp: unary((value) => floating(value, '$exp', Math.exp)),
  $ln: unary((value) => floating(value, '$ln', (number) => Math.log(positive(number, '$ln', 28766)))),
  $log10: unary((value) =>
    floating(value, '$log10', (number) => Math.log10(positive(number, '$log10', 28761))),
  ),
  $log: binary(logarithm),
  $pow: binary(power),
};

/** Numbers are added exactly by type; one date among them makes the sum a date. */
function parseAdd(argument: Value, parser: Parser): Node {
  const nodes = (Array.isArray(argument) ? argument : [argument]).map((item) => parser.parse(item));
  return (scope) => {
    let sum: Value = 0;
    let date: UtcDate | undefined;
    for (const node of nodes) {
      const value = node(scope);
      if (isNullish(value)) return null;
      if (value instanceof UtcDate) {
        if (date !== undefined) throw new CommandError(16612, 'only one date allowed in an $add expression');
        date = value;
      } else if (!isNumeric(value)) {
        throw new CommandError(14, `$add only supports numeric or date types, not ${typeName(value)}`);
      } else sum = widened(sum, value, addNumbers);
    }
    return date === undefined ? sum : shifted(date, sum);
  };
}

function parseMultiply(argument: Value, parser: Parser): Node {
  const nodes = (Array.isArray(argument) ? argument : [argument]).map((item) => parser.parse(item));
  return (scope) => {
    let product: Value = 1;
    for (const node of nodes) {
      const value = node(scope);
      if (isNullish(value)) return null;
      if (!isNumeric(value))
        throw new CommandError(14, `$multiply only supports numeric types, not ${typeName(value)}`);
      product = widened(product, value, multiplyNumbers);
    }
    return product;
  };
}

/** In expressions an Int64 that overflows becomes a double. */
function widened(left: Value, right: Value, operate: (a: Value, b: Value) => Value | undefined): Value {
  return operate(left, right) ?? operate(new Double(toNumber(left)), right) ?? new Double(Number.NaN);
}

function shifted(date: UtcDate, by: Value): UtcDate {
  const whole = typeof by === 'bigint' ? by : BigInt(Math.round(toNumber(by)));
  const ms = BigInt(date.ms) + whole;
  return new UtcDate(ms >= -9007199254740991n && ms <= 9007199254740991n ? Number(ms) : ms);
}

function subtract(left: Value | undefined, right: Value | undefined): Value {
  if (isNullish(left) || isNullish(right)) return null;
  if (left instanceof UtcDate) {
    if (right instanceof UtcDate) return BigInt(left.ms) - BigInt(right.ms);
    if (isNumeric(right)) return shifted(left, negated(right));
  } else if (isNumeric(left) && isNumeric(right)) return widened(left, negated(right), addNumbers);
  throw new CommandError(14, `can't $subtract ${typeName(right)} from ${typeName(left)}`);
}

function negated(value: Value): Value {
  return widened(-1, value, multiplyNumbers);
}

function divide(left: Value | undefined, right: Value | undefined): Value {
  if (isNullish(left) || isNullish(right)) return null;
  if (!isNumeric(left) || !isNumeric(right)) {
    throw new CommandError(
      14,
      `$divide only supports numeric types, not ${typeName(left)} and ${typeName(right)}`,
    );
  }
  if (toNumber(right) === 0) throw new CommandError(2, `can't $divide by zero`);
  if (left instanceof Decimal || right instanceof Decimal)
    return divideDecimals(toDecimal(left), toDecimal(right));
  return new Double(toNumber(left) / toNumber(right));
}

function modulo(left: Value | undefined, right: Value | undefined): Value {
  if (isNullish(left) || isNullish(right)) return null;
  if (!isNumeric(left) || !isNumeric(right)) {
    throw new CommandError(
      16611,
      `$mod only supports numeric types, not ${typeName(left)} and ${typeName(right)}`,
    );
  }
  if (left instanceof Decimal || right instanceof Decimal) throw unsupported('$mod of a decimal', 238);
  if (toNumber(right) === 0) throw new CommandError(16610, `can't $mod by zero`);
  if (left instanceof Double || right instanceof Double) return new Double(toNumber(left) % toNumber(right));
  const rest = wholeOf(left) % wholeOf(right);
  return typeof left === 'bigint' || typeof right === 'bigint' ? rest : Number(rest);
}

function real(value: Value | undefined, name: string, apply: (number: Value) => Value): Value {
  if (isNullish(value)) return null;
  if (!isNumeric(value))
    throw new CommandError(28765, `${name} only supports numeric types, not ${typeName(value)}`);
  return apply(value);
}

function absolute(number: Value): Value {
  return compareNumbers(number, 0) < 0 && !Number.isNaN(toNumber(number)) ? negated(number) : number;
}

function rounded(number: Value, name: string, round: (value: number) => number): Value {
  if (number instanceof Decimal) throw unsupported(`${name} of a decimal`, 238);
  return number instanceof Double ? new Double(round(number.value)) : number;
}

/** `$round` (half to even) and `$trunc` with a number of places. */
function toPlace(value: Value | undefined, place: Value | undefined, name: '$round' | '$trunc'): Value {
  if (isNullish(value) || place === null) return null;
  if (!isNumeric(value))
    throw new CommandError(51081, `${name} only supports numeric types, not ${typeName(value)}`);
  if (value instanceof Decimal) throw unsupported(`${name} of a decimal`, 238);
  const digits = place === undefined ? 0 : toNumber(place);
  if (!Number.isInteger(digits))
    throw new CommandError(51082, `precision argument to  ${name} must be a integral value`);
  if (digits < -20 || digits > 100)
    throw new CommandError(
      51083,
      `cannot apply ${name} with precision value ${digits} value must be in [-20, 100]`,
    );
  if (value instanceof Double) return new Double(roundDouble(value.value, digits, name === '$round'));
  if (digits >= 0) return value;
  const unit = 10n ** BigInt(-digits);
  const whole = wholeOf(value);
  const result = (name === '$round' ? divideHalfEven(whole, unit) : whole / unit) * unit;
  return typeof value === 'bigint' || result > 2147483647n || result < -2147483648n ? result : Number(result);
}

function divideHalfEven(whole: bigint, unit: bigint): bigint {
  const quotient = whole / unit;
  const rest = (whole % unit) * 2n;
  const size = rest < 0n ? -rest : rest;
  if (size < unit || (size === unit && quotient % 2n === 0n)) return quotient;
  return whole < 0n ? quotient - 1n : quotient + 1n;
}

/**
 * Works on the 34 digits of a Decimal128, as MongoDB does: 2.345, which is a little more than that, becomes 2.35. A
 * result that would need more digits is not a number.
 */
function roundDouble(value: number, digits: number, toNearest: boolean): number {
  if (!Number.isFinite(value) || value === 0) return value;
  const [mantissa = '0', exponent = '0'] = Math.abs(value).toExponential(33).split('e');
  const coefficient = BigInt(mantissa.replace('.', ''));
  const drop = 33 - Number(exponent) - digits;
  if (drop < 0) return Number.NaN;
  const unit = 10n ** BigInt(drop);
  const kept = toNearest ? divideHalfEven(coefficient, unit) : coefficient / unit;
  const size = Number(`${kept}e${-digits}`);
  return value < 0 ? -size : size;
}

function floating(value: Value | undefined, name: string, apply: (number: number) => number): Value {
  return real(value, name, (number) => {
    if (number instanceof Decimal) throw unsupported(`${name} of a decimal`, 238);
    return new Double(apply(toNumber(number)));
  });
}

function positive(number: number, name: string, code: number): number {
  if (number <= 0)
    throw new CommandError(code, `${name}'s argument must be a positive number, but is ${number}`);
  return number;
}

function logarithm(value: Value | undefined, base: Value | undefined): Value {
  if (isNullish(value) || isNullish(base)) return null;
  if (!isNumeric(value))
    throw new CommandError(28756, `$log's argument must be numeric, not ${typeName(value)}`);
  if (!isNumeric(base)) throw new CommandError(28757, `$log's base must be numeric, not ${typeName(base)}`);
  const number = positive(plainNumber(value, '$log'), '$log', 28758);
  const root = plainNumber(base, '$log');
  if (root <= 0 || root === 1)
    throw new CommandError(28759, `$log's base must be a positive number not equal to 1, but is ${root}`);
  return new Double(Math.log(number) / Math.log(root));
}

/** Whole numbers stay whole where the result fits. */
function power(base: Value | undefined, exponent: Value | undefined): Value {
  if (isNullish(base) || isNullish(exponent)) return null;
  if (!isNumeric(base)) throw new CommandError(28762, `$pow's base must be numeric, not ${typeName(base)}`);
  if (!isNumeric(exponent))
    throw new CommandError(28763, `$pow's exponent must be numeric, not ${typeName(exponent)}`);
  const root = plainNumber(base, '$pow');
  const by = plainNumber(exponent, '$pow');
  if (root === 0 && by < 0)
    throw new CommandError(28764, '$pow cannot take a base of 0 and a negative exponent');
  const result = Math.abs(root) <= 1 ? root ** by : by > 63 ? undefined : root ** by;
  const isWhole = !(base instanceof Double || exponent instanceof Double);
  const hasWholeResult = by >= 0 || Math.abs(root) === 1;
  if (!isWhole || !hasWholeResult || result === undefined || Math.abs(result) > 2 ** 63)
    return new Double(root ** by);
  const whole = Math.abs(root) <= 1 ? BigInt(result) : wholeOf(base) ** wholeOf(exponent);
  if (BigInt.asIntN(64, whole) !== whole) return new Double(root ** by);
  const isNarrow = typeof base === 'number' && typeof exponent === 'number';
  return isNarrow && BigInt.asIntN(32, whole) === whole ? Number(whole) : whole;
}

function plainNumber(value: Value, name: string): number {
  if (value instanceof Decimal) throw unsupported(`${name} of a decimal`, 238);
  return toNumber(value);
}
