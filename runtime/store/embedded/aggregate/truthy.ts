import { toNumber } from '../bson/number';
import { isNumeric, UNDEFINED, type Value } from '../bson/value';

/** What counts as true in an expression: everything but false, zero, null, undefined and an absent value. */
export function truthy(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === false || value === UNDEFINED) return false;
  if (isNumeric(value)) return typeof value === 'bigint' ? value !== 0n : toNumber(value) !== 0;
  return true;
}
