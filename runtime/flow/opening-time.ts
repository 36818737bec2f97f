import { type HolidayNames, isOpen, nextOpening } from './calendar';
import type { Calendar } from './facts';

const minuteMs = 60_000;

/** Opening hours that time is counted in; `null`: every hour of the week counts. */
export interface OpeningHours {
  calendar: Calendar;
  holidays: HolidayNames;
}

/**
 * The instant at which `minutes` of opening time have passed since `from` (milliseconds). `null` where the calendar
 * does not open for that long within 400 days at a stretch.
 */
export function dueAfter(hours: OpeningHours | null, from: number, minutes: number): number | null {
  if (!hours) return from + minutes * minuteMs;
  let left = minutes * minuteMs;
  let stretch = stretchFrom(hours, from);
  let at = from;
  while (stretch !== null) {
    at = Math.max(at, stretch.from);
    if (at + left <= stretch.to) return at + left;
    left -= stretch.to - at;
    at = stretch.to;
    stretch = stretchFrom(hours, at);
  }
  return null;
}

/** Opening time between two instants, in whole and broken minutes. */
export function openMinutesBetween(hours: OpeningHours | null, from: number, to: number): number {
  if (to <= from) return 0;
  if (!hours) return (to - from) / minuteMs;
  let open = 0;
  let stretch = stretchFrom(hours, from);
  while (stretch !== null && stretch.from < to) {
    open += Math.min(to, stretch.to) - Math.max(from, stretch.from);
    stretch = stretchFrom(hours, stretch.to);
  }
  return open / minuteMs;
}

/** A time during which the calendar is open throughout; `to` is the first instant that no longer counts. */
interface Stretch {
  /** It is the next one for every instant from here on. */
  since: number;
  from: number;
  to: number;
}

/** Stretches that were looked up, by calendar; environments are replaced, never changed. */
const looked = new WeakMap<Calendar, Stretch[]>();
const maxKept = 200;
/** A calendar that never closes is taken a week at a time, minutes. */
const longest = 7 * 24 * 60;

/** The stretch that `at` lies in, else the next one. */
function stretchFrom({ calendar, holidays }: OpeningHours, at: number): Stretch | null {
  const known = looked.get(calendar) ?? [];
  const covering = known.find((stretch) => stretch.since <= at && at < stretch.to);
  if (covering) return covering;
  const from = nextOpening(calendar, at, holidays);
  if (from === null) return null;
  const same = known.find((stretch) => stretch.from <= from && from < stretch.to);
  if (same) {
    same.since = Math.min(same.since, at);
    return same;
  }
  // Calendars change on whole minutes.
  let to = from - (((from % minuteMs) + minuteMs) % minuteMs) + minuteMs;
  for (let minute = 1; minute < longest && isOpen(calendar, to, holidays).open; minute += 1) to += minuteMs;
  const stretch = { since: at, from, to };
  looked.set(calendar, [...known.slice(1 - maxKept), stretch]);
  return stretch;
}
