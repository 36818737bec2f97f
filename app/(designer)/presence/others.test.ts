import { describe, expect, it } from 'vitest';
import { heard, holderOf, type Other, stillHere } from './others';

const person = (client: string, name: string, at = 0): Other => ({
  client,
  name,
  node: null,
  turn: null,
  at,
});

describe('presence', () => {
  it('lists everybody who said something once, by name', () => {
    const first = heard([], person('1', 'Zoe'), false);
    const both = heard(first, person('2', 'Ada'), false);
    expect(heard(both, { ...person('1', 'Zoe', 5), node: 'queue' }, false)).toEqual([
      person('2', 'Ada'),
      { client: '1', name: 'Zoe', node: 'queue', turn: null, at: 5 },
    ]);
  });

  it('forgets who leaves, and who has been silent for too long', () => {
    const both = [person('1', 'Ada', 0), person('2', 'Zoe', 30_000)];
    expect(heard(both, person('1', 'Ada'), true)).toEqual([both[1]]);
    expect(stillHere(both, 20_000)).toBe(both);
    expect(stillHere(both, 40_000)).toEqual([both[1]]);
  });

  it('leaves a node to whoever the server gave it to last', () => {
    const ada: Other = { ...person('1', 'Ada'), node: 'queue', turn: 3 };
    const zoe: Other = { ...person('2', 'Zoe'), node: 'queue', turn: null };
    expect(holderOf([zoe, ada], 'queue', null)).toBe(ada);
    // Not answered yet, or refused.
    expect(holderOf([zoe, ada], 'queue', { node: 'queue', turn: null, takingOver: false })).toBe(ada);
    expect(holderOf([zoe, ada], 'other', null)).toBeNull();
    // Taken over: what is heard of an earlier turn afterwards counts no more.
    expect(holderOf([zoe, ada], 'queue', { node: 'queue', turn: 4, takingOver: false })).toBeNull();
    expect(
      holderOf([{ ...zoe, turn: 5 }, ada], 'queue', { node: 'queue', turn: 4, takingOver: false })?.name,
    ).toBe('Zoe');
    expect(holderOf([zoe], 'queue', { node: 'queue', turn: null, takingOver: false })).toBeNull();
  });
});
