import type { Collation } from '../bson/collation';
import type { Doc } from '../bson/value';

/** What a command says besides a query, an update or a pipeline, and what these are read with. */
export interface Known {
  /** The values that expressions may name with `$$`. */
  readonly variables?: Doc | undefined;
  /** How strings are compared; by their bytes where it is undefined. */
  readonly collation?: Collation | undefined;
}

export const NOTHING_KNOWN: Known = {};
