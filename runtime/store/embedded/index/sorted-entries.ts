/** So many entries are sorted at once, which takes a few milliseconds; such runs are merged afterwards. */
const RUN = 4096;
/** What an entry takes besides the bytes of its key. */
const OVERHEAD = 120;

export type PendingEntry = readonly [stored: Buffer, record: number];

/** Gathers the entries of an index in any order and gives them in the order of their keys. Works in small portions. */
export class SortedEntries {
  private readonly runs: PendingEntry[][] = [];
  private current: PendingEntry[] = [];
  /** About how many bytes of memory the entries take. */
  bytes = 0;

  add(stored: Buffer, record: number): void {
    this.current.push([stored, record]);
    this.bytes += stored.length + OVERHEAD;
    if (this.current.length === RUN) this.endRun();
  }

  /** Gives all entries, the least first, and forgets them. */
  *take(): Generator<PendingEntry, void> {
    this.endRun();
    const heads = new Heads(this.runs.splice(0));
    this.bytes = 0;
    for (let next = heads.next(); next !== undefined; next = heads.next()) yield next;
  }

  private endRun(): void {
    if (this.current.length === 0) return;
    this.runs.push(this.current.sort(([a], [b]) => Buffer.compare(a, b)));
    this.current = [];
  }
}

interface Head {
  readonly run: readonly PendingEntry[];
  at: number;
  entry: PendingEntry;
}

/** Merges sorted runs: a heap with the run on top whose next entry is the least. */
class Heads {
  private readonly heap: Head[] = [];

  constructor(runs: readonly PendingEntry[][]) {
    for (const run of runs) {
      const [entry] = run;
      if (entry !== undefined) this.heap.push({ run, at: 0, entry });
    }
    for (let at = (this.heap.length >> 1) - 1; at >= 0; at -= 1) this.sink(at);
  }

  next(): PendingEntry | undefined {
    const [top] = this.heap;
    if (top === undefined) return undefined;
    const { entry } = top;
    top.at += 1;
    const following = top.run[top.at];
    if (following !== undefined) top.entry = following;
    else {
      const last = this.heap.pop();
      if (last !== undefined && last !== top) this.heap[0] = last;
    }
    this.sink(0);
    return entry;
  }

  private sink(from: number): void {
    const { heap } = this;
    const moved = heap[from];
    if (moved === undefined) return;
    let at = from;
    for (;;) {
      let child = at * 2 + 1;
      if (isLess(heap[child + 1], heap[child])) child += 1;
      const candidate = heap[child];
      if (candidate === undefined || !isLess(candidate, moved)) break;
      heap[at] = candidate;
      at = child;
    }
    heap[at] = moved;
  }
}

function isLess(left: Head | undefined, right: Head | undefined): boolean {
  return left !== undefined && right !== undefined && Buffer.compare(left.entry[0], right.entry[0]) < 0;
}
