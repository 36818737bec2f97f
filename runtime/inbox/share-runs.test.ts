import { describe, expect, it } from 'vitest';
import { shareRuns } from './share-runs';

describe('sharing', () => {
  it('gives those who come meanwhile one later answer together, and nobody an old one', async () => {
    const begun: PromiseWithResolvers<number>[] = [];
    const ask = shareRuns(() => {
      const made = Promise.withResolvers<number>();
      begun.push(made);
      return made.promise;
    });
    const first = ask();
    const later = [ask(), ask()];
    expect(begun).toHaveLength(1);
    begun[0]?.resolve(1);
    expect(await first).toBe(1);
    await Promise.resolve();
    begun[1]?.resolve(2);
    expect(await Promise.all(later)).toEqual([2, 2]);
    expect(begun).toHaveLength(2);
    const third = ask();
    begun[2]?.resolve(3);
    expect(await third).toBe(3);
  });

  it('tells a failure to those who waited for it, and goes on', async () => {
    let fails = true;
    const ask = shareRuns(() => (fails ? Promise.reject(new Error('no')) : Promise.resolve('yes')));
    await expect(ask()).rejects.toThrow('no');
    fails = false;
    expect(await ask()).toBe('yes');
  });
});
