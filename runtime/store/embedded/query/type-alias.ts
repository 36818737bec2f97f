import { toNumber } from '../bson/number';
import { isNumeric, TYPE_NUMBERS, typeName, type Value } from '../bson/value';
import { CommandError } from '../errors';

const NUMERIC_TYPES = ['int', 'long', 'double', 'decimal'];
const NAMES = new Map(Object.entries(TYPE_NUMBERS).map(([name, number]) => [number, name]));

/** Reads the argument of `$type`: a name, a number, or an array of them. */
export function parseTypes(argument: Value): ReadonlySet<string> {
  const types = new Set<string>();
  const list = Array.isArray(argument) ? argument : [argument];
  if (list.length === 0) throw new CommandError(9, '$type must match at least one type');
  for (const item of list) for (const name of typeNamesOf(item)) types.add(name);
  return types;
}

function typeNamesOf(item: Value): readonly string[] {
  if (item === 'number') return NUMERIC_TYPES;
  if (typeof item === 'string') {
    if (TYPE_NUMBERS[item] === undefined) throw new CommandError(2, `Unknown type name alias: ${item}`);
    return [item];
  }
  if (!isNumeric(item)) throw new CommandError(14, 'type must be represented as a number or a string');
  const name = NAMES.get(toNumber(item));
  if (name === undefined) throw new CommandError(2, `Invalid numerical type code: ${toNumber(item)}`);
  return [name];
}

export function typeMatches(value: Value | undefined, types: ReadonlySet<string>): boolean {
  return value !== undefined && types.has(typeName(value));
}
