import { expect, it } from 'vitest';
import { readRetryAfter } from './retry-after';

const now = Date.parse('2026-11-22T10:00:00Z');

it.each([
  ['120', 120_000],
  ['0', 0],
  ['Sun, 22 Nov 2026 10:00:30 GMT', 30_000],
  // A clock that is ahead.
  ['Sun, 22 Nov 2026 09:59:00 GMT', 0],
  ['999999999', 3_600_000],
  ['soon', undefined],
  ['-5', undefined],
  ['2026', 2_026_000],
  ['', undefined],
  [undefined, undefined],
])('reads %s', (header, expected) => expect(readRetryAfter(header, now)).toBe(expected));
