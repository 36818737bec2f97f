import { type HolidayNames, isOpen, nextOpening } from '@/runtime/flow/calendar';
import type { Calendar } from '@/runtime/flow/facts';

const minuteMs = 60_000;

/** Opening hours that an SLA counts in; `null`: every hour of the week counts. */
export interface SlaCalendar {
  calendar: Calendar;
  holidays: HolidayNames;
}

/**
 * The instant at which `minutes` of opening time have passed since `from` (milliseconds). `null` where the calendar
 * does not open for that long within 400 days at a stretch.
 */
export function dueAfter(hours: SlaCalendar | null, from: number, minutes: number): number | null {
  if (!hours) return from + minutes * minuteMs;
  const { calendar, holidays } = hours;
  let at = nextOpening(calendar, from, holidays);
  let left = minutes * minuteMs;
  while (at !== null && left > 0) {
    // Calendars change on whole minutes: to the next one, then minute by minute while it stays open.
    const step = Math.min(left, minuteMs - (at % minuteMs));
    at += step;
    left -= step;
    if (left > 0 && !isOpen(calendar, at, holidays).open) at = nextOpening(calendar, at, holidays);
  }
  return at;
}

/** Opening time between two instants, in whole and broken minutes. */
export function openMinutesBetween(hours: SlaCalendar | null, from: number, to: number): number {
  if (to <= from) return 0;
  if (!hours) return (to - from) / minuteMs;
  const { calendar, holidays } = hours;
  let at = nextOpening(calendar, from, holidays);
  let open = 0;
  while (at !== null && at < to) {
    const step = Math.min(to - at, minuteMs - (at % minuteMs));
    at += step;
    open += step;
    if (at < to && !isOpen(calendar, at, holidays).open) at = nextOpening(calendar, at, holidays);
  }
  return open / minuteMs;
}
