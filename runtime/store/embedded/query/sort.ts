import type { Collation } from '../bson/collation';
import { compareValues } from '../bson/compare';
import { formatValue } from '../bson/format';
import { toNumber } from '../bson/number';
import { type Doc, isNumeric, type Value } from '../bson/value';
import { CommandError, unsupported } from '../errors';
import { keysOfDocument } from '../index/index-keys';
import type { IndexSpec } from '../index/index-spec';
import { SortedRuns } from '../sorted-runs';
import { type Path, parsePath } from './path';

export interface SortField {
  readonly path: Path;
  readonly descending: boolean;
}

export function parseSort(sort: Doc): SortField[] {
  return [...sort].map(([name, direction]) => {
    if (direction instanceof Map) throw unsupported('a sort by $meta');
    const number = isNumeric(direction) ? toNumber(direction) : Number.NaN;
    if (number !== 1 && number !== -1) {
      throw new CommandError(15975, `Illegal key in $sort specification: ${name}: ${formatValue(direction)}`);
    }
    if (name.startsWith('$') && !(name === '$natural' && sort.size === 1))
      throw new CommandError(
        16410,
        `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      );
    if (name === '' || name.split('.').includes(''))
      throw new CommandError(15998, 'FieldPath field names may not be empty strings.');
    return { path: parsePath(name), descending: number < 0 };
  });
}

export function topLevelFields(sort: readonly SortField[]): Set<string> {
  return new Set(sort.map((field) => field.path.parts[0] ?? ''));
}

/** What a document is ordered by: bytes that stand in the order, or, under a collation, the values themselves. */
export type SortKey = Buffer | readonly Value[];

export interface SortOrder {
  readonly keyOf: (doc: Doc) => SortKey;
  readonly compare: (left: SortKey, right: SortKey) => number;
}

/**
 * The order that a sort asks for. Of an array the least (descending: the greatest) element counts, as it would in an
 * index over the same fields.
 */
export function sortOrder(sort: readonly SortField[], collation?: Collation): SortOrder {
  const spec: IndexSpec = {
    name: '',
    fields: sort,
    unique: false,
    sparse: false,
    partial: undefined,
    expireAfterSeconds: undefined,
    hidden: false,
    document: new Map(),
    reads: undefined,
  };
  const compare = collation === undefined ? compareBytes : collatedOrder(sort, collation);
  return {
    compare,
    keyOf(doc) {
      let least: SortKey | undefined;
      for (const { bytes, values } of parallelChecked(spec, doc)) {
        const key = collation === undefined ? bytes : values;
        if (least === undefined || compare(key, least) < 0) least = key;
      }
      return least ?? Buffer.alloc(0);
    },
  };
}

function compareBytes(left: SortKey, right: SortKey): number {
  return Buffer.isBuffer(left) && Buffer.isBuffer(right) ? Buffer.compare(left, right) : 0;
}

function collatedOrder(sort: readonly SortField[], collation: Collation): SortOrder['compare'] {
  return (left, right) => {
    if (Buffer.isBuffer(left) || Buffer.isBuffer(right)) return 0;
    for (const [at, { descending }] of sort.entries()) {
      const order = compareValues(left[at], right[at], collation);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  };
}

function parallelChecked(spec: IndexSpec, doc: Doc) {
  try {
    return keysOfDocument(spec, doc).keys;
  } catch (error) {
    if (error instanceof CommandError && error.code === 171) {
      throw new CommandError(2, 'cannot sort with keys that are parallel arrays');
    }
    throw error;
  }
}

/** A sort in memory may hold this many bytes where the client forbids the disk, as MongoDB has it. */
export const SORT_LIMIT = 100 * 1024 * 1024;

/** The error of a sort that would hold too much. */
export function sortTooLarge(): CommandError {
  return new CommandError(
    292,
    `Sort exceeded memory limit of ${SORT_LIMIT} bytes, but did not opt in to external sorting. Aborting operation. Pass allowDiskUse:true to opt in.`,
  );
}

/** With a greater bound than this all rows are kept. */
const MOST_BOUNDED = 10_000;

/** Keeps the `most` least of all rows that are added; with no bound it keeps them all. */
export class Sorter<Row> {
  /** The few that a bound keeps: a heap with the greatest first. */
  private readonly rows: Keyed<Row>[] = [];
  /** All of them, where there is no bound. */
  private readonly runs = new SortedRuns<Keyed<Row>>((left, right) => this.order(left, right));
  private added = 0;
  private bytes = 0;

  /** `sizeOf` tells how many bytes a row holds; what is kept is counted by it. */
  constructor(
    private readonly sorting: Pick<SortOrder, 'compare'>,
    private readonly most: number | undefined,
    private readonly sizeOf: (row: Row) => number,
  ) {}

  /** Whether more is held than a sort may hold in memory. */
  get isLarge(): boolean {
    return this.bytes > SORT_LIMIT;
  }

  private readonly order = (left: Keyed<unknown>, right: Keyed<unknown>): number =>
    this.sorting.compare(left.key, right.key) || left.at - right.at;

  /** Puts something smaller in the place of every row that is kept. */
  shrink(smaller: (row: Row) => Row): void {
    for (const entry of this.isBounded ? this.rows : this.runs.all()) {
      this.bytes -= this.sizeOf(entry.row);
      entry.row = smaller(entry.row);
      this.bytes += this.sizeOf(entry.row);
    }
  }

  add(key: SortKey, row: Row): void {
    const entry: Keyed<Row> = { key, at: this.added, row };
    this.added += 1;
    if (this.most !== undefined && this.isBounded) this.addBounded(entry, this.most);
    else {
      this.runs.add(entry);
      this.bytes += this.sizeOf(row) + keySize(key);
    }
  }

  /** Gives the rows in order and forgets them. */
  *sorted(): Generator<Row, void> {
    if (this.isBounded) for (const entry of this.rows.sort(this.order)) yield entry.row;
    else for (const entry of this.runs.take()) yield entry.row;
  }

  private get isBounded(): boolean {
    return this.most !== undefined && this.most <= MOST_BOUNDED;
  }

  /** `rows` is a heap with the greatest row first, which the next lesser one replaces. */
  private addBounded(entry: Keyed<Row>, most: number): void {
    const { rows } = this;
    if (rows.length < most) {
      rows.push(entry);
      this.bytes += this.sizeOf(entry.row) + keySize(entry.key);
      for (let at = rows.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1;
        if (!this.swapIfGreater(at, parent)) break;
        at = parent;
      }
      return;
    }
    const [greatest] = rows;
    if (greatest === undefined || this.order(entry, greatest) >= 0) return;
    rows[0] = entry;
    this.bytes += this.sizeOf(entry.row) + keySize(entry.key);
    this.bytes -= this.sizeOf(greatest.row) + keySize(greatest.key);
    for (let at = 0; ; ) {
      const left = at * 2 + 1;
      const right = left + 1;
      const child = this.isGreater(right, left) ? right : left;
      if (!this.swapIfGreater(child, at)) break;
      at = child;
    }
  }

  private isGreater(left: number, right: number): boolean {
    const a = this.rows[left];
    const b = this.rows[right];
    return a !== undefined && b !== undefined && this.order(a, b) > 0;
  }

  private swapIfGreater(child: number, parent: number): boolean {
    const a = this.rows[child];
    const b = this.rows[parent];
    if (a === undefined || b === undefined || this.order(a, b) <= 0) return false;
    this.rows[parent] = a;
    this.rows[child] = b;
    return true;
  }
}

interface Keyed<Row> {
  readonly key: SortKey;
  readonly at: number;
  row: Row;
}

/** About how many bytes a key takes; the values of a collated one are shared with the document. */
export function keySize(key: SortKey): number {
  return Buffer.isBuffer(key) ? key.length : key.length * 8;
}
