import { SortedRuns } from '../sorted-runs';

/** What an entry takes besides the bytes of its key. */
const OVERHEAD = 120;

export type PendingEntry = readonly [stored: Buffer, record: number];

/** Gathers the entries of an index in any order and gives them in the order of their keys. */
export class SortedEntries {
  private readonly runs = new SortedRuns<PendingEntry>(([left], [right]) => Buffer.compare(left, right));
  /** About how many bytes of memory the entries take. */
  bytes = 0;

  add(stored: Buffer, record: number): void {
    this.runs.add([stored, record]);
    this.bytes += stored.length + OVERHEAD;
  }

  /** Gives all entries, the least first, and forgets them. */
  take(): Generator<PendingEntry, void> {
    this.bytes = 0;
    return this.runs.take();
  }
}
