import Holidays from 'date-holidays';
import { holidayRegions, holidaysOfYear } from './holidays';

export interface Holiday {
  /** `2026-10-03` */
  date: string;
  name: string;
}

/** Countries whose public holidays are known, by name. Data: the package date-holidays. */
export function holidayCountries(language: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  return Object.entries(new Holidays().getCountries(language) ?? {})
    .map(([code, name]) => ({ code, name: nameOf(names, code) ?? name }))
    .sort((a, b) => a.name.localeCompare(b.name, language));
}

/** States of a country with holidays of their own, by name. */
export function holidayStates(country: string, language: string): { region: string; name: string }[] {
  return holidayRegions(country, language).sort((a, b) => a.name.localeCompare(b.name, language));
}

/** The next public holidays of a region from a date (`2026-01-31`, included) on, over the turn of the year. */
export function upcomingHolidays(region: string, from: string, count: number, language: string): Holiday[] {
  const year = Number(from.slice(0, 4));
  return [year, year + 1, year + 2]
    .flatMap((one) => Object.entries(holidaysOfYear(region, one, language)))
    .map(([date, name]) => ({ date, name }))
    .filter(({ date }) => date >= from)
    .sort((a, b) => a.date.localeCompare(b.date))
    .slice(0, count);
}

function nameOf(names: Intl.DisplayNames, code: string): string | undefined {
  // Some codes of the package are no ISO regions; they keep the package's own name.
  return /^[A-Z]{2}$/.test(code) ? names.of(code) : undefined;
}
