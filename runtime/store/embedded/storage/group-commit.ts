import type { Storage } from './storage';

/**
 * Puts all writes of one turn of the event loop into one transaction: one sync of the disk for all of them. A write
 * may be acknowledged only in `whenDurable`'s callback.
 */
export class GroupCommit {
  private open = false;
  private waiting: ((error: Error | undefined) => void)[] = [];

  constructor(
    private readonly storage: Storage,
    private readonly hooks: {
      /** Called inside the transaction, right before the commit. */
      readonly beforeCommit: () => void;
      /** Called after everything of this turn was undone: what is in memory must be read anew. */
      readonly afterRollback: () => void;
    },
  ) {}

  /** Must be called before every write; the write must follow in the same turn. */
  join(): void {
    if (this.open) return;
    this.storage.begin();
    this.open = true;
    setImmediate(() => this.flush());
  }

  /** Calls back once everything written so far in this turn is on the disk, or was undone because of an error. */
  whenDurable(callback: (error: Error | undefined) => void): void {
    if (this.open) this.waiting.push(callback);
    else callback(undefined);
  }

  /** Commits what this turn has written so far. */
  flush(): void {
    if (!this.open) return;
    try {
      this.hooks.beforeCommit();
      this.storage.commit();
      this.finish(undefined);
    } catch (error) {
      this.abort(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Undoes everything of this turn: a write failed half way, so no part of it may stay. */
  abort(error: Error): void {
    if (!this.open) return;
    try {
      this.storage.rollback();
    } finally {
      this.hooks.afterRollback();
      this.finish(error);
    }
  }

  private finish(error: Error | undefined): void {
    this.open = false;
    const waiting = this.waiting;
    this.waiting = [];
    for (const callback of waiting) callback(error);
  }
}
