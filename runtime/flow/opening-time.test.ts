import { describe, expect, it } from 'vitest';
import type { Calendar } from './facts';
import { dueAfter, type OpeningHours, openMinutesBetween } from './opening-time';

const day = [{ from: '09:00', to: '17:30' }];
const calendar: Calendar = {
  name: 'Office',
  timeZone: 'Europe/Berlin',
  weekly: { 1: day, 2: day, 3: day, 4: day, 5: day },
  holidays: 'DE-BE',
  exceptions: [],
};
const hours: OpeningHours = {
  calendar,
  holidays: { '2026-10-03': 'Tag der Deutschen Einheit', '2026-05-01': 'Tag der Arbeit' },
};
const at = (local: string) => Date.parse(local);
const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString());

describe('dueAfter', () => {
  it.each([
    // Within one day; summer time is UTC+2.
    ['2026-06-02T10:00:00+02:00', 60, '2026-06-02T11:00:00+02:00'],
    // Over the night.
    ['2026-06-02T17:00:00+02:00', 60, '2026-06-03T09:30:00+02:00'],
    // Over the weekend.
    ['2026-06-05T17:00:00+02:00', 60, '2026-06-08T09:30:00+02:00'],
    // Over a holiday (a Friday) and the weekend after it.
    ['2026-04-30T17:00:00+02:00', 60, '2026-05-04T09:30:00+02:00'],
    // Outside of hours the clock begins with the next opening.
    ['2026-06-06T12:00:00+02:00', 30, '2026-06-08T09:30:00+02:00'],
    // To the very end of a day.
    ['2026-06-02T09:00:00+02:00', 510, '2026-06-02T17:30:00+02:00'],
    // Over the change to winter time: still 9:30 on the wall.
    ['2026-10-23T17:00:00+02:00', 60, '2026-10-26T09:30:00+01:00'],
    // Seconds are kept.
    ['2026-06-02T17:29:30+02:00', 1, '2026-06-03T09:00:30+02:00'],
  ])('%s + %d min = %s', (from, minutes, due) => {
    expect(iso(dueAfter(hours, at(from), minutes))).toBe(iso(at(due)));
  });

  it('counts every hour where there is no calendar', () => {
    expect(dueAfter(null, 0, 90)).toBe(90 * 60_000);
  });

  it('gives nothing for a calendar that never opens', () => {
    expect(
      dueAfter({ calendar: { ...calendar, weekly: {} }, holidays: {} }, at('2026-06-02T10:00:00Z'), 5),
    ).toBeNull();
  });
});

describe('openMinutesBetween', () => {
  it('is the inverse of dueAfter', () => {
    const from = at('2026-04-30T16:11:40+02:00');
    for (const minutes of [1, 77, 510, 1234]) {
      const due = dueAfter(hours, from, minutes);
      expect(openMinutesBetween(hours, from, due ?? 0)).toBeCloseTo(minutes, 6);
    }
  });

  it('counts nothing while closed, and nothing backwards', () => {
    expect(openMinutesBetween(hours, at('2026-06-06T10:00:00Z'), at('2026-06-07T10:00:00Z'))).toBe(0);
    expect(openMinutesBetween(hours, 1000, 0)).toBe(0);
  });
});
