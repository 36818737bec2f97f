import type { Doc, Value } from '../bson/value';
import type { Expression } from './scope';

/** The value of an expression for a document; undefined where it is absent. */
export function evaluate(expression: Expression, root: Doc, now: number): Value | undefined {
  return expression.run({ root, now, variables: undefined });
}
