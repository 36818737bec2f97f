import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBatcher } from './batcher';

describe('createBatcher', () => {
  it('hands over what came in together as one batch and gives each item its own result', async () => {
    const batches: number[][] = [];
    const batcher = createBatcher<number, number>(
      async (items) => {
        batches.push(items);
        return items.map((item) => item * 10);
      },
      { size: 100, waitMs: 0 },
    );
    await expect(Promise.all([1, 2, 3].map(batcher.add))).resolves.toEqual([10, 20, 30]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it('keeps the order over batches that are cut by size', async () => {
    const seen: number[] = [];
    const batcher = createBatcher<number, undefined>(
      async (items) => {
        seen.push(...items);
        await new Promise((resolve) => setImmediate(resolve));
        return items.map(() => undefined);
      },
      { size: 3, waitMs: 0 },
    );
    await Promise.all(Array.from({ length: 10 }, (_, index) => batcher.add(index)));
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('collects what arrives while a batch is at work', async () => {
    const sizes: number[] = [];
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const batcher = createBatcher<number, undefined>(
      async (items) => {
        sizes.push(items.length);
        if (sizes.length === 1) await held;
        return items.map(() => undefined);
      },
      { size: 100, waitMs: 0 },
    );
    const first = batcher.add(0);
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    const rest = [1, 2, 3].map(batcher.add);
    release();
    await Promise.all([first, ...rest]);
    expect(sizes).toEqual([1, 3]);
  });

  it('fails the items of a failed batch only, and goes on', async () => {
    let turn = 0;
    const batcher = createBatcher<number, number>(
      async (items) => {
        turn += 1;
        if (turn === 1) throw new Error('away');
        return items;
      },
      { size: 1, waitMs: 0 },
    );
    const [first, second] = await Promise.allSettled([batcher.add(1), batcher.add(2)]);
    expect(first.status).toBe('rejected');
    expect(second).toEqual({ status: 'fulfilled', value: 2 });
    await batcher.idle();
  });

  it('has as many batches at work as it has lanes, and ends none with something waiting', async () => {
    const work = heldWork<number>();
    const batcher = createBatcher(work.begin, { size: 1, waitMs: 0, lanes: 2 });
    const results = [1, 2, 3, 4].map(batcher.add);
    await work.untilBegun(2);
    expect(work.begun).toEqual([[1], [2]]);
    work.end(1);
    await work.untilBegun(3);
    expect(work.begun).toEqual([[1], [2], [3]]);
    for (const item of [0, 2]) work.end(item);
    await work.untilBegun(4);
    work.end(3);
    await expect(Promise.all(results)).resolves.toEqual([1, 2, 3, 4]);
    await batcher.idle();
    expect(batcher.busy()).toBe(false);
  });

  it('keeps items with a common key apart and in order, and lets others pass', async () => {
    const work = heldWork<string>();
    const batcher = createBatcher(work.begin, {
      size: 1,
      waitMs: 0,
      lanes: 2,
      keysOf: (item) => item.slice(1).split(''),
    });
    // 2b waits for 1ab, and 3bc for 2b though c is free.
    const results = ['1ab', '2b', '3bc', '4d'].map(batcher.add);
    await work.untilBegun(2);
    expect(work.begun).toEqual([['1ab'], ['4d']]);
    work.end(1);
    await turns(3);
    expect(work.begun).toHaveLength(2);
    work.end(0);
    await work.untilBegun(3);
    work.end(2);
    await work.untilBegun(4);
    expect(work.begun.slice(2)).toEqual([['2b'], ['3bc']]);
    work.end(3);
    await Promise.all(results);
  });

  it('never runs items of one key at once or out of order, whatever comes when', async () => {
    const calls = fc.array(
      fc.record({
        keys: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 2 }),
        turns: fc.nat({ max: 3 }),
        isLater: fc.boolean(),
      }),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(calls, async (given) => {
        const atWork = new Set<string>();
        const done = new Map<string, number[]>();
        const batcher = createBatcher<number, boolean>(
          async (items) => {
            const keys = new Set(items.flatMap((item) => given[item]?.keys ?? []));
            const isAlone = [...keys].every((key) => !atWork.has(key));
            for (const key of keys) atWork.add(key);
            for (const item of items) {
              for (const key of given[item]?.keys ?? []) done.set(key, [...(done.get(key) ?? []), item]);
              await turns(given[item]?.turns ?? 0);
            }
            for (const key of keys) atWork.delete(key);
            return items.map(() => isAlone);
          },
          { size: 4, waitMs: 0, lanes: 3, keysOf: (item) => given[item]?.keys ?? [] },
        );
        const results: Promise<boolean>[] = [];
        for (const [item, { isLater }] of given.entries()) {
          if (isLater) await turns(1);
          results.push(batcher.add(item));
        }
        expect(await Promise.all(results)).toEqual(given.map(() => true));
        for (const order of done.values()) expect(order).toEqual(order.toSorted((one, other) => one - other));
      }),
    );
  });
});

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Work whose batches end when they are told to. */
function heldWork<Item>() {
  const begun: Item[][] = [];
  const ends: (() => void)[] = [];
  return {
    begun,
    begin: async (items: Item[]): Promise<Item[]> => {
      begun.push(items);
      await new Promise<void>((resolve) => {
        ends.push(resolve);
      });
      return items;
    },
    end: (batch: number) => ends[batch]?.(),
    async untilBegun(count: number): Promise<void> {
      while (begun.length < count) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
