import type { Collation } from '../../bson/collation';
import { equalValues } from '../../bson/compare';
import { integer, isNumeric, typeName, type Value } from '../../bson/value';
import { CommandError } from '../../errors';
import { sorterOf } from '../../update/array-operators';
import { ACCUMULATORS } from '../accumulator-classes';
import type { OperatorParser, Parser } from '../parser';
import { bind, type Node } from '../scope';
import { truthy } from '../truthy';
import { absent, binary, isNullish, several, unary, wholeNumber } from './argument';

export const ARRAY_OPERATORS: Readonly<Record<string, OperatorParser>> = {
  $isArray: unary((value) => Array.isArray(value)),
  $size: unary((value) => {
    if (!Array.isArray(value))
      throw new CommandError(
        17124,
        `The argument to $size must be an array, but was of type: ${typeName(value)}`,
      );
    return integer(value.length);
  }),
  $arrayElemAt: binary(elementAt),
  $first: (argument, parser, name) => endOrAccumulated(argument, parser, name, 0),
  $last: (argument, parser, name) => endOrAccumulated(argument, parser, name, -1),
  $slice: several(2, 3, slice),
  $concatArrays: (argument, parser) => {
    const nodes = (Array.isArray(argument) ? argument : [argument]).map((item) => parser.parse(item));
    return (scope) => {
      const result: Value[] = [];
      for (const node of nodes) {
        const value = node(scope);
        if (isNullish(value)) return null;
        if (!Array.isArray(value))
          throw new CommandError(28664, `$concatArrays only supports arrays, not ${typeName(value)}`);
        result.push(...value);
      }
      return result;
    };
  },
  $in: binary((value, list, collation) => {
    if (!Array.isArray(list))
      throw new CommandError(40081, `$in requires an array as a second argument, found: ${typeName(list)}`);
    return list.some((item) => equalValues(item, value, collation));
  }),
  $indexOfArray: several(2, 4, indexOf),
  $range: several(2, 3, range),
  $reverseArray: unary((value) => {
    if (isNullish(value)) return null;
    if (!Array.isArray(value))
      throw new CommandError(
        34435,
        `The argument to $reverseArray must be an array, but was of type: ${typeName(value)}`,
      );
    return [...value].reverse();
  }),
  $filter: parseFilterOperator,
  $map: parseMap,
  $reduce: parseReduce,
  $sortArray: parseSortArray,
  $sum: overArray('$sum'),
  $avg: overArray('$avg'),
  $min: overArray('$min'),
  $max: overArray('$max'),
  $stdDevPop: overArray('$stdDevPop'),
  $stdDevSamp: overArray('$stdDevSamp'),
};

function elementAt(list: Value | undefined, at: Value | undefined): Value | undefined {
  if (isNullish(list) || isNullish(at)) return null;
  if (!Array.isArray(list))
    throw new CommandError(28689, `$arrayElemAt's first argument must be an array, but is ${typeName(list)}`);
  if (!isNumeric(at))
    throw new CommandError(
      28690,
      `$arrayElemAt's second argument must be a numeric value, but is ${typeName(at)}`,
    );
  const index = wholeNumber(at, '$arrayElemAt', 28691);
  return list.at(index);
}

function endOrAccumulated(argument: Value, parser: Parser, name: string, at: 0 | -1): Node {
  const [node = absent] = parser.arguments(name, argument, 1);
  return (scope) => {
    const value = node(scope);
    if (isNullish(value)) return null;
    if (!Array.isArray(value))
      throw new CommandError(28689, `${name}'s argument must be an array, but is ${typeName(value)}`);
    return value.at(at);
  };
}

function slice(values: readonly (Value | undefined)[]): Value {
  const [list, first, second] = values;
  if (values.some(isNullish)) return null;
  if (!Array.isArray(list))
    throw new CommandError(
      28724,
      `First argument to $slice must be an array, but is of type: ${typeName(list)}`,
    );
  const start = wholeNumber(first, '$slice', 28725);
  if (values.length === 2) return start < 0 ? list.slice(start) : list.slice(0, start);
  const count = wholeNumber(second, '$slice', 28727);
  if (count <= 0) throw new CommandError(28729, 'Third argument to $slice must be positive');
  const from = start < 0 ? Math.max(0, list.length + start) : start;
  return list.slice(from, from + count);
}

function indexOf(values: readonly (Value | undefined)[], collation: Collation | undefined): Value {
  const [list, wanted, start, end] = values;
  if (isNullish(list)) return null;
  if (!Array.isArray(list))
    throw new CommandError(
      40090,
      `$indexOfArray requires an array as a first argument, found: ${typeName(list)}`,
    );
  const from = values.length > 2 ? wholeNumber(start, '$indexOfArray', 40096) : 0;
  const to = values.length > 3 ? wholeNumber(end, '$indexOfArray', 40096) : list.length;
  if (from < 0 || to < 0) throw new CommandError(40097, '$indexOfArray requires a nonnegative index');
  for (let at = from; at < Math.min(to, list.length); at += 1)
    if (equalValues(list[at], wanted, collation)) return at;
  return -1;
}

