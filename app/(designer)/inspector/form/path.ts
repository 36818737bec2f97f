import type { Json, JsonObject } from '@/runtime/flow/json';

/** Where a value lies in a config: names of fields and positions in lists. */
export type Path = readonly (string | number)[];

/** The value at a path, or `undefined` where the way ends early. */
export function getAt(value: Json | undefined, path: Path): Json | undefined {
  let found = value;
  for (const key of path) {
    if (Array.isArray(found)) found = typeof key === 'number' ? found[key] : undefined;
    else if (isObject(found)) found = Object.hasOwn(found, String(key)) ? found[String(key)] : undefined;
    else return undefined;
  }
  return found;
}

/**
 * A copy with the value at the path changed; everything beside the path keeps its identity. `undefined` takes the field
 * away. Missing objects on the way are made; in a list only a position that exists or the next one can be set.
 */
export function setAt(root: JsonObject, path: Path, value: Json | undefined): JsonObject {
  const changed = change(root, path, value);
  return isObject(changed) ? changed : root;
}

function change(current: Json | undefined, path: Path, value: Json | undefined): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof key === 'number') {
    const list = Array.isArray(current) ? current : [];
    if (key < 0 || key > list.length) return current;
    const next = change(list[key], rest, value);
    if (next === undefined) return list.toSpliced(key, 1);
    return key === list.length ? [...list, next] : list.with(key, next);
  }
  const object = isObject(current) ? current : {};
  const next = change(object[key], rest, value);
  if (next !== undefined) return { ...object, [key]: next };
  const { [key]: _gone, ...others } = object;
  return others;
}

/** Written as one word: for keys of React elements and for finding a field in the page. */
export function pathKey(path: Path): string {
  return path.join('.');
}

/** Whether `path` is `parent` or lies below it. */
export function isWithin(path: Path, parent: Path): boolean {
  return parent.every((key, index) => String(path[index]) === String(key));
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
