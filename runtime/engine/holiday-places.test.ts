import { expect, test } from 'vitest';
import { holidayCountries, holidayStates, upcomingHolidays } from './holiday-places';
import { holidaysOfYear } from './holidays';

test('countries in the words of the reader', () => {
  expect(holidayCountries('de')).toContainEqual({ code: 'AT', name: 'Österreich' });
  expect(holidayCountries('en')).toContainEqual({ code: 'AT', name: 'Austria' });
});

test('states with holidays of their own', () => {
  expect(holidayStates('DE', 'de')).toContainEqual({ region: 'DE-BE', name: 'Berlin' });
});

test('the next holidays go over the turn of the year', () => {
  const next = upcomingHolidays('DE-BE', '2026-12-26', 3, 'de');
  expect(next.map(({ date }) => date)).toEqual(['2026-12-26', '2027-01-01', '2027-03-08']);
  expect(upcomingHolidays('DE', '2026-10-03', 1, 'en')).toHaveLength(1);
  expect(upcomingHolidays('XX', '2026-01-01', 5, 'en')).toEqual([]);
});

test('parts of a state that have holidays of their own', () => {
  expect(holidayStates('DE', 'de')).toContainEqual({ region: 'DE-BY-A', name: 'Bayern – Stadt Augsburg' });
  const august = (region: string) =>
    Object.keys(holidaysOfYear(region, 2026, 'de')).filter((day) => day.startsWith('2026-08'));
  expect(august('DE-BY')).toEqual([]);
  expect(august('DE-BY-KATH')).toEqual(['2026-08-15']);
  expect(august('DE-BY-A')).toEqual(['2026-08-08', '2026-08-15']);
});

test('a region that nobody knows has no holidays, not those of its country', () => {
  expect(holidaysOfYear('DE-XX', 2026, 'de')).toEqual({});
  expect(holidaysOfYear('DE-BY-XX', 2026, 'de')).toEqual({});
  expect(holidaysOfYear('QQ', 2026, 'de')).toEqual({});
});

test('a holiday of several days is one on each of them, half a day on none', () => {
  const turkish = Object.keys(holidaysOfYear('TR', 2026, 'en'));
  expect(turkish).toEqual(expect.arrayContaining(['2026-03-20', '2026-03-21', '2026-03-22']));
  expect(turkish).not.toContain('2026-03-23');
  expect(holidaysOfYear('CN', 2026, 'en')).not.toHaveProperty('2026-03-08');
});
