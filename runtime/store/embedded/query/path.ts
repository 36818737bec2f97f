import type { Doc, Value } from '../bson/value';

/** A dotted path, taken apart once. */
export interface Path {
  readonly text: string;
  readonly parts: readonly string[];
}

export function parsePath(text: string): Path {
  return { text, parts: text.split('.') };
}

/** Whether a path component may also be read as a position in an array. */
export function isArrayIndex(part: string): boolean {
  return /^(0|[1-9]\d{0,8})$/.test(part);
}

/**
 * Shows `visit` every value that a query on the path looks at, until it answers true: elements of arrays on the way
 * are entered, an array at the end is shown element by element and then whole. An absent value is shown as undefined.
 * A path that ends within an array of scalars shows nothing at all.
 */
export function anyValueAt(doc: Doc, parts: readonly string[], visit: Visit): boolean {
  return inDocument(doc, parts, 0, visit, true);
}

/** As `anyValueAt`, but an array at the end of the path is shown only whole. */
export function anyWholeValueAt(doc: Doc, parts: readonly string[], visit: Visit): boolean {
  return inDocument(doc, parts, 0, visit, false);
}

/** `position` is the index within the outermost array that the path went through, if any. */
export type Visit = (value: Value | undefined, position: number | undefined) => boolean;

function inDocument(
  doc: Doc,
  parts: readonly string[],
  at: number,
  visit: Visit,
  expand: boolean,
  position?: number,
): boolean {
  const value = doc.get(parts[at] ?? '');
  if (at === parts.length - 1) return atEnd(value, visit, expand, position);
  if (value instanceof Map) return inDocument(value, parts, at + 1, visit, expand, position);
  if (Array.isArray(value)) return inArray(value, parts, at + 1, visit, expand, position);
  return visit(undefined, position);
}

function atEnd(
  value: Value | undefined,
  visit: Visit,
  expand: boolean,
  position: number | undefined,
): boolean {
  if (expand && Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1)
      if (visit(value[index], position ?? index)) return true;
  }
  return visit(value, position);
}

function inArray(
  list: readonly Value[],
  parts: readonly string[],
  at: number,
  visit: Visit,
  expand: boolean,
  position?: number,
): boolean {
  const part = parts[at] ?? '';
  const wanted = isArrayIndex(part) ? Number(part) : -1;
  for (let index = 0; index < list.length; index += 1) {
    const element = list[index];
    const outer = position ?? index;
    if (element instanceof Map && inDocument(element, parts, at, visit, expand, outer)) return true;
    if (index !== wanted) continue;
    if (at === parts.length - 1) {
      if (visit(element, outer)) return true;
    } else if (element instanceof Map) {
      if (inDocument(element, parts, at + 1, visit, expand, outer)) return true;
    } else if (Array.isArray(element) && inArray(element, parts, at + 1, visit, expand, outer)) return true;
  }
  return false;
}
