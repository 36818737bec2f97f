import jsonata from 'jsonata';
import { readExpressionPaths } from './expression-paths';
import {
  ExpressionError,
  type ExpressionMoment,
  type Expressions,
  type ParsedExpression,
} from './expressions';
import type { Json } from './json';
import { JSONATA_FUNCTIONS } from './jsonata-functions';
import { LinearRegExp } from './linear-regex';
import { seededSequence } from './seeded-random';

export interface ExpressionLimits {
  /** Milliseconds of evaluation. */
  timeoutMs: number;
  /** Nested calls. */
  depth: number;
  /** Items of a list made on the way, and values of a result. */
  sequence: number;
  /** Characters of a text made by one function, and of a result. */
  text: number;
}

const DEFAULT_LIMITS: ExpressionLimits = { timeoutMs: 250, depth: 200, sequence: 10_000, text: 200_000 };
const MAX_CACHED = 1000;
/** Bound per evaluation; the built-ins below read it. A name no author can write. */
const MOMENT = 'stellwerk moment';

/**
 * JSONata in this process. Clock and chance come from the moment given; regular expressions run in linear time; what
 * is costly by a single call (`$pad`, `$eval` ...) is bounded or refused. It cannot bound memory: expressions of people
 * who are not trusted run in a child process that uses this same adapter.
 */
export function createJsonataExpressions(limits: Partial<ExpressionLimits> = {}): Expressions {
  const bounds = { ...DEFAULT_LIMITS, ...limits };
  const compiled = new Map<string, jsonata.Expression | ExpressionError>();

  function compile(source: string): jsonata.Expression {
    let known = compiled.get(source);
    if (!known) {
      if (compiled.size >= MAX_CACHED) compiled.clear();
      known = compileExpression(source, bounds);
      compiled.set(source, known);
    }
    if (known instanceof ExpressionError) throw known;
    return known;
  }

  return {
    parse(source) {
      try {
        const read = readExpressionPaths(compile(source).ast());
        return { ok: true, ...read, unbound: read.unbound.filter((name) => !JSONATA_FUNCTIONS.has(name)) };
      } catch (error) {
        return parseFailure(asExpressionError(error));
      }
    },
    async evaluate(source, scope, moment) {
      try {
        const result: unknown = await compile(source).evaluate(scope, { [MOMENT]: createMoment(moment) });
        return copyResult(result, bounds);
      } catch (error) {
        throw asExpressionError(error);
      }
    },
  };
}

function parseFailure(error: ExpressionError): ParsedExpression {
  return { ok: false, code: error.code, message: error.message, position: error.position ?? 0 };
}

function compileExpression(source: string, bounds: ExpressionLimits): jsonata.Expression | ExpressionError {
  if (source.length > 10_000)
    return new ExpressionError('tooLarge', 'The expression is longer than 10,000 characters.');
  try {
    const expression = jsonata(source, {
      timeout: bounds.timeoutMs,
      stack: bounds.depth,
      sequence: bounds.sequence,
      // JSONata only makes one and calls `exec` on it; the library's type asks for the whole of RegExp.
      RegexEngine: LinearRegExp as unknown as RegExpConstructor,
    });
    shadowBuiltIns(expression, bounds);
    return expression;
  } catch (error) {
    return asExpressionError(error);
  }
}

interface BoundMoment {
  now: number;
  random(): number;
}

/** An object with a function would be callable in an expression; the class keeps it opaque. */
function createMoment({ now, seed }: ExpressionMoment): BoundMoment {
  return { now, random: seededSequence(seed) };
}

/** A function of JSONata's own, as it keeps it. */
interface BuiltIn {
  implementation(this: jsonata.Focus, ...values: unknown[]): string | undefined;
}

function momentOf(focus: jsonata.Focus): BoundMoment {
  return focus.environment.lookup(MOMENT);
}

