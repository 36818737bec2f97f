import { expect, test } from 'vitest';
import { dayAfterLast } from './exception-days';

const today = new Date('2026-12-30T15:00:00Z');

test('a new special day never falls on one that is there', () => {
  expect(dayAfterLast([], today)).toBe('2026-12-31');
  expect(dayAfterLast([{ date: '2020-01-01' }], today)).toBe('2026-12-31');
  expect(dayAfterLast([{ date: '2026-12-31' }, { date: '2026-12-24' }], today)).toBe('2027-01-01');
});
