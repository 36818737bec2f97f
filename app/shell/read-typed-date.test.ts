import { expect, test } from 'vitest';
import { readTypedDate } from './read-typed-date';

const now = new Date(2026, 10, 23, 12).getTime();

test.each([
  ['03.12.2026', '2026-12-03'],
  ['24.12.', '2026-12-24'],
  ['3 Dec 2026', '2026-12-03'],
  ['3. Dezember 2026', '2026-12-03'],
  ['2026-12-03', '2026-12-03'],
  ['morgen', null],
  ['tomorrow', '2026-11-24'],
  ['3', null],
  ['24.12.2', null],
  ['31.02.2026', null],
  ['', null],
])('%s is %s', (typed, date) => {
  expect(readTypedDate(typed, now)).toBe(date);
});
