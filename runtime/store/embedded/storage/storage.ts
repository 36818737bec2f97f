/**
 * The ordered key-value store that everything else stands on. Writes are only allowed between `begin` and `commit`;
 * nothing is durable before `commit` returned. All functions throw a `StorageError` where the disk fails.
 */
export interface Storage {
  begin(): void;
  commit(): void;
  rollback(): void;
  createTree(kind: 'records' | 'entries'): number;
  dropTree(tree: number): void;
  records(tree: number): RecordTree;
  entries(tree: number): EntryTree;
  /** Small named values: the catalog, counters, records of retryable writes. */
  readonly named: NamedValues;
  /** What is wrong with the file, one sentence each; empty where it is sound. */
  check(): string[];
  /** Writes a consistent copy while the store goes on working. */
  backup(file: string): Promise<void>;
  /** Moves the synced log into the main file and gives unused space back. */
  compact(): void;
  /** Bytes on disk. */
  size(): number;
  close(): void;
}

/** Documents by a small whole number, in the order of that number. */
export interface RecordTree {
  get(record: number): Buffer | undefined;
  insert(record: number, bytes: Buffer): void;
  replace(record: number, bytes: Buffer): void;
  delete(record: number): void;
  /** Up to `limit` records beyond `after`, ascending or (with `reverse`) descending. */
  scan(after: number, reverse: boolean, limit: number): RecordRow[];
  lastRecord(): number;
  clear(): void;
}

export type RecordRow = readonly [record: number, bytes: Buffer];

/** Index entries in byte order. Every key occurs once. */
export interface EntryTree {
  /** False where the key is taken. */
  insert(key: Buffer, record: number): boolean;
  /** True only where every key of the tree is less; false says nothing. Costs no look at the disk. */
  isBeyond(key: Buffer): boolean;
  delete(key: Buffer): void;
  get(key: Buffer): number | undefined;
  scan(range: KeyRange, reverse: boolean, limit: number): EntryRow[];
  /** The number of entries in a range, counting no further than `atMost`. */
  count(range: KeyRange, atMost?: number): number;
  /** The key behind the first `count` entries of a range; undefined where there are no more. */
  keyBehind(range: KeyRange, count: number): Buffer | undefined;
  clear(): void;
}

export type EntryRow = readonly [key: Buffer, record: number];

/** From (included) to (not included). */
export interface KeyRange {
  readonly from: Buffer;
  readonly to: Buffer;
}

export interface NamedValues {
  get(name: string): Buffer | undefined;
  put(name: string, value: Buffer): void;
  delete(name: string): void;
  withPrefix(prefix: string): [name: string, value: Buffer][];
}

/** Why the disk could not do what was asked. */
export type StorageFailure =
  | 'disk-full'
  | 'damaged'
  | 'not-writable'
  | 'in-use'
  | 'newer-format'
  | 'not-a-store'
  | 'io';

export class StorageError extends Error {
  override name = 'StorageError';

  constructor(
    readonly failure: StorageFailure,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
