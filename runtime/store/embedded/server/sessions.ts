import { SESSION_MINUTES } from '../limits';

/** The sessions that commands came with, by their id as text, and when each was last used. */
export class Sessions {
  private readonly lastUse = new Map<string, number>();

  constructor(private readonly clock: () => number) {}

  note(session: string): void {
    this.lastUse.delete(session);
    this.lastUse.set(session, this.clock());
  }

  end(session: string): void {
    this.lastUse.delete(session);
  }

  /** Forgets the sessions that nobody has used for half an hour. */
  endIdle(): void {
    const before = this.clock() - SESSION_MINUTES * 60_000;
    for (const [session, at] of this.lastUse) {
      // They stand in the order of their last use.
      if (at >= before) return;
      this.lastUse.delete(session);
    }
  }

  all(): [session: string, lastUse: number][] {
    return [...this.lastUse];
  }
}
