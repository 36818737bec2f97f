/**
 * Collects calls and hands them over together: whatever came in while the last batch was at work, or within `waitMs`,
 * becomes the next one.
 */
export interface Batcher<Item, Result> {
  /** Settles with the item's own result, or with the error of its batch. */
  add(item: Item): Promise<Result>;
  /** Whether something is waiting or at work. */
  busy(): boolean;
  /** Resolves when nothing is. */
  idle(): Promise<void>;
}

export interface BatcherOptions<Item> {
  size: number;
  /** Milliseconds to wait for company after the first call; 0 = only what came in the same turn. */
  waitMs: number;
  /**
   * Batches at work at the same time: while one waits for the store, another computes. Default 1: then batches follow one
   * another, and their order is the order of the calls.
   */
  lanes?: number;
  /** Items that have a key in common are never in two batches at once, and keep the order of their calls. */
  keysOf?(item: Item): readonly string[];
}

interface Entry<Item, Result> {
  item: Item;
  keys: readonly string[];
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** `work` gives one result per item in the same order. */
export function createBatcher<Item, Result>(
  work: (items: Item[]) => Promise<Result[]>,
  options: BatcherOptions<Item>,
): Batcher<Item, Result> {
  const { lanes = 1, keysOf = () => [] } = options;
  let waiting: Entry<Item, Result>[] = [];
  let running = 0;
  const ends = new Set<Promise<void>>();
  /** Keys of what is at work. */
  const held = new Set<string>();

  /** The next batch: from the front, without what must come after something that is at work or was left standing. */
  function take(): Entry<Item, Result>[] {
    const batch: Entry<Item, Result>[] = [];
    const left: Entry<Item, Result>[] = [];
    const blocked = new Set<string>();
    let looked = 0;
    for (const entry of waiting) {
      if (batch.length === options.size) break;
      looked += 1;
      if (entry.keys.some((key) => held.has(key) || blocked.has(key))) {
        for (const key of entry.keys) blocked.add(key);
        left.push(entry);
      } else batch.push(entry);
    }
    waiting = [...left, ...waiting.slice(looked)];
    for (const { keys } of batch) for (const key of keys) held.add(key);
    return batch;
  }

  async function drain(): Promise<void> {
    await pause(options.waitMs);
    for (let batch = take(); batch.length > 0; batch = take()) {
      await handOver(work, batch);
      for (const { keys } of batch) for (const key of keys) held.delete(key);
    }
    // In the same turn as the look that found nothing: a call after it begins a lane of its own.
    running -= 1;
  }

  return {
    add(item) {
      return new Promise<Result>((resolve, reject) => {
        waiting.push({ item, keys: keysOf(item), resolve, reject });
        if (running === lanes) return;
        running += 1;
        const end = drain().finally(() => ends.delete(end));
        ends.add(end);
      });
    },
    busy: () => running > 0,
    async idle() {
      while (running > 0) await Promise.all(ends);
    },
  };
}

async function handOver<Item, Result>(
  work: (items: Item[]) => Promise<Result[]>,
  batch: Entry<Item, Result>[],
): Promise<void> {
  try {
    const results = await work(batch.map((entry) => entry.item));
    for (const [index, entry] of batch.entries()) {
      const result = results[index];
      if (index < results.length) entry.resolve(result as Result);
      else entry.reject(new Error('The batch gave fewer results than it had items.'));
    }
  } catch (error) {
    for (const entry of batch) entry.reject(error);
  }
}

function pause(ms: number): Promise<void> {
  return ms > 0
    ? new Promise((resolve) => setTimeout(resolve, ms))
    : new Promise((resolve) => setImmediate(resolve));
}
