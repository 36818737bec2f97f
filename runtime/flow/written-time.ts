import { findDates, isIsoDate } from './read-date';
import { instantOfLocal } from './zone-offset';

/** A stretch of time, epoch milliseconds: one instant (`to` is `from`), or the whole day that a date means (`to` is its end). */
export interface WrittenTime {
  from: number;
  to: number;
}

const DAY_MS = 86_400_000;
const LOCAL = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?$/;
const WITH_ZONE = /(?:Z|[+-]\d{2}:?\d{2}|\b(?:GMT|UTC))$/i;

/**
 * When something is: milliseconds, ISO 8601 (`2026-11-20`, `2026-11-20T17:30`, `2026-11-20T16:30:00Z`), a time with its zone as mail
 * and HTTP write it, or a date with its year in German or English (`20.11.2026`). What bears no zone is read in `timeZone`, never in that
 * of the machine. `null` for anything else.
 */
export function readWrittenTime(value: unknown, timeZone: string): WrittenTime | null {
  if (typeof value === 'number') return Number.isFinite(value) ? { from: value, to: value } : null;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  const date = isIsoDate(text) ? text : writtenDate(text);
  if (date !== null) {
    const start = Date.parse(date);
    return { from: instantOfLocal(timeZone, start), to: instantOfLocal(timeZone, start + DAY_MS) };
  }
  const local = LOCAL.test(text) ? Date.parse(`${text.replace(' ', 'T')}Z`) : Number.NaN;
  const instant = Number.isNaN(local)
    ? WITH_ZONE.test(text)
      ? Date.parse(text)
      : Number.NaN
    : instantOfLocal(timeZone, local);
  return Number.isNaN(instant) ? null : { from: instant, to: instant };
}

/** Whether one lies wholly before the other. */
export function isBefore(one: WrittenTime, other: WrittenTime): boolean {
  return one.from < other.from && one.to <= other.from;
}

/** A text that is one date and nothing else. Without a year it would mean another day every year. */
function writtenDate(text: string): string | null {
  if (text.length > 40 || !/(?<!\d)\d{4}(?!\d)/.test(text)) return null;
  const [found] = findDates(text, '2000-01-01');
  return found && found.index === 0 && found.end === text.length ? found.value : null;
}
