import { randomBytes } from 'node:crypto';
import { CommandError } from '../errors';
import { CURSOR_IDLE_MS } from '../limits';
import type { Budget, Pause } from '../plan/budget';

/** Encoded documents, one after the other, with pauses in between. */
export type DocumentStream = Generator<Buffer | Pause, void>;

/** A result that is fetched in batches. */
export interface Cursor {
  readonly id: bigint;
  readonly namespace: string;
  readonly stream: DocumentStream;
  readonly budget: Budget;
  /** A document that was taken out of the stream but did not fit the last batch. */
  held: Buffer | undefined;
  readonly timesOut: boolean;
  /** How many documents are still to come at most, where the query has a limit. */
  remaining: number | undefined;
  lastUsed: number;
  busy: boolean;
}

export class Cursors {
  private readonly cursors = new Map<bigint, Cursor>();

  constructor(private readonly clock: () => number) {}

  get size(): number {
    return this.cursors.size;
  }

  open(cursor: Omit<Cursor, 'id' | 'lastUsed' | 'busy'>): bigint {
    let id = 0n;
    do id = randomBytes(8).readBigUInt64BE() >> 1n;
    while (id === 0n || this.cursors.has(id));
    this.cursors.set(id, { ...cursor, id, lastUsed: this.clock(), busy: false });
    return id;
  }

  /** Throws 43 where the cursor is not there or belongs to another collection. */
  get(id: bigint, namespace: string): Cursor {
    const cursor = this.cursors.get(id);
    if (cursor === undefined) throw new CommandError(43, `cursor id ${id} not found`);
    if (cursor.namespace !== namespace) {
      throw new CommandError(
        13,
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      );
    }
    if (cursor.busy) throw new CommandError(12051, `cursor id ${id} is already in use`);
    cursor.lastUsed = this.clock();
    return cursor;
  }

  /** Whether the cursor was there. */
  kill(id: bigint): boolean {
    return this.cursors.delete(id);
  }

  /** Ends the cursors of the sessions that are meant. */
  killOf(isMeant: (session: string | undefined) => boolean): void {
    for (const [id, { budget }] of this.cursors) {
      if (!isMeant(budget.session)) continue;
      budget.interrupt();
      this.cursors.delete(id);
    }
  }

  /** Ends the cursors that nobody has read from for ten minutes. */
  endIdle(): void {
    const before = this.clock() - CURSOR_IDLE_MS;
    for (const [id, cursor] of this.cursors) {
      if (cursor.timesOut && !cursor.busy && cursor.lastUsed < before) this.cursors.delete(id);
    }
  }
}
