import type { Value } from '../bson/value';

/** What an operator does with the value at its path. */
export interface Leaf {
  readonly name: string;
  /** Whether it makes the path where it is not there; the others do nothing then. */
  readonly creates: boolean;
  /** Only for documents that an upsert inserts. */
  readonly onInsertOnly: boolean;
  apply(current: Value | undefined, context: LeafContext): Value | typeof KEEP | typeof REMOVE;
}

export interface LeafContext {
  readonly path: string;
  readonly now: number;
  /** The value found at the source of `$rename`, before anything was changed. */
  readonly renamed: (source: string) => Value | undefined;
  /** For messages: the `_id` of the document. */
  readonly id: Value | undefined;
}

/** The value stays as it is. */
export const KEEP = Symbol('keep');
export const REMOVE = Symbol('remove');
