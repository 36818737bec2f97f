import * as z from 'zod';
import type { OpeningSlot } from '@/runtime/flow/facts';
import type { Json } from '@/runtime/flow/json';

/** A week of opening slots as flows and calendars keep it: ISO weekday (`1` Monday to `7` Sunday) to its slots. */
export type Week = Record<string, OpeningSlot[]>;

export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export type Day = (typeof DAYS)[number];

export const DAY_MINUTES = 1440;
const WEEK_MINUTES = 7 * DAY_MINUTES;

/** A slot in minutes. `start` counts from its day's midnight, `end` may pass 1440: the slot reaches into the next day. */
export interface Span {
  day: Day;
  start: number;
  end: number;
  band: string;
}

const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
const weekSchema = z.record(
  z.string(),
  z.array(z.object({ from: timeSchema, to: timeSchema, band: z.string().optional() })),
);

/** Reads what a config holds; anything that is no week counts as an empty one. */
export function readWeek(value: Json | undefined): Week {
  const parsed = weekSchema.safeParse(value);
  return parsed.success ? parsed.data : {};
}

/** All slots of a week, ordered by day and start. A slot that ends at or before its start passes midnight. */
export function toSpans(week: Week): Span[] {
  return DAYS.flatMap((day) =>
    (week[String(day)] ?? []).map((slot) => {
      const start = minutesOf(slot.from);
      const end = minutesOf(slot.to);
      return { day, start, end: end <= start ? end + DAY_MINUTES : end, band: slot.band ?? '' };
    }),
  ).sort((a, b) => a.day - b.day || a.start - b.start);
}

export function toWeek(spans: readonly Span[]): Week {
  const byDay = Map.groupBy(
    [...spans].sort((a, b) => a.start - b.start),
    ({ day }) => String(day),
  );
  return Object.fromEntries(
    [...byDay]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([day, list]) => [
        day,
        list.map(({ start, end, band }) => ({
          from: timeOf(start),
          to: end === DAY_MINUTES ? '24:00' : timeOf(end % DAY_MINUTES),
          ...(band === '' ? {} : { band }),
        })),
      ]),
  );
}

/**
 * Draws a span: it takes the place of what lay there, and grows together with what it touches of the same band on the
 * same day. Spans never overlap, so that every minute of the week has one meaning.
 */
export function drawSpan(spans: readonly Span[], drawn: Span): Span[] {
  let { start, end } = limit(drawn);
  const rest: Span[] = [];
  for (const span of spans) {
    const touches =
      span.day === drawn.day && span.band === drawn.band && span.start <= end && span.end >= start;
    const joined = Math.max(end, span.end) - Math.min(start, span.start);
    if (touches && joined <= DAY_MINUTES) {
      start = Math.min(start, span.start);
      end = Math.max(end, span.end);
    } else rest.push(span);
  }
  const whole = { ...drawn, start, end };
  return sorted([...rest.flatMap((span) => without(span, whole)), whole]);
}

/** Puts `next` in the place of the span at `index`, as if it had been taken away and drawn anew. */
export function replaceSpan(spans: readonly Span[], index: number, next: Span): Span[] {
  return drawSpan(spans.toSpliced(index, 1), next);
}

/** Gives other days the very spans of one day. */
export function copyDay(spans: readonly Span[], from: Day, to: readonly Day[]): Span[] {
  const targets = to.filter((day) => day !== from);
  const copied = spans.filter((span) => span.day === from);
  const kept = spans.filter((span) => !targets.includes(span.day));
  return targets.flatMap((day) => copied.map((span) => ({ ...span, day }))).reduce(drawSpan, kept);
}

/** The parts of a span that lie on one day: for drawing it in rows. The part after midnight has `tail`. */
export function partsOf(span: Span): { day: Day; start: number; end: number; tail: boolean }[] {
  const head = { day: span.day, start: span.start, end: Math.min(span.end, DAY_MINUTES), tail: false };
  if (span.end <= DAY_MINUTES) return [head];
  return [head, { day: dayAfter(span.day), start: 0, end: span.end - DAY_MINUTES, tail: true }];
}

export function dayAfter(day: Day): Day {
  return DAYS[day % 7] ?? 1;
}

/** Minutes since midnight of `HH:mm`. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** `HH:mm` of minutes since midnight; a full day is `24:00`. */
export function timeOf(minutes: number): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** How long the week is open, minutes; one band or all of them. */
export function openMinutes(spans: readonly Span[], band?: string): number {
  return spans
    .filter((span) => band === undefined || span.band === band)
    .reduce((sum, span) => sum + span.end - span.start, 0);
}

/** What is left of a span where `cover` lies over it; the week is a ring, Sunday night reaches into Monday. */
function without(span: Span, cover: Span): Span[] {
  const offset = (span.day - 1) * DAY_MINUTES;
  const pieces: Span[] = [];
  let from = offset + span.start;
  const until = offset + span.end;
  for (const [start, end] of coversWithin(cover, from, until)) {
    if (start > from) pieces.push({ ...span, start: from - offset, end: start - offset });
    from = Math.max(from, end);
  }
  if (from < until) pieces.push({ ...span, start: from - offset, end: until - offset });
  return pieces.map(normalised);
}

function coversWithin(cover: Span, from: number, until: number): [number, number][] {
  const start = (cover.day - 1) * DAY_MINUTES + cover.start;
  const length = cover.end - cover.start;
  return [start - WEEK_MINUTES, start, start + WEEK_MINUTES]
    .map((at): [number, number] => [at, at + length])
    .filter(([begin, end]) => end > from && begin < until);
}

/** A piece that begins after midnight belongs to the next day. */
function normalised(span: Span): Span {
  if (span.start < DAY_MINUTES) return span;
  return {
    ...span,
    day: dayAfter(span.day),
    start: span.start - DAY_MINUTES,
    end: span.end - DAY_MINUTES,
  };
}

function limit(span: Span): { start: number; end: number } {
  const start = Math.min(Math.max(0, span.start), DAY_MINUTES - 1);
  return { start, end: Math.min(Math.max(span.end, start + 1), start + DAY_MINUTES) };
}

function sorted(spans: Span[]): Span[] {
  return spans.sort((a, b) => a.day - b.day || a.start - b.start);
}
