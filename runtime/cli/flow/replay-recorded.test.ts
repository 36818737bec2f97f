import { describe, expect, it } from 'vitest';
import { readStandIns, sinceOf } from './replay-recorded';

const now = new Date('2026-11-22T12:00:00Z');

describe('sinceOf', () => {
  it.each([
    ['7d', '2026-11-15T12:00:00.000Z'],
    ['12h', '2026-11-22T00:00:00.000Z'],
    ['2w', '2026-11-08T12:00:00.000Z'],
    ['P1D', '2026-11-21T12:00:00.000Z'],
  ])('%s', (last, expected) => {
    expect(sinceOf(last, now).toISOString()).toBe(expected);
  });

  it.each(['', 'week', '0d', '7', '-7d'])('refuses "%s"', (last) => {
    expect(() => sinceOf(last, now)).toThrow('is not a time');
  });
});

describe('readStandIns', () => {
  it('reads pairs', () => {
    expect(readStandIns(['topic=billing', 'a=b=c'])).toEqual({ topic: 'billing', a: 'b=c' });
    expect(() => readStandIns(['topic'])).toThrow('does not read NODE=PORT');
  });
});
