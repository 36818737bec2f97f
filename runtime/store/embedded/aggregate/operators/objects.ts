import { type Doc, typeName, type Value } from '../../bson/value';
import { CommandError } from '../../errors';
import type { OperatorParser } from '../parser';
import { absent, isNullish, unary } from './argument';

export const OBJECT_OPERATORS: Readonly<Record<string, OperatorParser>> = {
  $mergeObjects: (argument, parser) => {
    const nodes = (Array.isArray(argument) ? argument : [argument]).map((item) => parser.parse(item));
    return (scope) => {
      const merged: Doc = new Map();
      for (const node of nodes) {
        const value = node(scope);
        if (isNullish(value)) continue;
        if (!(value instanceof Map))
          throw new CommandError(
            40400,
            `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`,
          );
        for (const [name, inner] of value) merged.set(name, inner);
      }
      return merged;
    };
  },
  $objectToArray: unary((value) => {
    if (isNullish(value)) return null;
    if (!(value instanceof Map))
      throw new CommandError(40390, `$objectToArray requires a document input, found: ${typeName(value)}`);
    return [...value].map(
      ([k, v]): Value =>
        new Map<string, Value>([
          ['k', k],
          ['v', v],
        ]),
    );
  }),
  $arrayToObject: unary(arrayToObject),
  $getField: (argument, parser) => {
    const isLong = argument instanceof Map && argument.has('field');
    const field = fieldName('$getField', isLong ? argument.get('field') : argument, 5654602);
    const input = parser.parse((isLong ? argument.get('input') : undefined) ?? '$$CURRENT');
    return (scope) => {
      const value = input(scope);
      if (isNullish(value)) return value === undefined ? undefined : null;
      return value instanceof Map ? value.get(field) : undefined;
    };
  },
  $setField: (argument, parser, name) => {
    if (!(argument instanceof Map))
      throw new CommandError(4161100, '$setField only supports an object as its argument');
    const field = fieldName('$setField', argument.get('field'), 4161106);
    const rest = new Map([...argument].filter(([key]) => key !== 'field'));
    const named = parser.named(name, rest, ['input', 'value'], ['input', 'value']);
    return (scope) => {
      const input = (named.get('input') ?? absent)(scope);
      if (isNullish(input)) return null;
      if (!(input instanceof Map))
        throw new CommandError(4161105, '$setField requires input to evaluate to type Object');
      const result: Doc = new Map(input);
      const value = (named.get('value') ?? absent)(scope);
      if (value === undefined) result.delete(field);
      else result.set(field, value);
      return result;
    };
  },
  $unsetField: (argument, parser, name) => {
    if (!(argument instanceof Map))
      throw new CommandError(4161100, '$unsetField only supports an object as its argument');
    const field = fieldName('$unsetField', argument.get('field'), 4161106);
    const rest = new Map([...argument].filter(([key]) => key !== 'field'));
    const input = parser.named(name, rest, ['input'], ['input']).get('input') ?? absent;
    return (scope) => {
      const value = input(scope);
      if (isNullish(value)) return null;
      if (!(value instanceof Map))
        throw new CommandError(4161105, '$unsetField requires input to evaluate to type Object');
      return new Map([...value].filter(([key]) => key !== field));
    };
  },
};

/** A field's name must be a constant; one that begins with a dollar sign is written with `$literal`. */
function fieldName(operator: string, argument: Value | undefined, code: number): string {
  const literal =
    argument instanceof Map && argument.size === 1
      ? (argument.get('$literal') ?? argument.get('$const'))
      : argument;
  const isPath = typeof argument === 'string' && argument.startsWith('$');
  if (typeof literal !== 'string' || isPath)
    throw new CommandError(code, `${operator} requires 'field' to evaluate to a constant string`);
  return literal;
}

function arrayToObject(value: Value | undefined): Value {
  if (isNullish(value)) return null;
  if (!Array.isArray(value))
    throw new CommandError(40386, `$arrayToObject requires an array input, found: ${typeName(value)}`);
  const result: Doc = new Map();
  for (const item of value) {
    const pair = item instanceof Map ? [item.get('k'), item.get('v')] : Array.isArray(item) ? item : [];
    const [key, inner] = pair;
    const fits = item instanceof Map ? item.size === 2 && item.has('k') && item.has('v') : pair.length === 2;
    if (!fits || inner === undefined)
      throw new CommandError(
        40397,
        '$arrayToObject requires an array of pairs or of objects with the keys k and v',
      );
    if (typeof key !== 'string')
      throw new CommandError(
        40395,
        `$arrayToObject requires an array of key-value pairs, where the key must be of type string`,
      );
    result.set(key, inner);
  }
  return result;
}
