import { DAY_MINUTES, DAYS, type Day, drawSpan, replaceSpan, type Span } from './week';

/** How far right a row reaches: the morning after, so that nights can be drawn in one pull. */
export const ROW_MINUTES = DAY_MINUTES + 360;

/** Mouse drawing snaps to the nearest half hour: nobody hits a line to the pixel. Exact times are typed. */
export const SNAP_MINUTES = 30;

/** What the mouse holds: an empty place, a span, or one of its ends. */
export type Drag =
  | { kind: 'draw'; day: Day; at: number; band: string }
  | { kind: 'move'; index: number; grabbedAt: number }
  | { kind: 'start'; index: number }
  | { kind: 'end'; index: number };

export interface Pointer {
  day: Day;
  /** Minutes since midnight of the row's day, not snapped. */
  at: number;
}

export interface DragResult {
  spans: Span[];
  /** The span in hand, for selecting it. */
  held: Span | null;
}

/** The week as it is when the mouse is let go here. Drawing over several rows opens the same hours on all those days. */
export function dragResult(spans: readonly Span[], drag: Drag, pointer: Pointer): DragResult {
  if (drag.kind === 'draw') return drawn(spans, drag, pointer);
  const span = spans[drag.index];
  if (!span) return { spans: [...spans], held: null };
  const next = changed(span, drag, pointer);
  const result = replaceSpan(spans, drag.index, next);
  return { spans: result, held: result.find((other) => covers(other, next)) ?? null };
}

function drawn(spans: readonly Span[], drag: Extract<Drag, { kind: 'draw' }>, pointer: Pointer): DragResult {
  const [from, to] = [drag.at, pointer.at].sort((a, b) => a - b);
  // What is shorter than a half hour is the one that it lies in.
  const isShort = round(from ?? 0) === round(to ?? 0);
  const start = clamp(isShort ? floor(from ?? 0) : round(from ?? 0), 0, DAY_MINUTES - SNAP_MINUTES);
  const end = clamp(round(to ?? 0), start + SNAP_MINUTES, ROW_MINUTES);
  const days = DAYS.filter(
    (day) => day >= Math.min(drag.day, pointer.day) && day <= Math.max(drag.day, pointer.day),
  );
  const made = days.map((day) => ({ day, start, end, band: drag.band }));
  const result = made.reduce<Span[]>(drawSpan, [...spans]);
  const own = made.find((span) => span.day === drag.day);
  return { spans: result, held: result.find((span) => own && covers(span, own)) ?? null };
}

function changed(span: Span, drag: Exclude<Drag, { kind: 'draw' }>, pointer: Pointer): Span {
  switch (drag.kind) {
    case 'start':
      return {
        ...span,
        start: clamp(round(pointer.at), Math.max(0, span.end - DAY_MINUTES), latestStart(span)),
      };
    case 'end':
      return { ...span, end: clamp(round(pointer.at), span.start + SNAP_MINUTES, latestEnd(span)) };
    case 'move': {
      const start = clamp(round(span.start + pointer.at - drag.grabbedAt), 0, DAY_MINUTES - SNAP_MINUTES);
      return { ...span, day: pointer.day, start, end: start + span.end - span.start };
    }
  }
}

function latestStart(span: Span): number {
  return Math.min(DAY_MINUTES, span.end) - SNAP_MINUTES;
}

function latestEnd(span: Span): number {
  return Math.min(span.start + DAY_MINUTES, Math.max(ROW_MINUTES, span.end));
}

function covers(span: Span, part: Span): boolean {
  return span.day === part.day && span.start <= part.start && span.end >= part.end;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}

const floor = (minutes: number) => Math.floor(minutes / SNAP_MINUTES) * SNAP_MINUTES;
const round = (minutes: number) => Math.round(minutes / SNAP_MINUTES) * SNAP_MINUTES;
