import { typeName, type Value } from '../../bson/value';
import { CommandError } from '../../errors';
import type { OperatorParser } from '../parser';
import { isNullish } from './argument';

/** `$zip`: the first elements of several arrays, then the second ones ... */
export const parseZip: OperatorParser = (argument, parser) => {
  if (!(argument instanceof Map))
    throw new CommandError(34460, `$zip only supports an object as an argument, found ${typeName(argument)}`);
  for (const key of argument.keys())
    if (!['inputs', 'defaults', 'useLongestLength'].includes(key))
      throw new CommandError(34464, `$zip found an unknown argument: ${key}`);
  const inputs = listOf(argument.get('inputs'), 'inputs', 34461).map((item) => parser.parse(item));
  if (inputs.length === 0) throw new CommandError(34465, '$zip requires at least one input array');
  const defaults = listOf(argument.get('defaults') ?? [], 'defaults', 34462).map((item) =>
    parser.parse(item),
  );
  const longest = argument.get('useLongestLength') ?? false;
  if (typeof longest !== 'boolean')
    throw new CommandError(34463, `useLongestLength must be a bool, found ${typeName(longest)}`);
  if (defaults.length > 0 && !longest)
    throw new CommandError(34466, 'cannot specify defaults unless useLongestLength is true');
  if (defaults.length > 0 && defaults.length !== inputs.length)
    throw new CommandError(34467, 'defaults and inputs must have the same length');
  return (scope) => {
    const lists: (readonly Value[])[] = [];
    for (const input of inputs) {
      const list = input(scope);
      if (isNullish(list)) return null;
      if (!Array.isArray(list))
        throw new CommandError(34468, `$zip found a non-array expression in input: ${typeName(list)}`);
      lists.push(list);
    }
    const lengths = lists.map((list) => list.length);
    const length = longest ? Math.max(...lengths) : Math.min(...lengths);
    return Array.from({ length }, (_, at) =>
      lists.map((list, of) => list[at] ?? (at < list.length ? null : (defaults[of]?.(scope) ?? null))),
    );
  };
};

function listOf(value: Value | undefined, name: string, code: number): readonly Value[] {
  if (Array.isArray(value)) return value;
  throw new CommandError(code, `${name} must be an array of expressions, found ${typeName(value)}`);
}
