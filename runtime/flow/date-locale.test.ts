import { expect, test } from 'vitest';
import { dateLocale } from './date-locale';

const write = (language: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(dateLocale(language), { ...options, timeZone: 'UTC' }).format(
    new Date('2026-11-03T15:20:00Z'),
  );

test('English dates have the day first and a clock of 24 hours', () => {
  expect(write('en', { dateStyle: 'medium', timeStyle: 'short' })).toBe('3 Nov 2026, 15:20');
  expect(write('en', { dateStyle: 'full', timeStyle: 'short' })).toBe('Tuesday, 3 November 2026 at 15:20');
  expect(write('de', { dateStyle: 'medium', timeStyle: 'short' })).toBe('03.11.2026, 15:20');
});

test('a language that names its country keeps to it', () => {
  expect(dateLocale('en-US')).toBe('en-US');
});
