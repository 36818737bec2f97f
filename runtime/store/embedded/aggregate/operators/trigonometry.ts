import { toNumber } from '../../bson/number';
import { Decimal, Double, isNumeric, typeName, type Value } from '../../bson/value';
import { CommandError, unsupported } from '../../errors';
import type { OperatorParser } from '../parser';
import { binary, isNullish, unary } from './argument';

/** Angles in radians. The results are doubles, as MongoDB's are for all but decimals. */
export const TRIGONOMETRY_OPERATORS: Readonly<Record<string, OperatorParser>> = {
  $sin: within('$sin', Math.sin, Number.isFinite, '(-inf,inf)'),
  $cos: within('$cos', Math.cos, Number.isFinite, '(-inf,inf)'),
  $tan: within('$tan', Math.tan, Number.isFinite, '(-inf,inf)'),
  $asin: within('$asin', Math.asin, isCosine, '[-1,1]'),
  $acos: within('$acos', Math.acos, isCosine, '[-1,1]'),
  $atan: within('$atan', Math.atan),
  $sinh: within('$sinh', Math.sinh),
  $cosh: within('$cosh', Math.cosh),
  $tanh: within('$tanh', Math.tanh),
  $asinh: within('$asinh', Math.asinh),
  $acosh: within('$acosh', Math.acosh, (number) => number >= 1, '[1,inf]'),
  $atanh: within('$atanh', Math.atanh, isCosine, '[-1,1]'),
  $degreesToRadians: within('$degreesToRadians', (degrees) => degrees * (Math.PI / 180)),
  $radiansToDegrees: within('$radiansToDegrees', (radians) => radians * (180 / Math.PI)),
  $atan2: binary((y, x) => {
    if (isNullish(y) || isNullish(x)) return null;
    return new Double(Math.atan2(numberOf('$atan2', y), numberOf('$atan2', x)));
  }),
};

function isCosine(number: number): boolean {
  return number >= -1 && number <= 1;
}

function within(
  name: string,
  apply: (number: number) => number,
  isInside: (number: number) => boolean = () => true,
  bounds = '',
): OperatorParser {
  return unary((value) => {
    if (isNullish(value)) return null;
    const number = numberOf(name, value);
    if (!Number.isNaN(number) && !isInside(number))
      throw new CommandError(50989, `cannot apply ${name} to ${number}, value must be in ${bounds}`);
    return new Double(apply(number));
  });
}

function numberOf(name: string, value: Value): number {
  if (!isNumeric(value))
    throw new CommandError(28765, `${name} only supports numeric types, not ${typeName(value)}`);
  if (value instanceof Decimal) throw unsupported(`${name} of a decimal`, 238);
  return toNumber(value);
}
