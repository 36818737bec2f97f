import { decodeDocument } from '../bson/decode';
import { encodeDocument } from '../bson/encode';
import { Binary, type Doc, docOf, UtcDate, type Value } from '../bson/value';
import { CommandError } from '../errors';
import { SESSION_MINUTES } from '../limits';
import { PAUSE, type Pause } from '../plan/budget';
import type { Storage } from '../storage/storage';

/** A write that a client may send a second time when it did not see the answer. */
export interface RetryableWrite {
  readonly session: string;
  readonly number: bigint;
}

interface LastWrite {
  readonly number: bigint;
  readonly reply: Doc;
}

/**
 * Remembers the answer to each session's last numbered write, in the same transaction as the write itself. A write that
 * comes again, also after the server was killed and restarted, is answered from here and not done twice.
 */
export class RetryableWrites {
  private readonly known = new Map<string, LastWrite | undefined>();
  private readonly running = new Set<string>();

  constructor(
    private readonly storage: Storage,
    private readonly clock: () => number,
  ) {}

  /** Runs a numbered write once; a repetition gets the answer of the first time. */
  *once(write: RetryableWrite, work: () => Generator<Pause, Doc>): Generator<Pause, Doc> {
    const key = `${write.session}:${write.number}`;
    while (this.running.has(key)) yield PAUSE;
    const last = this.lastOf(write.session);
    if (last !== undefined && last.number === write.number) return last.reply;
    if (last !== undefined && last.number > write.number) {
      throw new CommandError(
        225,
        `Retryable write with txnNumber ${write.number} is prohibited because a newer retryable write with txnNumber ${last.number} has already started on this session.`,
      );
    }
    this.running.add(key);
    try {
      return yield* work();
    } finally {
      this.running.delete(key);
    }
  }

  /** Whether a write was done already: its repetition will be answered from memory. */
  isDone(write: RetryableWrite): boolean {
    return this.lastOf(write.session)?.number === write.number;
  }

  /** Must be called within the transaction of the write. */
  remember(write: RetryableWrite, reply: Doc): void {
    const saved = docOf({ number: write.number, reply, at: new UtcDate(this.clock()) });
    this.storage.named.put(`session:${write.session}`, encodeDocument(saved));
    this.known.set(write.session, { number: write.number, reply });
  }

  /** After a transaction was undone: what is remembered must be read anew. */
  forget(): void {
    this.known.clear();
  }

  isKnown(session: string): boolean {
    return this.lastOf(session) !== undefined;
  }

  /** Forgets a session's last write. Must be called within a transaction. */
  end(session: string): void {
    this.storage.named.delete(`session:${session}`);
    this.known.delete(session);
  }

  /** Removes the records of sessions that ended by themselves. Returns how many. */
  endIdle(): number {
    const before = this.clock() - SESSION_MINUTES * 60_000;
    let ended = 0;
    for (const [name, bytes] of this.storage.named.withPrefix('session:')) {
      const at = decodeDocument(bytes, 0, new Set(['at'])).get('at');
      if (at instanceof UtcDate && at.ms >= before) continue;
      this.end(name.slice('session:'.length));
      ended += 1;
    }
    return ended;
  }

  private lastOf(session: string): LastWrite | undefined {
    if (this.known.has(session)) return this.known.get(session);
    const bytes = this.storage.named.get(`session:${session}`);
    const saved = bytes === undefined ? undefined : decodeDocument(bytes);
    const number = saved?.get('number');
    const reply = saved?.get('reply');
    const last = typeof number === 'bigint' && reply instanceof Map ? { number, reply } : undefined;
    this.known.set(session, last);
    return last;
  }
}

/** The session's id as text; undefined where the command carries none. */
export function sessionOf(lsid: Value | undefined): string | undefined {
  const id = lsid instanceof Map ? lsid.get('id') : undefined;
  return id instanceof Binary ? id.bytes.toString('hex') : undefined;
}
