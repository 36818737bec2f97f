import type { Json } from './json';
import type { Scope } from './scope';

/**
 * The port through which a flow's expressions are read and evaluated. The interpreter knows only this: in the browser,
 * the command line and tests the adapter works in the same process (`createJsonataExpressions`); the server puts a child process
 * with a memory limit and a kill timer behind it.
 */
export interface Expressions {
  /** Reads an expression without evaluating it. */
  parse(source: string): ParsedExpression;
  /**
   * Evaluates an expression (without the leading `=`). The result is a copy in plain JSON.
   * @throws ExpressionError when it cannot be read, fails, takes too long or grows too large.
   */
  evaluate(
    source: string,
    scope: Scope,
    moment: ExpressionMoment,
  ): Json | undefined | Promise<Json | undefined>;
}

/** What stands in for the clock and for chance, so that a replay gives the same result. */
export interface ExpressionMoment {
  /** Milliseconds: what `$now()` and `$millis()` tell. */
  now: number;
  /** Seeds `$random()` and `$shuffle()`. */
  seed: string;
}

export type ParsedExpression =
  | {
      ok: true;
      /** Names after `vars.`, wherever they stand. */
      variables: string[];
      /** First words of paths that start at the root: `message`, `ticket` ... */
      roots: string[];
      /** Names with `$` (told without it) that are no function and that the expression does not set. */
      unbound: string[];
    }
  | { ok: false; code: string; message: string; position: number };

/** An expression that cannot be read or evaluated. `code` is JSONata's own or one of `timeout`, `tooLarge`, `memory`. */
export class ExpressionError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly position: number | null = null,
  ) {
    super(message);
    this.name = 'ExpressionError';
  }
}

/** Whether a value counts as yes: as JSONata's `$boolean`. */
export function isTruthy(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some(isTruthy);
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}
