import { CommandError } from '../errors';

/** Yielded by a long piece of work so that other clients get their turn. */
export const PAUSE = Symbol('pause');
export type Pause = typeof PAUSE;

/** Gives items that are there already, with pauses in between so that whoever works on them lets others in. */
export function* paced<Item>(items: Iterable<Item>, budget: Budget): Generator<Item | Pause, void> {
  let at = 0;
  for (const item of items) {
    at += 1;
    if (at % PACE === 0 && budget.spent()) {
      yield PAUSE;
      budget.resume();
    }
    yield item;
  }
}

/** So many items are given between two looks at the clock. */
const PACE = 64;

export interface BudgetOptions {
  /** The client's limit for the work alone, in milliseconds, 0 for none; the time between two batches of a cursor is not counted. */
  readonly maxTimeMs?: number;
  /** The session that the command came with. */
  readonly session?: string;
  /** A slice of work is at most this long; with 0 there is a pause at each look at the clock. */
  readonly sliceMs?: number;
}

/** Watches the time of one command: when to let others in, and when the client's own limit is over. */
export class Budget {
  private sliceStart = performance.now();
  private worked = 0;
  private held = false;
  private interrupted = false;

  private readonly maxTimeMs: number;
  private readonly sliceMs: number;
  readonly session: string | undefined;

  constructor({ maxTimeMs = 0, session, sliceMs = 12 }: BudgetOptions = {}) {
    this.maxTimeMs = maxTimeMs;
    this.session = session;
    this.sliceMs = sliceMs;
  }

  /** Whether to pause now. Throws 50 where the client's limit is over, 11601 where the work is no longer wanted. */
  spent(): boolean {
    if (this.interrupted) throw new CommandError(11601, 'operation was interrupted');
    const now = performance.now();
    const slice = now - this.sliceStart;
    if (this.maxTimeMs > 0 && this.worked + slice > this.maxTimeMs) {
      throw new CommandError(50, 'operation exceeded time limit');
    }
    if (slice < this.sliceMs || this.held) return false;
    this.worked += slice;
    this.sliceStart = now;
    return true;
  }

  /** Ends the work at its next look at the clock. */
  interrupt(): void {
    this.interrupted = true;
  }

  /** No pauses from now on: what follows must be done in one turn. */
  hold(): void {
    this.held = true;
  }

  /** Starts the next slice. */
  resume(): void {
    this.sliceStart = performance.now();
  }
}
