import { expect, test } from 'vitest';
import { fromLocal, toLocal } from './zoned-time';

const berlin = 'Europe/Berlin';

test('there and back', () => {
  const at = Date.parse('2026-07-01T22:30:00Z');
  expect(toLocal(at, berlin)).toBe('2026-07-02 00:30:00');
  expect(fromLocal('2026-07-02 00:30:00', berlin)).toBe(at);
  expect(fromLocal('2026-07-02 00:30', 'America/New_York')).toBe(Date.parse('2026-07-02T04:30:00Z'));
});

test('the hour that comes twice is the first, the one that is skipped moves on', () => {
  expect(fromLocal('2026-10-25 02:30:00', berlin)).toBe(Date.parse('2026-10-25T00:30:00Z'));
  expect(fromLocal('2026-03-29 02:30:00', berlin)).toBe(Date.parse('2026-03-29T01:30:00Z'));
});

test('what is no time is none', () => {
  expect(fromLocal('soon', berlin)).toBeNull();
});
