import { type Doc, Regex, type Value } from '../bson/value';
import { CommandError } from '../errors';
import { OPERATORS } from './operators/operators';
import { Parser } from './parser';
import type { Expression } from './scope';

export type { Expression } from './scope';

/** Parses an aggregation expression. `variables` are values known from outside (`let` of a command). */
export function parseExpression(value: Value, variables?: Doc): Expression {
  const parser = new Parser(OPERATORS, variables);
  const run = parser.parse(value);
  return { run, fields: parser.readsWholeDocument ? undefined : parser.fields };
}

/** The top-level fields an expression reads; undefined where it reads the whole document. */
export function fieldsOfExpression(expression: Expression): ReadonlySet<string> | undefined {
  return expression.fields;
}

/** The value of an expression that must be a constant at parse time, such as a stage's option. */
export function constantOf(value: Value, what: string): Value {
  if (
    value instanceof Regex ||
    (typeof value === 'string' && value.startsWith('$')) ||
    value instanceof Map
  ) {
    throw new CommandError(9, `${what} must be a constant`);
  }
  return value;
}
