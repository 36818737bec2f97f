import type { Collation } from '../../bson/collation';
import { safeInteger } from '../../bson/number';
import { typeName, UNDEFINED, type Value } from '../../bson/value';
import { CommandError } from '../../errors';
import type { OperatorParser } from '../parser';
import type { Node } from '../scope';

/** Whether a value counts as "nothing", which most operators answer with null. */
export function isNullish(value: Value | undefined): value is null | undefined {
  return value === undefined || value === null || value === UNDEFINED;
}

/** An operator with one argument. */
export function unary(apply: (value: Value | undefined) => Value | undefined): OperatorParser {
  return (argument, parser, name) => {
    const [node = absent] = parser.arguments(name, argument, 1);
    return (scope) => apply(node(scope));
  };
}

/** An operator with two arguments. */
export function binary(
  apply: (
    left: Value | undefined,
    right: Value | undefined,
    collation: Collation | undefined,
  ) => Value | undefined,
): OperatorParser {
  return (argument, parser, name) => {
    const [left = absent, right = absent] = parser.arguments(name, argument, 2);
    return (scope) => apply(left(scope), right(scope), parser.known.collation);
  };
}

/** An operator with a number of arguments between two bounds. */
export function several(
  least: number,
  most: number,
  apply: (values: readonly (Value | undefined)[], collation: Collation | undefined) => Value | undefined,
): OperatorParser {
  return (argument, parser, name) => {
    const nodes = parser.arguments(name, argument, least, most);
    const { collation } = parser.known;
    return (scope) =>
      apply(
        nodes.map((node) => node(scope)),
        collation,
      );
  };
}

export const absent: Node = () => undefined;

/** A whole number that an argument must be. */
export function wholeNumber(value: Value | undefined, name: string, code: number): number {
  const number = safeInteger(value);
  if (number === undefined)
    throw new CommandError(
      code,
      `${name} requires a whole number, but got a value of type ${typeName(value)}`,
    );
  return number;
}
