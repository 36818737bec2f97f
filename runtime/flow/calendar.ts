import type { Calendar, HolidayName, OpeningSlot } from './facts';
import { instantsOfLocal, offsetChange, zoneOffset } from './zone-offset';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAY_MINUTES = 1440;
const MAX_DAYS_AHEAD = 400;

/** `2026-10-03` -> name of the holiday. */
export type HolidayNames = Readonly<Record<string, HolidayName>>;

export interface OpeningState {
  /** Whether any slot, a named band too, covers the time. */
  open: boolean;
  /** Name of the band, where the slot has one. */
  band: string | null;
  /** Name of the holiday or special day, where it is one. */
  holiday: HolidayName | null;
  /** Local time as ISO 8601 with offset, to the minute: `2026-11-22T07:05+01:00`. */
  local: string;
}

/**
 * Whether a calendar is open at an instant. What counts is what a clock on the wall shows: in the hour that comes twice
 * both passes count, in the one that is skipped nothing does. A slot that reaches past midnight belongs to the day on which it
 * begins. An exception beats a holiday, a holiday beats the week. A named band beats an open slot without a name.
 */
export function isOpen(calendar: Calendar, at: number, holidays: HolidayNames = {}): OpeningState {
  const localMs = at + zoneOffset(calendar.timeZone, at);
  const day = Math.floor(localMs / DAY_MS);
  const minute = Math.floor((localMs - day * DAY_MS) / MINUTE_MS);
  const days = daysOf(calendar, holidays);
  const today = days.day(day);
  const slot = coveringSlot(
    today.slots,
    minute,
    coveringSlot(days.day(day - 1).slots, minute + DAY_MINUTES, null),
  );
  return {
    open: slot !== null,
    band: slot === null || slot.band === '' ? null : slot.band,
    holiday: today.name,
    get local() {
      return localIso(localMs, localMs - at);
    },
  };
}

/**
 * The next instant at or after `at` at which the calendar is open (in any band), in milliseconds, or `null` when none
 * comes within 400 days.
 */
export function nextOpening(calendar: Calendar, at: number, holidays: HolidayNames = {}): number | null {
  if (isOpen(calendar, at, holidays).open) return at;
  const days = daysOf(calendar, holidays);
  const firstDay = Math.floor((at + zoneOffset(calendar.timeZone, at)) / DAY_MS);
  for (let day = firstDay; day <= firstDay + MAX_DAYS_AHEAD; day++) {
    const starts = days
      .day(day)
      .slots.flatMap((slot) => instantsOfLocal(calendar.timeZone, day * DAY_MS + slot.from * MINUTE_MS));
    // A slot that begins in the hour that is skipped opens when the clock has jumped.
    const jumps = [day * DAY_MS - DAY_MS, day * DAY_MS, day * DAY_MS + DAY_MS]
      .map((near) => offsetChange(calendar.timeZone, near))
      .filter((change) => change !== null);
    const openings = [...starts, ...jumps].filter(
      (start) => start >= at && isOpen(calendar, start, holidays).open,
    );
    if (openings.length > 0) return Math.min(...openings);
  }
  return null;
}

/** Minutes of the day of `HH:mm`, also `24:00`; `null` where it is not a time. */
export function minutesOf(time: string): number | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(time);
  if (!match) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) < 60 && minutes <= DAY_MINUTES ? minutes : null;
}

interface MinuteSlot {
  from: number;
  /** Beyond 1440 where it reaches past midnight. */
  to: number;
  band: string;
}

interface PlannedDay {
  slots: readonly MinuteSlot[];
  name: HolidayName | null;
}

interface PlannedDays {
  day(epochDay: number): PlannedDay;
}

/** Plans are remembered as long as the calendar object lives; environments are replaced, never changed. */
const plans = new WeakMap<Calendar, { holidays: HolidayNames; days: PlannedDays }>();

function daysOf(calendar: Calendar, holidays: HolidayNames): PlannedDays {
  const known = plans.get(calendar);
  if (known && known.holidays === holidays) return known.days;
  const days = planDays(calendar, holidays);
  plans.set(calendar, { holidays, days });
  return days;
}

function planDays(calendar: Calendar, holidays: HolidayNames): PlannedDays {
  const weekly = new Map(
    Object.entries(calendar.weekly).map(([weekday, slots]) => [Number(weekday), minuteSlots(slots)]),
  );
  const exceptions = new Map(
    calendar.exceptions.map(({ date, name, slots }) => [
      date,
      { name: name === '' ? date : name, slots: minuteSlots(slots) },
    ]),
  );
  const planned = new Map<number, PlannedDay>();

  function plan(epochDay: number): PlannedDay {
    const date = new Date(epochDay * DAY_MS).toISOString().slice(0, 10);
    const exception = exceptions.get(date);
    if (exception) return exception;
    const holiday = holidays[date];
    if (holiday !== undefined) return { slots: [], name: holiday };
    // 1 January 1970 was a Thursday; ISO counts Monday as 1.
    const weekday = ((((epochDay + 3) % 7) + 7) % 7) + 1;
    return { slots: weekly.get(weekday) ?? [], name: null };
  }

  return {
    day(epochDay) {
      let known = planned.get(epochDay);
      if (!known) {
        if (planned.size > 2_000) planned.clear();
        known = plan(epochDay);
        planned.set(epochDay, known);
      }
      return known;
    },
  };
}

function minuteSlots(slots: readonly OpeningSlot[]): MinuteSlot[] {
  return slots.flatMap((slot) => {
    const from = minutesOf(slot.from);
    const to = minutesOf(slot.to);
    if (from === null || to === null) return [];
    return [{ from, to: to > from ? to : to + DAY_MINUTES, band: slot.band ?? '' }];
  });
}

function coveringSlot(
  slots: readonly MinuteSlot[],
  minute: number,
  found: MinuteSlot | null,
): MinuteSlot | null {
  let covering = found;
  for (const slot of slots) {
    if (minute < slot.from || minute >= slot.to) continue;
    if (covering === null || (covering.band === '' && slot.band !== '')) covering = slot;
  }
  return covering;
}

function localIso(localMs: number, offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / MINUTE_MS);
  const two = (value: number) => String(value).padStart(2, '0');
  const offset = `${offsetMs < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return `${new Date(localMs).toISOString().slice(0, 16)}${offset}`;
}
