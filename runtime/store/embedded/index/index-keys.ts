import { encodeKey } from '../bson/key-encoding';
import { type Doc, UNDEFINED, type Value } from '../bson/value';
import { CommandError } from '../errors';
import { matches } from '../query/match';
import { isArrayIndex } from '../query/path';
import type { IndexSpec } from './index-spec';

/** One entry of a document in an index. */
export interface IndexKey {
  readonly bytes: Buffer;
  readonly values: readonly Value[];
}

export interface IndexKeys {
  readonly keys: readonly IndexKey[];
  /** Which of the index' fields went through an array in this document. */
  readonly multikey: readonly boolean[];
}

const NO_KEYS: IndexKeys = { keys: [], multikey: [] };

/** The entries a document has in an index. Throws 171 where two fields of the index run through different arrays. */
export function keysOfDocument(spec: IndexSpec, doc: Doc): IndexKeys {
  if (spec.partial !== undefined && !matches(spec.partial, doc, 0)) return NO_KEYS;
  const walker = new KeyWalker(spec);
  walker.expand(spec.fields.map((field) => ({ value: doc, rest: field.path.parts, absent: false })));
  return { keys: walker.keys(), multikey: walker.multikey };
}

interface Cursor {
  /** The document or array whose `rest` is still to be walked; the value itself where nothing is left. */
  readonly value: Value | undefined;
  readonly rest: readonly string[];
  readonly absent: boolean;
}

class KeyWalker {
  readonly multikey: boolean[];
  private readonly found = new Map<string, IndexKey>();
  private readonly descending: boolean[];

  constructor(private readonly spec: IndexSpec) {
    this.multikey = spec.fields.map(() => false);
    this.descending = spec.fields.map((field) => field.descending);
  }

  keys(): IndexKey[] {
    return [...this.found.values()];
  }

  expand(cursors: readonly Cursor[]): void {
    const walked = cursors.map(walkToArray);
    const array = this.commonArray(walked);
    if (array === undefined) {
      this.emit(walked);
      return;
    }
    walked.forEach((cursor, field) => {
      if (cursor.value === array) this.multikey[field] = true;
    });
    if (array.length === 0) {
      // An empty array is indexed as undefined; beyond it there is nothing, which is null.
      this.emit(
        walked.map((cursor) => {
          if (cursor.value !== array) return cursor;
          return {
            value: cursor.rest.length === 0 ? UNDEFINED : null,
            rest: [],
            absent: cursor.rest.length > 0,
          };
        }),
      );
      return;
    }
    for (const element of array) {
      this.expand(
        walked.map((cursor) => (cursor.value === array ? intoElement(element, cursor.rest) : cursor)),
      );
    }
  }

  /** The array that the fields run into; all of them must run into the same one. */
  private commonArray(cursors: readonly Cursor[]): readonly Value[] | undefined {
    let array: readonly Value[] | undefined;
    let field = 0;
    for (const [at, cursor] of cursors.entries()) {
      if (!Array.isArray(cursor.value) || cursor.rest === DONE) continue;
      if (array !== undefined && cursor.value !== array) {
        const name = (index: number) => this.spec.fields[index]?.path.text ?? '';
        throw new CommandError(171, `cannot index parallel arrays [${name(at)}] [${name(field)}]`);
      }
      array = cursor.value;
      field = at;
    }
    return array;
  }

  private emit(cursors: readonly Cursor[]): void {
    if (this.spec.sparse && cursors.every((cursor) => cursor.absent)) return;
    const values = cursors.map((cursor) => cursor.value ?? null);
    const bytes = encodeKey(values, this.descending);
    this.found.set(bytes.toString('latin1'), { bytes, values });
  }
}

/** The path's end where it lies within an array that was already entered: such a value is not expanded again. */
const DONE: readonly string[] = [];

function intoElement(element: Value, rest: readonly string[]): Cursor {
  if (rest.length === 0) return { value: element, rest: DONE, absent: false };
  if (element instanceof Map) return { value: element, rest, absent: false };
  return { value: null, rest: DONE, absent: true };
}

function walkToArray(cursor: Cursor): Cursor {
  let { value } = cursor;
  let at = 0;
  if (cursor.rest === DONE) return cursor;
  for (; at < cursor.rest.length; at += 1) {
    const part = cursor.rest[at] ?? '';
    if (value instanceof Map) value = value.get(part);
    else if (Array.isArray(value)) {
      if (!isArrayIndex(part)) return { value, rest: cursor.rest.slice(at), absent: false };
      value = value[Number(part)];
    } else return { value: null, rest: DONE, absent: true };
  }
  if (value === undefined) return { value: null, rest: DONE, absent: true };
  // What is left to do with an array at the end of the path is to expand it.
  return { value, rest: Array.isArray(value) ? [] : DONE, absent: false };
}