function range(values: readonly (Value | undefined)[]): Value {
  const start = wholeNumber(values[0], '$range', 34443);
  const end = wholeNumber(values[1], '$range', 34445);
  const step = values.length > 2 ? wholeNumber(values[2], '$range', 34447) : 1;
  if (step === 0) throw new CommandError(34449, '$range requires a non-zero step value');
  if (Math.abs((end - start) / step) > 5_000_000)
    throw new CommandError(292, '$range would use too much memory');
  const list: Value[] = [];
  for (let at = start; step > 0 ? at < end : at > end; at += step) list.push(integer(at));
  return list;
}

function nameOf(argument: Value, fallback: string): string {
  const as = argument instanceof Map ? argument.get('as') : undefined;
  return typeof as === 'string' ? as : fallback;
}

/** Splits the arguments of `$map`, `$filter` and `$reduce`: some are read outside the loop, one inside. */
function loopArguments(
  name: string,
  argument: Value,
  allowed: readonly string[],
  required: readonly string[],
): Map<string, Value> {
  if (!(argument instanceof Map))
    throw new CommandError(16878, `${name} only supports an object as its argument`);
  for (const key of argument.keys())
    if (!allowed.includes(key)) throw new CommandError(16879, `Unrecognized parameter to ${name}: ${key}`);
  for (const key of required)
    if (!argument.has(key)) throw new CommandError(16880, `Missing '${key}' parameter to ${name}`);
  return argument;
}

function parseFilterOperator(argument: Value, parser: Parser): Node {
  const parts = loopArguments('$filter', argument, ['input', 'as', 'cond', 'limit'], ['input', 'cond']);
  const as = nameOf(argument, 'this');
  const input = parser.parse(parts.get('input') ?? null);
  const limit = parts.has('limit') ? parser.parse(parts.get('limit') ?? null) : undefined;
  const condition = parser.within([as], parts.get('cond') ?? null);
  return (scope) => {
    const list = input(scope);
    if (isNullish(list)) return null;
    if (!Array.isArray(list))
      throw new CommandError(28651, `input to $filter must be an array not ${typeName(list)}`);
    const most = limit?.(scope);
    const left = isNullish(most) ? Number.POSITIVE_INFINITY : wholeNumber(most, '$filter', 327391);
    if (left < 1)
      throw new CommandError(
        327392,
        '$filter: limit must be represented as a 32-bit integral value greater than 0',
      );
    const kept: Value[] = [];
    for (const item of list) {
      if (kept.length >= left) break;
      if (truthy(condition(bind(scope, as, item)))) kept.push(item);
    }
    return kept;
  };
}

function parseMap(argument: Value, parser: Parser): Node {
  const parts = loopArguments('$map', argument, ['input', 'as', 'in'], ['input', 'in']);
  const as = nameOf(argument, 'this');
  const input = parser.parse(parts.get('input') ?? null);
  const body = parser.within([as], parts.get('in') ?? null);
  return (scope) => {
    const list = input(scope);
    if (isNullish(list)) return null;
    if (!Array.isArray(list))
      throw new CommandError(16883, `input to $map must be an array not ${typeName(list)}`);
    return list.map((item) => body(bind(scope, as, item)) ?? null);
  };
}

function parseReduce(argument: Value, parser: Parser): Node {
  const keys = ['input', 'initialValue', 'in'];
  const parts = loopArguments('$reduce', argument, keys, keys);
  const input = parser.parse(parts.get('input') ?? null);
  const initial = parser.parse(parts.get('initialValue') ?? null);
  const body = parser.within(['value', 'this'], parts.get('in') ?? null);
  return (scope) => {
    const list = input(scope);
    if (isNullish(list)) return null;
    if (!Array.isArray(list))
      throw new CommandError(40080, `$reduce requires that 'input' be an array, found: ${typeName(list)}`);
    return list.reduce<Value | undefined>(
      (value, item) => body(bind(bind(scope, 'value', value), 'this', item)),
      initial(scope),
    );
  };
}

function parseSortArray(argument: Value, parser: Parser): Node {
  const parts = loopArguments('$sortArray', argument, ['input', 'sortBy'], ['input', 'sortBy']);
  const sort = sorterOf(parts.get('sortBy') ?? null, parser.known.collation);
  const input = parser.parse(parts.get('input') ?? null);
  return (scope) => {
    const list = input(scope);
    if (isNullish(list)) return null;
    if (!Array.isArray(list))
      throw new CommandError(
        2942504,
        `The input argument to $sortArray must be an array, but was of type: ${typeName(list)}`,
      );
    return sort([...list]);
  };
}

/** An accumulator over the elements of one array, or over several arguments. */
function overArray(name: string): OperatorParser {
  return (argument, parser) => {
    const nodes = (Array.isArray(argument) ? argument : [argument]).map((item) => parser.parse(item));
    return (scope) => {
      const values = nodes.map((node) => node(scope));
      const [only] = values;
      const list = values.length === 1 && Array.isArray(only) ? only : values;
      const accumulator = ACCUMULATORS[name]?.(parser.known.collation);
      for (const value of list) accumulator?.add(value);
      return accumulator?.result() ?? null;
    };
  };
}
