/** So many items are sorted at once, which takes a few milliseconds; such runs are merged afterwards. */
const RUN = 4096;

/**
 * Takes items in any order and gives them in order. No step takes long, however many there are: what is added is sorted
 * in small runs, and the runs are merged while the items are taken.
 */
export class SortedRuns<Item> {
  private runs: Item[][] = [];
  private current: Item[] = [];

  constructor(private readonly compare: (left: Item, right: Item) => number) {}

  add(item: Item): void {
    this.current.push(item);
    if (this.current.length === RUN) this.endRun();
  }

  /** All items, in no order. */
  *all(): Generator<Item, void> {
    for (const run of this.runs) yield* run;
    yield* this.current;
  }

  /** Gives all items, the least first, and forgets them. */
  *take(): Generator<Item, void> {
    this.endRun();
    const heads = new Heads(this.runs, this.compare);
    this.runs = [];
    for (let next = heads.next(); next !== undefined; next = heads.next()) yield next.item;
  }

  private endRun(): void {
    if (this.current.length === 0) return;
    this.runs.push(this.current.sort(this.compare));
    this.current = [];
  }
}

interface Head<Item> {
  readonly run: readonly Item[];
  readonly at: number;
  readonly item: Item;
}

/** Merges sorted runs: a heap with the run on top whose next item is the least. */
class Heads<Item> {
  private readonly heap: Head<Item>[] = [];

  constructor(
    runs: readonly (readonly Item[])[],
    private readonly compare: (left: Item, right: Item) => number,
  ) {
    for (const run of runs) {
      const head = headOf(run, 0);
      if (head !== undefined) this.heap.push(head);
    }
    for (let at = (this.heap.length >> 1) - 1; at >= 0; at -= 1) this.sink(at);
  }

  next(): Head<Item> | undefined {
    const [top] = this.heap;
    if (top === undefined) return undefined;
    const following = headOf(top.run, top.at + 1);
    if (following !== undefined) this.heap[0] = following;
    else {
      const last = this.heap.pop();
      if (last !== undefined && last !== top) this.heap[0] = last;
    }
    this.sink(0);
    return top;
  }

  private sink(from: number): void {
    const { heap } = this;
    const moved = heap[from];
    if (moved === undefined) return;
    let at = from;
    for (;;) {
      let child = at * 2 + 1;
      if (this.isLess(heap[child + 1], heap[child])) child += 1;
      const candidate = heap[child];
      if (candidate === undefined || !this.isLess(candidate, moved)) break;
      heap[at] = candidate;
      at = child;
    }
    heap[at] = moved;
  }

  private isLess(left: Head<Item> | undefined, right: Head<Item> | undefined): boolean {
    return left !== undefined && right !== undefined && this.compare(left.item, right.item) < 0;
  }
}

function headOf<Item>(run: readonly Item[], at: number): Head<Item> | undefined {
  const item = run[at];
  return item === undefined ? undefined : { run, at, item };
}
