import type { Budget } from '../plan/budget';
import { Catalog } from '../storage/catalog';
import { GroupCommit } from '../storage/group-commit';
import type { Storage } from '../storage/storage';
import { Cursors } from './cursors';
import type { FailPoints } from './fail-points';
import { RetryableWrites } from './retryable-writes';
import { Sessions } from './sessions';

/** A line of the server's log: what happened and its details. */
export type Log = (message: string, details?: Readonly<Record<string, unknown>>) => void;

export interface StoreOptions {
  /** A query that works longer than this many milliseconds is logged. */
  readonly slowQueryMs?: number;
  /** Failures on demand, where the server is there for tests. */
  readonly failPoints?: FailPoints;
  /** How long a command works before others get their turn, in milliseconds; see `BudgetOptions`. */
  readonly sliceMs?: number;
}

/** Everything the commands work with. */
export class Store {
  readonly catalog: Catalog;
  readonly commit: GroupCommit;
  readonly cursors: Cursors;
  readonly retryable: RetryableWrites;
  readonly sessions: Sessions;
  /** The commands that are being worked on. */
  readonly running = new Set<Budget>();
  readonly startedAt: number;
  readonly slowQueryMs: number;
  readonly failPoints: FailPoints | undefined;
  readonly sliceMs: number | undefined;

  constructor(
    readonly storage: Storage,
    readonly log: Log,
    /** Milliseconds since 1970. */
    readonly clock: () => number,
    { slowQueryMs = 50, failPoints, sliceMs }: StoreOptions = {},
  ) {
    this.slowQueryMs = slowQueryMs;
    this.failPoints = failPoints;
    this.sliceMs = sliceMs;
    this.catalog = new Catalog(storage);
    this.retryable = new RetryableWrites(storage, clock);
    this.cursors = new Cursors(clock);
    this.sessions = new Sessions(clock);
    this.startedAt = clock();
    this.commit = new GroupCommit(storage, {
      beforeCommit: () => this.catalog.saveCounts(),
      afterRollback: () => {
        this.catalog.load();
        this.retryable.forget();
      },
    });
  }
}
