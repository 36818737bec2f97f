import { evaluate } from '../aggregate/evaluate';
import { parseExpression } from '../aggregate/expression';
import type { Doc } from '../bson/value';

const NO_DOCUMENT: Doc = new Map();

/** The variables that a command defines with `let`: expressions without a document. */
export function letVariables(definitions: Doc | undefined, now: number, outer?: Doc): Doc | undefined {
  if (definitions === undefined) return outer;
  const variables: Doc = new Map(outer ?? []);
  for (const [name, value] of definitions) {
    variables.set(name, evaluate(parseExpression(value), NO_DOCUMENT, now) ?? null);
  }
  return variables;
}
