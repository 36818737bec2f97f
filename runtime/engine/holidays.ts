import Holidays from 'date-holidays';

type Days = Record<string, string>;

/** Languages that readers have. */
const languages = ['de', 'en'] as const;
const dayMs = 86_400_000;

const years = new Map<string, Days>();

/**
 * Public holidays of a region (`DE` or `DE-BE`) from the year before `year` to two years after it: date -> name in
 * `language`. Nothing for a region that is not known, also where its country is. Data: the package date-holidays; kept per year.
 */
export function holidaysAround(region: string, year: number, language: string): Days {
  return Object.assign(
    {},
    ...[year - 1, year, year + 1, year + 2].map((one) => holidaysOfYear(region, one, language)),
  );
}

/** As `holidaysAround`, with the names in every language that readers have: what a tape keeps is read by all of them. */
export function namedHolidaysAround(region: string, year: number): Record<string, Record<string, string>> {
  const named: Record<string, Record<string, string>> = {};
  for (const language of languages)
    for (const [date, name] of Object.entries(holidaysAround(region, year, language)))
      named[date] = { ...named[date], [language]: name };
  return named;
}

/**
 * Regions of one country with their names, for pickers: states (`DE-BY`), and after each the parts of it that have holidays of their own
 * (`DE-BY-A`, the city of Augsburg).
 */
export function holidayRegions(country: string, language: string): { region: string; name: string }[] {
  const data = new Holidays();
  const states = Object.entries(data.getStates(country, language) ?? {});
  return states.flatMap(([state, name]) => [
    { region: `${country}-${state}`, name },
    ...Object.entries(data.getRegions(country, state, language) ?? {}).map(([part, partName]) => ({
      region: `${country}-${state}-${part}`,
      name: `${name} – ${partName}`,
    })),
  ]);
}

/** Public holidays of one year: date -> name. One of several days is there with each of them; half days are left out. */
export function holidaysOfYear(region: string, year: number, language: string): Days {
  const key = `${region} ${year} ${language}`;
  const known = years.get(key);
  if (known) return known;
  const days: Days = {};
  for (const day of calendarOf(region)?.getHolidays(year, language) ?? []) {
    if (day.type !== 'public' || !day.date.includes(' 00:00')) continue;
    const first = Date.parse(`${day.date.slice(0, 10)}T00:00:00Z`);
    // Hours beyond whole days are the afternoon of the day before, or a change of the clock.
    const count = Math.max(1, Math.floor((day.end.getTime() - day.start.getTime()) / dayMs));
    for (let index = 0; index < count; index += 1)
      days[new Date(first + index * dayMs).toISOString().slice(0, 10)] ??= day.name;
  }
  years.set(key, days);
  return days;
}

/** Of a state that it does not know the package would give the days of the whole country. */
function calendarOf(region: string): Holidays | null {
  const [country = '', state, part] = region.split('-');
  if (state === undefined) return new Holidays(country);
  const isKnown = holidayRegions(country, 'en').some((known) => known.region === region);
  if (!isKnown) return null;
  return part === undefined ? new Holidays(country, state) : new Holidays(country, state, part);
}
