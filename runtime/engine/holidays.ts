import Holidays from 'date-holidays';

type Days = Record<string, string>;

const years = new Map<string, Days>();

/**
 * Public holidays of a region (`DE` or `DE-BE`) from the year before `year` to two years after it: date -> name in
 * `language`. Nothing for a region that is not known. Data: the package date-holidays; kept per year.
 */
export function holidaysAround(region: string, year: number, language: string): Days {
  return Object.assign(
    {},
    ...[year - 1, year, year + 1, year + 2].map((one) => holidaysOfYear(region, one, language)),
  );
}

/** Regions (`DE-BE`) with their names, of one country, for pickers. */
export function holidayRegions(country: string, language: string): { region: string; name: string }[] {
  const states = new Holidays().getStates(country, language) ?? {};
  return Object.entries(states).map(([state, name]) => ({ region: `${country}-${state}`, name }));
}

/** Public holidays of one year: date -> name. */
export function holidaysOfYear(region: string, year: number, language: string): Days {
  const key = `${region} ${year} ${language}`;
  const known = years.get(key);
  if (known) return known;
  const [country = '', ...rest] = region.split('-');
  const state = rest.join('-');
  const calendar = state ? new Holidays(country, state) : new Holidays(country);
  const days: Days = {};
  for (const day of calendar.getHolidays(year, language) ?? []) {
    if (day.type === 'public') days[day.date.slice(0, 10)] ??= day.name;
  }
  years.set(key, days);
  return days;
}
