import { describe, expect, it } from 'vitest';
import { heard, holderOf, type Other, olderThanAll, stillHere } from './others';

const person = (client: string, name: string, at = 0): Other => ({ client, name, node: null, since: 0, at });

describe('presence', () => {
  it('lists everybody who said something once, by name', () => {
    const first = heard([], person('1', 'Zoe'), false);
    const both = heard(first, person('2', 'Ada'), false);
    expect(heard(both, { ...person('1', 'Zoe', 5), node: 'queue' }, false)).toEqual([
      person('2', 'Ada'),
      { client: '1', name: 'Zoe', node: 'queue', since: 0, at: 5 },
    ]);
  });

  it('forgets who leaves, and who has been silent for too long', () => {
    const both = [person('1', 'Ada', 0), person('2', 'Zoe', 30_000)];
    expect(heard(both, person('1', 'Ada'), true)).toEqual([both[1]]);
    expect(stillHere(both, 20_000)).toBe(both);
    expect(stillHere(both, 40_000)).toEqual([both[1]]);
  });

  it('leaves a node to whoever came first, until somebody takes it over', () => {
    const ada: Other = { ...person('1', 'Ada'), node: 'queue', since: 1000 };
    const zoe: Other = { ...person('2', 'Zoe'), node: 'queue', since: 2000 };
    expect(holderOf([zoe, ada], 'queue', 3000)).toBe(ada);
    expect(holderOf([zoe, ada], 'queue', 500)).toBeNull();
    expect(holderOf([zoe, ada], 'other', 3000)).toBeNull();
    expect(holderOf([zoe, ada], 'queue', olderThanAll([zoe, ada], 'queue', 9000))).toBeNull();
  });
});
