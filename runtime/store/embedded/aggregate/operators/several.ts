import { typeName, type Value } from '../../bson/value';
import { CommandError } from '../../errors';
import type { OperatorParser, Parser } from '../parser';
import type { Node } from '../scope';
import { checkedCount, severalOf } from '../several-accumulators';
import { absent } from './argument';

/** Several elements of one array: the first, the last, the least, the greatest. */
export const SEVERAL_OPERATORS: Readonly<Record<string, OperatorParser>> = {
  $firstN: several,
  $lastN: several,
  $minN: several,
  $maxN: several,
};

function several(argument: Value, parser: Parser, name: string): Node {
  const named = parser.named(name, argument, ['n', 'input'], ['n', 'input']);
  const input = named.get('input') ?? absent;
  const n = named.get('n') ?? absent;
  return (scope) => {
    const list = input(scope);
    if (!Array.isArray(list))
      throw new CommandError(5788200, `Input must be an array, found ${typeName(list)}`);
    const accumulator = severalOf(name, checkedCount(n(scope)), parser.known.collation);
    for (const item of list) accumulator.add(item);
    return accumulator.result();
  };
}
