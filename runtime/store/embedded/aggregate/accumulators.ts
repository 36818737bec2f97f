import type { Value } from '../bson/value';
import { CommandError, unsupported } from '../errors';
import type { Known } from '../query/known';
import { ACCUMULATORS, type Accumulator, type AccumulatorFactory, Sum } from './accumulator-classes';
import { type Expression, parseExpression } from './expression';
import { REFUSED_OPERATORS } from './operators/operators';
import { parseSeveral } from './several-accumulators';

export type { Accumulator, AccumulatorFactory } from './accumulator-classes';

/** Parses an accumulator of `$group`. */
export function parseAccumulator(
  operator: string,
  argument: Value,
  known: Known,
): { expression: Expression; create: AccumulatorFactory } {
  if (operator === '$count') {
    if (!(argument instanceof Map) || argument.size > 0)
      throw new CommandError(9, '$count takes no arguments, i.e. $count:{}');
    return { expression: parseExpression(1, known), create: () => new Sum() };
  }
  const several = parseSeveral(operator, argument, known);
  if (several !== undefined) return several;
  const make = ACCUMULATORS[operator];
  if (REFUSED_OPERATORS.has(operator)) throw unsupported(`the accumulator ${operator}`, 15952);
  if (make === undefined) throw new CommandError(15952, `unknown group operator '${operator}'`);
  const create = (): Accumulator => make(known.collation);
  if (Array.isArray(argument)) {
    if (argument.length !== 1)
      throw new CommandError(40237, `The ${operator} accumulator is a unary operator`);
    return { expression: parseExpression(argument[0] ?? null, known), create };
  }
  return { expression: parseExpression(argument, known), create };
}
