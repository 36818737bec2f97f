import type { Doc, Value } from '../bson/value';

/** What an expression is evaluated in. */
export interface Scope {
  readonly root: Doc;
  /** Milliseconds since 1970; the same for a whole command. */
  readonly now: number;
  readonly variables: Variables | undefined;
}

/** Variables bound by `$let`, `$map`, `$filter` and `$reduce`, innermost first. */
export interface Variables {
  readonly name: string;
  readonly value: Value | undefined;
  readonly outer: Variables | undefined;
}

/** A compiled expression; undefined is an absent value. */
export type Node = (scope: Scope) => Value | undefined;

export interface Expression {
  readonly run: Node;
  readonly fields: ReadonlySet<string> | undefined;
}

export function bind(scope: Scope, name: string, value: Value | undefined): Scope {
  return { root: scope.root, now: scope.now, variables: { name, value, outer: scope.variables } };
}
