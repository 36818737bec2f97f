import { CommandError } from '../errors';
import { isoWeekOf, weekday } from './date-units';
import { dayNumber, type TimeZone, type WallTime, wallTimeOf } from './time-zone';

/** The names that a format writes and reads, whatever the language of anybody. */
export const MONTHS: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Writes a moment by MongoDB's format specifiers; one that is not known is refused with 18536. */
export function formatDate(ms: number, format: string, zone: TimeZone): string {
  const time = wallTimeOf(ms, zone);
  return format.replace(/%(.?)/gs, (_, letter: string) => part(letter, time, zone.offsetAt(ms)));
}

function part(letter: string, time: WallTime, offset: number): string {
  const day = dayNumber(time);
  switch (letter) {
    case '%':
      return '%';
    case 'b':
      return (MONTHS[time.month - 1] ?? '').slice(0, 3);
    case 'B':
      return MONTHS[time.month - 1] ?? '';
    case 'd':
      return pad(time.day, 2);
    case 'G':
      return pad(isoWeekOf(day).year, 4);
    case 'H':
      return pad(time.hour, 2);
    case 'j':
      return pad(dayOfYear(time), 3);
    case 'L':
      return pad(time.millisecond, 3);
    case 'm':
      return pad(time.month, 2);
    case 'M':
      return pad(time.minute, 2);
    case 'S':
      return pad(time.second, 2);
    case 'w':
      return String(weekday(day) + 1);
    case 'u':
      return String(((weekday(day) + 6) % 7) + 1);
    case 'U':
      return pad(weekOfYear(time), 2);
    case 'V':
      return pad(isoWeekOf(day).week, 2);
    case 'Y':
      return year(time.year);
    case 'z':
      return offsetText(offset);
    case 'Z':
      return String(Math.round(offset / 60_000));
    case '':
      throw new CommandError(18535, "Unmatched '%' at end of format string");
    default:
      throw new CommandError(18536, `Invalid format character '%${letter}' in format string`);
  }
}

function year(value: number): string {
  if (value < 0 || value > 9999)
    throw new CommandError(
      18537,
      `Could not convert date to string: date component was outside the supported range of 0-9999: ${value}`,
    );
  return pad(value, 4);
}

export function dayOfYear(time: WallTime): number {
  return dayNumber(time) - dayNumber({ year: time.year, month: 1, day: 1 }) + 1;
}

/** Weeks begin on Sunday; the days before the first one are in week 0. */
export function weekOfYear(time: WallTime): number {
  return Math.floor((dayOfYear(time) - weekday(dayNumber(time)) + 6) / 7);
}

function offsetText(offset: number): string {
  const minutes = Math.abs(Math.round(offset / 60_000));
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60), 2)}${pad(minutes % 60, 2)}`;
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
