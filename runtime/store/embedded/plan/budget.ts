import { CommandError } from '../errors';

/** Yielded by a long piece of work so that other clients get their turn. */
export const PAUSE = Symbol('pause');
export type Pause = typeof PAUSE;

/** A slice of work is at most this long, in milliseconds. */
const SLICE_MS = 12;

/** Watches the time of one command: when to let others in, and when the client's own limit is over. */
export class Budget {
  private sliceEnd = performance.now() + SLICE_MS;
  private readonly deadline: number | undefined;
  private held = false;

  /** `maxTimeMs` is the client's limit from now on. */
  constructor(maxTimeMs?: number) {
    this.deadline = maxTimeMs === undefined || maxTimeMs === 0 ? undefined : performance.now() + maxTimeMs;
  }

  /** Whether to pause now. Throws 50 where the client's limit is over. */
  spent(): boolean {
    const now = performance.now();
    if (this.deadline !== undefined && now > this.deadline) {
      throw new CommandError(50, 'operation exceeded time limit');
    }
    return now > this.sliceEnd && !this.held;
  }

  /** No pauses from now on: what follows must be done in one turn. */
  hold(): void {
    this.held = true;
  }

  /** Starts the next slice. */
  resume(): void {
    this.sliceEnd = performance.now() + SLICE_MS;
  }
}
