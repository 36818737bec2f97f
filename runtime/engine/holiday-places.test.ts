import { expect, test } from 'vitest';
import { holidayCountries, holidayStates, upcomingHolidays } from './holiday-places';

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
