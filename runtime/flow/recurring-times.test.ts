import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { nextTime, parseCron, type RecurringTimes } from './recurring-times';

const iso = (at: number | null, zone: string) =>
  at === null ? null : DateTime.fromMillis(at, { zone }).toISO({ suppressMilliseconds: true });
const daily = (...minutes: number[]): RecurringTimes => ({ isOn: () => true, minutes });

describe('nextTime', () => {
  it.each([
    ['later on the day', 'Europe/Berlin', 540, '2026-11-22T08:59+01:00', '2026-11-22T09:00:00+01:00'],
    ['strictly after', 'Europe/Berlin', 540, '2026-11-22T09:00+01:00', '2026-11-23T09:00:00+01:00'],
    [
      'when the clocks went back',
      'Europe/Berlin',
      540,
      '2026-10-24T09:00+02:00',
      '2026-10-25T09:00:00+01:00',
    ],
    // 02:30 does not exist on 29 March 2026.
    [
      'in the hour that is skipped',
      'Europe/Berlin',
      150,
      '2026-03-28T12:00+01:00',
      '2026-03-29T03:00:00+02:00',
    ],
    [
      'after the hour that is skipped',
      'Europe/Berlin',
      150,
      '2026-03-29T03:00+02:00',
      '2026-03-30T02:30:00+02:00',
    ],
    // 02:30 comes twice on 25 October 2026.
    ['the first time of two', 'Europe/Berlin', 150, '2026-10-24T12:00+02:00', '2026-10-25T02:30:00+02:00'],
    ['not the second of two', 'Europe/Berlin', 150, '2026-10-25T02:30+02:00', '2026-10-26T02:30:00+01:00'],
    // Clocks go forward at midnight there.
    [
      'a midnight that is skipped',
      'America/Santiago',
      0,
      '2026-09-05T12:00-04:00',
      '2026-09-06T01:00:00-03:00',
    ],
    [
      'on the other side of the world',
      'Pacific/Kiritimati',
      540,
      '2026-01-01T00:00Z',
      '2026-01-02T09:00:00+14:00',
    ],
  ])('finds it %s (%s)', (_, zone, minute, after, expected) => {
    expect(iso(nextTime(daily(minute), zone, Date.parse(after)), zone)).toBe(expected);
  });

  it.each(['Europe/Berlin', 'America/Santiago', 'Australia/Lord_Howe', 'UTC'])(
    'rises for ever and names every day once in %s',
    (zone) => {
      const begin = Date.parse('2026-01-01T00:00Z');
      let at = begin;
      const days: string[] = [];
      while (at < begin + 400 * 86_400_000) {
        const next = nextTime(daily(150), zone, at);
        expect(next).toBeGreaterThan(at);
        at = next ?? Number.POSITIVE_INFINITY;
        days.push(DateTime.fromMillis(at, { zone }).toISODate() ?? '');
      }
      expect(new Set(days).size).toBe(days.length);
    },
  );
});

describe('parseCron', () => {
  it.each([
    ['30 8 * * 1-5', '2026-11-20T12:00Z', '2026-11-23T08:30:00Z'],
    ['*/15 * * * *', '2026-11-20T12:01Z', '2026-11-20T12:15:00Z'],
    ['0 0 1 * *', '2026-11-20T12:00Z', '2026-12-01T00:00:00Z'],
    ['0 9 * * sun', '2026-11-20T12:00Z', '2026-11-22T09:00:00Z'],
    ['0 9 * * 7', '2026-11-20T12:00Z', '2026-11-22T09:00:00Z'],
    ['0 12 29 feb *', '2026-11-20T12:00Z', '2028-02-29T12:00:00Z'],
    ['5/20 10 * * *', '2026-11-20T10:06Z', '2026-11-20T10:25:00Z'],
    // Both days are restricted: either fits.
    ['0 0 13 * fri', '2026-11-20T12:00Z', '2026-11-27T00:00:00Z'],
    ['0 0 13 * mon', '2026-12-08T12:00Z', '2026-12-13T00:00:00Z'],
  ])('reads %s', (line, after, expected) => {
    const times = parseCron(line);
    expect(times && iso(nextTime(times, 'UTC', Date.parse(after)), 'UTC')).toBe(expected);
  });

  it('knows what never comes', () => {
    const times = parseCron('0 0 31 2 *');
    expect(times && nextTime(times, 'UTC', 0)).toBeNull();
  });

  it.each([
    '',
    '* * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '*/0 * * * *',
    '5-2 * * * *',
    'a b c d e',
    '@daily',
  ])('refuses "%s"', (line) => expect(parseCron(line)).toBeNull());
});
