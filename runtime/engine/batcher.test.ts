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
});
