import { Regex, type Value } from '../bson/value';
import { CommandError } from '../errors';
import { type Known, NOTHING_KNOWN } from '../query/known';
import { OPERATORS, REFUSED_OPERATORS } from './operators/operators';
import { Parser } from './parser';
import type { Expression } from './scope';

export type { Expression } from './scope';

/** Parses an aggregation expression. `known` is what its command says besides. */
export function parseExpression(value: Value, known: Known = NOTHING_KNOWN): Expression {
  const parser = new Parser(OPERATORS, REFUSED_OPERATORS, known);
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
