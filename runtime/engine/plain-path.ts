import type { Json } from '@/runtime/flow/json';

const plainPath = /^\s*[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*){0,15}\s*$/;
const words = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function']);

/**
 * Follows an expression that is only a path. It tells nothing where JSONata would do more than follow names: for a
 * list on the way (it maps over it), for its own words, and for every other expression.
 */
export function readPlainPath(
  source: string,
  scope: unknown,
): { known: true; value: Json | undefined } | { known: false } {
  if (source.length > 500 || !plainPath.test(source)) return { known: false };
  const names = source.trim().split('.');
  if (names.some((name) => words.has(name))) return { known: false };
  let value: unknown = scope;
  for (const name of names) {
    if (Array.isArray(value)) return { known: false };
    if (typeof value !== 'object' || value === null) return { known: true, value: undefined };
    value = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
  }
  if (Array.isArray(value)) return { known: false };
  if (typeof value === 'function') return { known: false };
  // Scopes are plain JSON; a copy keeps the original from being changed through the result.
  return { known: true, value: structuredClone(value) as Json | undefined };
}
