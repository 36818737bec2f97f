import type { Collation } from '../../bson/collation';
import { compareValues } from '../../bson/compare';
import { keyString } from '../../bson/key-encoding';
import { typeName, type Value } from '../../bson/value';
import { CommandError } from '../../errors';
import type { OperatorParser } from '../parser';
import { truthy } from '../truthy';
import { binary, isNullish, several, unary } from './argument';

/** Arrays read as sets: neither order nor repetition counts. */
export const SET_OPERATORS: Readonly<Record<string, OperatorParser>> = {
  $anyElementTrue: unary((value) => listOf(value, '$anyElementTrue', 17041).some(truthy)),
  $allElementsTrue: unary((value) => listOf(value, '$allElementsTrue', 17040).every(truthy)),
  $setUnion: sets('$setUnion', (lists, collation) => unique(lists.flat(), collation)),
  $setIntersection: sets('$setIntersection', ([first = [], ...others], collation) => {
    const keys = others.map((list) => keysOf(list, collation));
    const isCommon = (item: Value): boolean => keys.every((known) => known.has(keyString(item, collation)));
    return unique(first.filter(isCommon), collation);
  }),
  $setDifference: binary((left, right, collation) => {
    if (isNullish(left) || isNullish(right)) return null;
    const without = keysOf(listOf(right, '$setDifference', 17049), collation);
    const rest = listOf(left, '$setDifference', 17048);
    return firstOfEach(
      rest.filter((item) => !without.has(keyString(item, collation))),
      collation,
    );
  }),
  $setEquals: several(2, 1000, (values, collation) => {
    const [first = '', ...others] = values.map((value) =>
      setText(keysOf(listOf(value, '$setEquals', 17044), collation)),
    );
    return others.every((other) => other === first);
  }),
  $setIsSubset: binary((left, right, collation) => {
    const known = keysOf(listOf(right, '$setIsSubset', 17042), collation);
    return listOf(left, '$setIsSubset', 17046).every((item) => known.has(keyString(item, collation)));
  }),
};

function keysOf(list: readonly Value[], collation: Collation | undefined): Set<string> {
  return new Set(list.map((item) => keyString(item, collation)));
}

function setText(keys: ReadonlySet<string>): string {
  return JSON.stringify([...keys].sort());
}

function listOf(value: Value | undefined, name: string, code: number): readonly Value[] {
  if (Array.isArray(value)) return value;
  throw new CommandError(code, `${name}'s argument must be an array, but is ${typeName(value)}`);
}

/** Sets come out in the order of their values. */
function unique(list: readonly Value[], collation: Collation | undefined): Value[] {
  return firstOfEach(list, collation).sort((a, b) => compareValues(a, b, collation));
}

/** Of values that are equal, such as 1 and 1.0, the first stays. */
function firstOfEach(list: readonly Value[], collation: Collation | undefined): Value[] {
  const known = new Map<string, Value>();
  for (const item of list) {
    const key = keyString(item, collation);
    if (!known.has(key)) known.set(key, item);
  }
  return [...known.values()];
}

function sets(
  name: string,
  combine: (lists: readonly (readonly Value[])[], collation: Collation | undefined) => Value[],
): OperatorParser {
  return (argument, parser) => {
    const nodes = (Array.isArray(argument) ? argument : [argument]).map((item) => parser.parse(item));
    return (scope) => {
      const values = nodes.map((node) => node(scope));
      if (values.some(isNullish)) return null;
      return combine(
        values.map((value) => listOf(value, name, 17043)),
        parser.known.collation,
      );
    };
  };
}
