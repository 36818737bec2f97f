/**
 * Collects calls and hands them over together: whatever came in while the last batch was at work, or within `waitMs`,
 * becomes the next one. Batches follow one another, so their order is the order of the calls.
 */
export interface Batcher<Item, Result> {
  /** Settles with the item's own result, or with the error of its batch. */
  add(item: Item): Promise<Result>;
  /** Whether something is waiting or at work. */
  busy(): boolean;
  /** Resolves when nothing is. */
  idle(): Promise<void>;
}

export interface BatcherOptions {
  size: number;
  /** Milliseconds to wait for company after the first call; 0 = only what came in the same turn. */
  waitMs: number;
}

/** `work` gives one result per item in the same order. */
export function createBatcher<Item, Result>(
  work: (items: Item[]) => Promise<Result[]>,
  options: BatcherOptions,
): Batcher<Item, Result> {
  const waiting: { item: Item; resolve(result: Result): void; reject(error: unknown): void }[] = [];
  let loop: Promise<void> | null = null;

  async function drain(): Promise<void> {
    await pause(options.waitMs);
    while (waiting.length > 0) {
      const batch = waiting.splice(0, options.size);
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
    loop = null;
  }

  return {
    add(item) {
      return new Promise<Result>((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        loop ??= drain();
      });
    },
    busy: () => loop !== null,
    async idle() {
      while (loop) await loop;
    },
  };
}

function pause(ms: number): Promise<void> {
  return ms > 0
    ? new Promise((resolve) => setTimeout(resolve, ms))
    : new Promise((resolve) => setImmediate(resolve));
}
