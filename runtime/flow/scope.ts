import type { Environment, Facts } from './facts';
import type { Json, JsonObject } from './json';

/**
 * What the author of a flow can name in templates, rules and expressions: `message.subject`, `ticket.fields.number`,
 * `customer.name`, `vars.amount`, `installation.name`, `now` (milliseconds).
 */
export interface Scope {
  message: Facts['message'];
  ticket: Facts['ticket'];
  customer: Facts['customer'];
  vars: Readonly<JsonObject>;
  installation: Environment['installation'];
  now: number;
}

/** The first words a path may begin with. */
export const SCOPE_ROOTS = ['message', 'ticket', 'customer', 'vars', 'installation', 'now'] as const;

/** The value at a dotted path, or `undefined`. Only own properties are seen, and a list's by number or `length`. */
export function valueAt(scope: Scope, path: string): Json | undefined {
  let current: unknown = scope;
  for (const key of splitPath(path)) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = Reflect.get(current, key);
  }
  // Facts, variables and everything below them are plain JSON.
  return current as Json | undefined;
}

const splitPaths = new Map<string, readonly string[]>();
const MAX_CACHED_PATHS = 5000;

function splitPath(path: string): readonly string[] {
  const known = splitPaths.get(path);
  if (known) return known;
  if (splitPaths.size >= MAX_CACHED_PATHS) splitPaths.clear();
  const parts = path.split('.').map((part) => part.trim());
  splitPaths.set(path, parts);
  return parts;
}
