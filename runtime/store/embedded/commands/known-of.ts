import { evaluate } from '../aggregate/evaluate';
import { parseExpression } from '../aggregate/expression';
import type { Collation } from '../bson/collation';
import type { Doc } from '../bson/value';
import type { Known } from '../query/known';

const NO_DOCUMENT: Doc = new Map();

/** What a command says besides its query: `let`, whose expressions have no document, and the collation. */
export function knownOf(
  definitions: Doc | undefined,
  now: number,
  collation: Collation | undefined,
  outer?: Doc,
): Known {
  if (definitions === undefined) return { variables: outer, collation };
  const variables: Doc = new Map(outer ?? []);
  for (const [name, value] of definitions) {
    variables.set(name, evaluate(parseExpression(value, { collation }), NO_DOCUMENT, now) ?? null);
  }
  return { variables, collation };
}
