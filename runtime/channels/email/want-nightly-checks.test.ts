import { expect, it } from 'vitest';
import { lastNight } from './want-nightly-checks';

it.each([
  ['2026-11-02T10:00:00Z', '2026-11-02T02:00:00.000Z'],
  ['2026-11-02T01:59:00Z', '2026-11-01T02:00:00.000Z'],
  // The clocks go forward at two: three o’clock is an hour earlier.
  ['2026-03-29T12:00:00Z', '2026-03-29T01:00:00.000Z'],
])('the last night before %s began at %s in Berlin', (now, night) => {
  expect(lastNight(new Date(now), 'Europe/Berlin').toISOString()).toBe(night);
});
