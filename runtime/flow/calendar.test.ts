import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { isOpen, minutesOf, nextOpening } from './calendar';
import type { Calendar } from './facts';

const weekdays = (slots: Calendar['weekly'][string]) => ({
  1: slots,
  2: slots,
  3: slots,
  4: slots,
  5: slots,
});
const office: Calendar = {
  name: 'Office',
  timeZone: 'Europe/Berlin',
  weekly: weekdays([
    { from: '09:00', to: '17:30' },
    { from: '12:00', to: '12:30', band: 'lunch' },
  ]),
  holidays: 'DE-BE',
  exceptions: [
    { date: '2026-12-24', name: 'Christmas Eve', slots: [{ from: '09:00', to: '12:00' }] },
    { date: '2026-05-01', name: '', slots: [{ from: '10:00', to: '11:00' }] },
  ],
};
const holidays = { '2026-12-25': 'Weihnachten', '2026-05-01': 'Tag der Arbeit' };
const at = (iso: string, zone = 'Europe/Berlin') => DateTime.fromISO(iso, { zone }).toMillis();
const state = (iso: string, calendar = office) => {
  const { open, band, holiday, local } = isOpen(calendar, at(iso), holidays);
  return { open, band, holiday, local };
};

describe('opening hours', () => {
  it.each([
    ['2026-11-20T08:59', false, null, null],
    ['2026-11-20T09:00', true, null, null],
    ['2026-11-20T12:15', true, 'lunch', null],
    ['2026-11-20T17:29:59', true, null, null],
    ['2026-11-20T17:30', false, null, null],
    ['2026-11-21T10:00', false, null, null],
    ['2026-12-25T10:00', false, null, 'Weihnachten'],
    ['2026-12-24T11:00', true, null, 'Christmas Eve'],
    ['2026-12-24T13:00', false, null, 'Christmas Eve'],
    ['2026-05-01T10:30', true, null, '2026-05-01'],
  ])('%s', (iso, open, band, holiday) => {
    expect(state(iso)).toMatchObject({ open, band, holiday });
  });

  it('tells the local time with its offset', () => {
    expect(state('2026-07-01T10:00').local).toBe('2026-07-01T10:00+02:00');
    expect(isOpen({ ...office, timeZone: 'America/St_Johns' }, Date.UTC(2026, 0, 5, 12)).local).toBe(
      '2026-01-05T08:30-03:30',
    );
  });

  it('reaches past midnight and keeps the day on which a slot begins', () => {
    const night: Calendar = { ...office, weekly: { 5: [{ from: '22:00', to: '02:00' }] }, exceptions: [] };
    expect(state('2026-11-20T23:00', night).open).toBe(true);
    expect(state('2026-11-21T01:59', night).open).toBe(true);
    expect(state('2026-11-21T02:00', night).open).toBe(false);
    // Friday, 25 December is a holiday; its night is closed too, also after midnight.
    expect(state('2026-12-26T01:00', night).open).toBe(false);
  });

  it('is open all day from 00:00 to 24:00', () => {
    const always: Calendar = { ...office, weekly: { 7: [{ from: '00:00', to: '24:00' }] }, exceptions: [] };
    expect(state('2026-11-22T00:00', always).open).toBe(true);
    expect(state('2026-11-22T23:59', always).open).toBe(true);
    expect(state('2026-11-23T00:00', always).open).toBe(false);
  });

  it('counts both passes of the hour that comes twice', () => {
    const night: Calendar = { ...office, weekly: { 7: [{ from: '02:00', to: '03:00' }] }, exceptions: [] };
    const first = Date.UTC(2026, 9, 25, 0, 30);
    expect(isOpen(night, first).open).toBe(true);
    expect(isOpen(night, first + 3_600_000).open).toBe(true);
    expect(isOpen(night, first + 7_200_000).open).toBe(false);
  });
});

describe('next opening', () => {
  it.each([
    ['2026-11-20T10:00', '2026-11-20T10:00'],
    ['2026-11-20T18:00', '2026-11-23T09:00'],
    ['2026-12-24T12:00', '2026-12-28T09:00'],
  ])('after %s it opens %s', (from, expected) => {
    expect(nextOpening(office, at(from), holidays)).toBe(at(expected));
  });

  it('opens after the jump when the slot begins in the hour that is skipped', () => {
    const early: Calendar = { ...office, weekly: { 7: [{ from: '02:30', to: '05:00' }] }, exceptions: [] };
    expect(nextOpening(early, at('2026-03-29T00:00'))).toBe(at('2026-03-29T03:00'));
  });

  it('never comes when nothing is ever open', () => {
    expect(nextOpening({ ...office, weekly: {}, exceptions: [] }, 0)).toBeNull();
  });
});

/** Steps of 45 minutes meet every quarter of an hour in turn; STELLWERK_LONG looks at every minute. */
const stepMinutes = process.env.STELLWERK_LONG ? 1 : 45;

describe('agrees with Luxon over a year', () => {
  it.each([
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
  ])(
    '%s',
    (zone) => {
      const calendar: Calendar = {
        name: zone,
        timeZone: zone,
        weekly: {
          1: [
            { from: '01:30', to: '02:30' },
            { from: '22:15', to: '03:10' },
          ],
          3: [
            { from: '08:00', to: '12:00' },
            { from: '13:00', to: '24:00' },
          ],
          7: [
            { from: '00:10', to: '04:00' },
            { from: '23:00', to: '23:00' },
          ],
        },
        holidays: null,
        exceptions: [],
      };
      let differing = 0;
      for (let time = Date.UTC(2026, 0, 1); time < Date.UTC(2027, 0, 1); time += stepMinutes * 60_000) {
        if (isOpen(calendar, time).open !== openByLuxon(calendar, time)) differing++;
      }
      expect(differing).toBe(0);
    },
    120_000,
  );
});

function openByLuxon(calendar: Calendar, time: number): boolean {
  const local = DateTime.fromMillis(time, { zone: calendar.timeZone });
  const minute = local.hour * 60 + local.minute;
  const yesterday = local.weekday === 1 ? 7 : local.weekday - 1;
  const covers = (weekday: number, value: number) =>
    (calendar.weekly[weekday] ?? []).some(({ from, to }) => {
      const start = minutesOf(from) ?? 0;
      const end = minutesOf(to) ?? 0;
      return value >= start && value < (end > start ? end : end + 1440);
    });
  return covers(local.weekday, minute) || covers(yesterday, minute + 1440);
}