function shadowBuiltIns(expression: jsonata.Expression, bounds: ExpressionLimits): void {
  expression.registerFunction(
    'now',
    function (this: jsonata.Focus, picture?: string, timeZone?: string) {
      const { now } = momentOf(this);
      if (picture === undefined) return new Date(now).toISOString();
      const fromMillis: BuiltIn = this.environment.lookup('fromMillis');
      return fromMillis.implementation.call(this, now, picture, timeZone);
    },
    '<s?s?:s>',
  );
  expression.registerFunction(
    'millis',
    function (this: jsonata.Focus) {
      return momentOf(this).now;
    },
    '<:n>',
  );
  expression.registerFunction(
    'random',
    function (this: jsonata.Focus) {
      return momentOf(this).random();
    },
    '<:n>',
  );
  expression.registerFunction(
    'shuffle',
    function (this: jsonata.Focus, list: unknown[]) {
      return shuffle(list, momentOf(this).random);
    },
    '<a:a>',
  );
  expression.registerFunction(
    'pad',
    (text: string, width: number, filler?: string) => pad(text, width, filler, bounds),
    '<s-ns?:s>',
  );
  expression.registerFunction(
    'join',
    (texts: string[], separator?: string) => join(texts, separator, bounds),
    '<a<s>s?:s>',
  );
  expression.registerFunction(
    'eval',
    () => {
      throw new ExpressionError('refused', 'The function $eval is not available in flows.');
    },
    '<sx?:x>',
  );
}

function shuffle(list: unknown[], random: () => number): unknown[] {
  const shuffled = [...list];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const chosen = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[chosen]] = [shuffled[chosen], shuffled[last]];
  }
  return shuffled;
}

function pad(
  text: string | undefined,
  width: number,
  filler: string | undefined,
  bounds: ExpressionLimits,
): string | undefined {
  if (text === undefined) return undefined;
  if (Math.abs(width) > bounds.text) throw tooLarge();
  return width < 0 ? text.padStart(-width, filler) : text.padEnd(width, filler);
}

function join(
  texts: string[] | undefined,
  separator: string | undefined,
  bounds: ExpressionLimits,
): string | undefined {
  if (texts === undefined) return undefined;
  const between = separator?.length ?? 0;
  if (texts.reduce((sum, text) => sum + text.length + between, 0) > bounds.text) throw tooLarge();
  return texts.join(separator ?? '');
}

function tooLarge(): ExpressionError {
  return new ExpressionError('tooLarge', 'The expression makes a value that is too large.');
}

/**
 * A plain JSON copy: nothing of the scope can be changed through a result, and functions (a regular expression's match
 * has one) are left out.
 */
function copyResult(result: unknown, bounds: ExpressionLimits): Json | undefined {
  let values = 0;
  let characters = 0;
  function copy(value: unknown, depth: number): Json | undefined {
    if (++values > bounds.sequence || depth > 64) throw tooLarge();
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'number') return Number.isFinite(value) ? value : null;
    if (typeof value === 'string') {
      characters += value.length;
      if (characters > bounds.text) throw tooLarge();
      return value;
    }
    if (Array.isArray(value)) return value.map((item) => copy(item, depth + 1) ?? null);
    if (typeof value !== 'object') return undefined;
    const object: { [key: string]: Json } = {};
    for (const [key, item] of Object.entries(value)) {
      const copied = copy(item, depth + 1);
      if (copied !== undefined && key !== '__proto__') object[key] = copied;
    }
    return object;
  }
  return copy(result, 0);
}

/** JSONata throws plain objects with `code`, `position` and `message`. */
function asExpressionError(error: unknown): ExpressionError {
  if (error instanceof ExpressionError) return error;
  if (typeof error !== 'object' || error === null) return new ExpressionError('failed', String(error));
  const { code, message, position } = error as { code?: unknown; message?: unknown; position?: unknown };
  const name = typeof code === 'string' ? code : 'failed';
  return new ExpressionError(
    name === 'D1012' ? 'timeout' : name === 'D2014' || name === 'D2015' ? 'tooLarge' : name,
    typeof message === 'string' ? message : 'The expression failed.',
    typeof position === 'number' ? position : null,
  );
}
