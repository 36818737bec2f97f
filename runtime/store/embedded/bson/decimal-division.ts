import { decimalParts, makeDecimal } from './decimal';
import type { Decimal } from './value';

/** The quotient of two decimals to 34 digits, rounded half to even. */
export function divideDecimals(left: Decimal, right: Decimal): Decimal {
  const a = decimalParts(left);
  const b = decimalParts(right);
  const negative = a.negative !== b.negative;
  const special = (kind: 'nan' | 'infinity' | 'finite') =>
    makeDecimal({ kind, negative, coefficient: 0n, exponent: 0 });
  if (a.kind === 'nan' || b.kind === 'nan') return special('nan');
  if (a.kind === 'infinity') return special(b.kind === 'infinity' ? 'nan' : 'infinity');
  if (b.kind === 'infinity') return special('finite');
  if (b.coefficient === 0n) return special(a.coefficient === 0n ? 'nan' : 'infinity');
  const shift = 40 + b.coefficient.toString().length;
  const scaled = a.coefficient * 10n ** BigInt(shift);
  let coefficient = scaled / b.coefficient;
  let exponent = a.exponent - b.exponent - shift;
  const rest = scaled % b.coefficient;
  const ideal = a.exponent - b.exponent;
  if (rest === 0n) {
    while (exponent < ideal && coefficient !== 0n && coefficient % 10n === 0n) {
      coefficient /= 10n;
      exponent += 1;
    }
    if (coefficient === 0n) exponent = ideal;
  } else {
    // A digit that is not zero stands for what was cut off, so that rounding half to even is not fooled.
    coefficient = coefficient * 10n + 1n;
    exponent -= 1;
  }
  return makeDecimal({ kind: 'finite', negative, coefficient, exponent });
}
