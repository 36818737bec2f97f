import { instantOfLocal, zoneOffset } from './zone-offset';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** 29 February may be eight years away (1896 to 1904, 2096 to 2104). */
const MAX_DAYS_AHEAD = 8 * 366;

/** A day as the clocks on the wall count it. */
export interface LocalDay {
  /** Days since 1 January 1970. */
  epochDay: number;
  /** From 1. */
  month: number;
  dayOfMonth: number;
  daysInMonth: number;
  /** ISO: 1 Monday to 7 Sunday. */
  weekday: number;
}

/** Times that come again: on some days, at some minutes of the day. */
export interface RecurringTimes {
  isOn(day: LocalDay): boolean;
  /** Minutes after midnight, rising. */
  minutes: readonly number[];
}

/**
 * The first of the times strictly after an instant (epoch milliseconds), in a time zone; `null` where none comes within eight
 * years. A local time that is skipped when the clocks go forward is due when they have jumped; one that comes twice is due the
 * first time.
 */
export function nextTime({ isOn, minutes }: RecurringTimes, timeZone: string, after: number): number | null {
  const localMs = after + zoneOffset(timeZone, after);
  const today = Math.floor(localMs / DAY_MS);
  // The day before still counts in the hour that comes twice at midnight.
  for (let epochDay = today - 1; epochDay <= today + MAX_DAYS_AHEAD; epochDay++) {
    if (!isOn(localDay(epochDay))) continue;
    for (const minute of minutes) {
      const local = epochDay * DAY_MS + minute * MINUTE_MS;
      // No change of the clocks moves a time by more than a day.
      if (local <= localMs - DAY_MS) continue;
      const at = instantOfLocal(timeZone, local);
      if (at > after) return at;
    }
  }
  return null;
}

export function localDay(epochDay: number): LocalDay {
  const date = new Date(epochDay * DAY_MS);
  const month = date.getUTCMonth() + 1;
  return {
    epochDay,
    month,
    dayOfMonth: date.getUTCDate(),
    daysInMonth: new Date(Date.UTC(date.getUTCFullYear(), month, 0)).getUTCDate(),
    // 1 January 1970 was a Thursday.
    weekday: ((((epochDay + 3) % 7) + 7) % 7) + 1,
  };
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/**
 * Reads a crontab line of five fields: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday), with `*`, lists,
 * ranges, steps and English names. Where both days are restricted, either may fit (POSIX, crontab). `null` for anything else.
 */
export function parseCron(line: string): RecurringTimes | null {
  const fields = line.trim().toLowerCase().split(/\s+/);
  if (fields.length !== 5) return null;
  const [minuteField = '', hourField = '', dayField = '', monthField = '', weekdayField = ''] = fields;
  const minutes = readField(minuteField, 0, 59);
  const hours = readField(hourField, 0, 23);
  const days = readField(dayField, 1, 31);
  const months = readField(monthField, 1, 12, MONTHS, 1);
  const weekdays = readField(weekdayField, 0, 7, WEEKDAYS, 0);
  if (!minutes || !hours || !days || !months || !weekdays) return null;
  const anyDay = dayField.startsWith('*');
  const anyWeekday = weekdayField.startsWith('*');
  const isWeekday = ({ weekday }: LocalDay) => weekdays.has(weekday) || (weekday === 7 && weekdays.has(0));
  return {
    minutes: rising(hours).flatMap((hour) => rising(minutes).map((minute) => hour * 60 + minute)),
    isOn(day) {
      if (!months.has(day.month)) return false;
      const fitsDay = days.has(day.dayOfMonth);
      return anyDay || anyWeekday ? fitsDay && isWeekday(day) : fitsDay || isWeekday(day);
    },
  };
}

function rising(values: ReadonlySet<number>): number[] {
  return [...values].sort((one, other) => one - other);
}

function readField(
  field: string,
  least: number,
  most: number,
  names: readonly string[] = [],
  firstName = 0,
): Set<number> | null {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(?:(\*)|([a-z]+|\d+)(?:-([a-z]+|\d+))?)(?:\/(\d+))?$/.exec(part);
    if (!match) return null;
    const [, all, first = '', last, step] = match;
    const from = all ? least : readValue(first, names, firstName);
    // `5/10` means from 5 on.
    const to = all || (step && last === undefined) ? most : readValue(last ?? first, names, firstName);
    const every = step === undefined ? 1 : Number(step);
    if (from === null || to === null || every < 1 || from < least || to > most || from > to) return null;
    for (let value = from; value <= to; value += every) values.add(value);
  }
  return values;
}

function readValue(text: string, names: readonly string[], firstName: number): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const at = names.indexOf(text);
  return at < 0 ? null : at + firstName;
}
