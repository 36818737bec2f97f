import { describe, expect, it } from 'vitest';
import { heard, type Other, stillHere } from './others';

const person = (client: string, name: string, at = 0): Other => ({ client, name, node: null, at });

describe('presence', () => {
  it('lists everybody who said something once, by name', () => {
    const first = heard([], person('1', 'Zoe'), false);
    const both = heard(first, person('2', 'Ada'), false);
    expect(heard(both, { ...person('1', 'Zoe', 5), node: 'queue' }, false)).toEqual([
      person('2', 'Ada'),
      { client: '1', name: 'Zoe', node: 'queue', at: 5 },
    ]);
  });

  it('forgets who leaves, and who has been silent for too long', () => {
    const both = [person('1', 'Ada', 0), person('2', 'Zoe', 30_000)];
    expect(heard(both, person('1', 'Ada'), true)).toEqual([both[1]]);
    expect(stillHere(both, 20_000)).toBe(both);
    expect(stillHere(both, 40_000)).toEqual([both[1]]);
  });
});
