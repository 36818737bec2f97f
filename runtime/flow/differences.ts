import { sameJson } from './diff-merge';
import type { Json } from './json';

/** One part in which two values differ. */
export interface Difference {
  path: string[];
  from: Json | undefined;
  to: Json | undefined;
  /** `from` or `to` is missing: this entry came into the list at `path`, or left it. */
  entry?: true;
}

/** The smallest parts in which two values differ. Entries of lists that bear ids are known by them, texts by themselves. */
export function differences(from: Json | undefined, to: Json | undefined, path: string[] = []): Difference[] {
  if (sameJson(from, to)) return [];
  if (isObject(from) && isObject(to)) {
    const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
    return [...keys].flatMap((key) => differences(from[key], to[key], [...path, key]));
  }
  if (Array.isArray(from) && Array.isArray(to)) {
    const found = ofLists(from, to, path);
    if (found.length > 0) return found;
  }
  return [{ path, from, to }];
}

/** Nothing where only the order differs, or where entries cannot be told from each other. */
function ofLists(from: readonly Json[], to: readonly Json[], path: string[]): Difference[] {
  const [old, present] = [byKey(from), byKey(to)];
  if (old === null || present === null)
    return from.length === to.length
      ? from.flatMap((item, index) => differences(item, to[index], [...path, String(index)]))
      : [];
  const changed = [...present].flatMap(([key, { item, index }]) => {
    const was = old.get(key);
    return was
      ? differences(was.item, item, [...path, String(index)])
      : [{ path, from: undefined, to: item, entry: true as const }];
  });
  const removed = [...old]
    .filter(([key]) => !present.has(key))
    .map(([, { item }]) => ({ path, from: item, to: undefined, entry: true as const }));
  // One text in the place of another is a text that was changed.
  const [added, gone] = [changed.filter(({ entry }) => entry), removed];
  if (
    from.length === to.length &&
    added.length === 1 &&
    gone.length === 1 &&
    typeof added[0]?.to === 'string'
  ) {
    const index = to.indexOf(added[0].to);
    if (from[index] === gone[0]?.from)
      return [{ path: [...path, String(index)], from: gone[0]?.from, to: added[0].to }];
  }
  return [...changed, ...removed];
}

/** Entries by id, texts by themselves; `null` where some have neither, or two are alike. */
function byKey(list: readonly Json[]): Map<string, { item: Json; index: number }> | null {
  const entries = new Map<string, { item: Json; index: number }>();
  for (const [index, item] of list.entries()) {
    const key = typeof item === 'string' ? item : isObject(item) ? item.id : undefined;
    if (typeof key !== 'string' || entries.has(key)) return null;
    entries.set(key, { item, index });
  }
  return entries;
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
