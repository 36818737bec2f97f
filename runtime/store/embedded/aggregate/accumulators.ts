import type { Doc, Value } from '../bson/value';
import { CommandError } from '../errors';
import { ACCUMULATORS, type AccumulatorFactory, Sum } from './accumulator-classes';
import { type Expression, parseExpression } from './expression';
import { parseSeveral } from './several-accumulators';

export type { Accumulator, AccumulatorFactory } from './accumulator-classes';

/** Parses an accumulator of `$group`. */
export function parseAccumulator(
  operator: string,
  argument: Value,
  variables: Doc | undefined,
): { expression: Expression; create: AccumulatorFactory } {
  if (operator === '$count') {
    if (!(argument instanceof Map) || argument.size > 0)
      throw new CommandError(9, '$count takes no arguments, i.e. $count:{}');
    return { expression: parseExpression(1, variables), create: () => new Sum() };
  }
  const several = parseSeveral(operator, argument, variables);
  if (several !== undefined) return several;
  const create = ACCUMULATORS[operator];
  if (create === undefined) throw new CommandError(15952, `unknown group operator '${operator}'`);
  if (Array.isArray(argument)) {
    if (argument.length !== 1)
      throw new CommandError(40237, `The ${operator} accumulator is a unary operator`);
    return { expression: parseExpression(argument[0] ?? null, variables), create };
  }
  return { expression: parseExpression(argument, variables), create };
}
