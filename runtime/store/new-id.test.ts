import { describe, expect, it } from 'vitest';
import { idTime, newId, timeOfId } from './new-id';

describe('newId', () => {
  it('sorts in the order it was made, also within a millisecond and when the clock goes back', () => {
    const start = Date.now() + 1_000_000;
    const ids = [...Array.from({ length: 500 }, () => newId(start)), newId(start - 5000), newId(start + 1)];
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^[0-9a-z]{26}$/.test(id))).toBe(true);
  });

  it('carries its time', () => {
    const at = Date.now() + 2_000_000;
    expect(timeOfId(newId(at))).toBe(at);
    expect(newId(at + 10) > idTime(at + 10)).toBe(true);
    expect(newId(at + 20) < idTime(at + 21)).toBe(true);
  });
});
