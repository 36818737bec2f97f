import { CommandError } from '../errors';
import { DAY_MS, dayNumber, midnight, momentOf, type TimeZone, wallTimeOf } from './time-zone';

export type DateUnit =
  | 'year'
  | 'quarter'
  | 'month'
  | 'week'
  | 'day'
  | 'hour'
  | 'minute'
  | 'second'
  | 'millisecond';

const MS: Readonly<Partial<Record<DateUnit, number>>> = {
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
};
const MONTHS: Readonly<Partial<Record<DateUnit, number>>> = { year: 12, quarter: 3, month: 1 };
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

export function isDateUnit(text: unknown): text is DateUnit {
  return typeof text === 'string' && (text in MS || text in MONTHS || text === 'week' || text === 'day');
}

/** Sunday is 0. */
export function weekdayOf(text: string): number {
  const name = text.toLowerCase();
  const at = WEEKDAYS.findIndex((day) => day === name || day.slice(0, 3) === name);
  if (at < 0)
    throw new CommandError(
      5439013,
      `parameter 'startOfWeek' value cannot be recognized as a day of a week: ${text}`,
    );
  return at;
}

/**
 * The lower bound of the bin a moment falls into. Bins are counted from 2000-01-01T00:00 in the zone; weeks from the
 * first start of a week on or after that day. Units below a day have a fixed length, the others follow the calendar.
 */
export function truncate(
  ms: number,
  unit: DateUnit,
  size: number,
  zone: TimeZone,
  startOfWeek: number,
): number {
  const length = MS[unit];
  if (length !== undefined) {
    const reference = momentOf(midnight(2000, 1, 1), zone);
    return reference + Math.floor((ms - reference) / (length * size)) * length * size;
  }
  const time = wallTimeOf(ms, zone);
  const months = MONTHS[unit];
  if (months !== undefined) {
    const since = (time.year - 2000) * 12 + time.month - 1;
    const start = Math.floor(since / (months * size)) * months * size;
    return momentOf(midnight(2000, 1 + start, 1), zone);
  }
  const days = unit === 'week' ? 7 * size : size;
  const firstDay = dayNumber({ year: 2000, month: 1, day: 1 });
  const reference = unit === 'week' ? firstDay + ((startOfWeek - weekday(firstDay) + 7) % 7) : firstDay;
  const start = reference + Math.floor((dayNumber(time) - reference) / days) * days;
  return momentOf(midnight(1970, 1, 1 + start), zone);
}

/** Sunday is 0; day 0 is 1970-01-01, a Thursday. */
export function weekday(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** A moment some units later. Days and longer keep the time of day in the zone; a month's end is not passed. */
export function addUnits(ms: number, unit: DateUnit, amount: number, zone: TimeZone): number {
  const length = MS[unit];
  if (length !== undefined) return ms + amount * length;
  const time = wallTimeOf(ms, zone);
  const months = MONTHS[unit];
  if (months === undefined)
    return momentOf({ ...time, day: time.day + amount * (unit === 'week' ? 7 : 1) }, zone);
  const month = time.year * 12 + time.month - 1 + amount * months;
  const year = Math.floor(month / 12);
  const inYear = month - year * 12 + 1;
  const lastDay = new Date(Date.UTC(2000 + (((year % 400) + 400) % 400), inYear, 0)).getUTCDate();
  return momentOf({ ...time, year, month: inYear, day: Math.min(time.day, lastDay) }, zone);
}

/** How many boundaries of a unit lie between two moments. */
export function unitsBetween(
  start: number,
  end: number,
  unit: DateUnit,
  zone: TimeZone,
  startOfWeek: number,
): number {
  const length = MS[unit];
  if (length !== undefined) {
    if (unit === 'millisecond') return end - start;
    const offset = unit === 'hour' || unit === 'minute' ? zone.offsetAt(start) : 0;
    if (unit === 'hour' && zone.offsetAt(end) !== offset && (zone.offsetAt(end) - offset) % length !== 0) {
      throw new CommandError(
        238,
        '$dateDiff in hours across a change of less than an hour is not supported by the embedded server',
      );
    }
    return Math.floor((end + offset) / length) - Math.floor((start + offset) / length);
  }
  const from = wallTimeOf(start, zone);
  const to = wallTimeOf(end, zone);
  if (unit === 'year') return to.year - from.year;
  if (unit === 'quarter')
    return (to.year - from.year) * 4 + Math.floor((to.month - 1) / 3) - Math.floor((from.month - 1) / 3);
  if (unit === 'month') return (to.year - from.year) * 12 + to.month - from.month;
  const days = dayNumber(to) - dayNumber(from);
  if (unit === 'day') return days;
  const week = (day: number): number => Math.floor((day - startOfWeek + 4) / 7);
  return week(dayNumber(to)) - week(dayNumber(from));
}

/** ISO 8601: the week with the year's first Thursday is the first. */
export function isoWeekOf(day: number): { year: number; week: number } {
  const thursday = day - ((weekday(day) + 6) % 7) + 3;
  const { year } = wallTimeOf(thursday * DAY_MS, { name: 'UTC', offsetAt: () => 0 });
  const firstThursday = dayNumber({ year, month: 1, day: 4 });
  const monday = firstThursday - ((weekday(firstThursday) + 6) % 7);
  return { year, week: Math.floor((day - monday) / 7) + 1 };
}
