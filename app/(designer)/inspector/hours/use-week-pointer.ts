'use client';

import { type PointerEvent, useCallback, useEffect, useRef, useState } from 'react';
import { DAYS, type Day, type Span } from './week';
import { type Drag, type DragResult, dragResult, type Pointer, ROW_MINUTES } from './week-drag';

interface WeekPointerOptions {
  spans: readonly Span[];
  readOnly: boolean;
  change(spans: Span[], held: Span | null): void;
  select(span: Span | null): void;
}

/** Pixels a pointer must travel before a press on a span counts as a pull. */
const CLICK_DISTANCE = 3;

/** Turns pointer events on the grid into drags; the week is written once, when the pointer is let go. Escape calls off. */
export function useWeekPointer({ spans, readOnly, change, select }: WeekPointerOptions) {
  const grid = useRef<HTMLDivElement>(null);
  const drag = useRef<{ drag: Drag; x: number; y: number; moved: boolean } | null>(null);
  const [preview, setPreview] = useState<DragResult | null>(null);

  const cancel = useCallback(() => {
    drag.current = null;
    setPreview(null);
  }, []);
  useEscape(preview !== null, cancel);

  function begin(event: PointerEvent, begun: Drag) {
    if (readOnly || event.button !== 0) return;
    event.stopPropagation();
    grid.current?.setPointerCapture(event.pointerId);
    drag.current = { drag: begun, x: event.clientX, y: event.clientY, moved: false };
  }

  return {
    grid,
    /** The week as it will be when the pointer is let go here, and what is in hand. */
    preview,
    grab(event: PointerEvent, place: { day: Day; band: string }) {
      const pointer = pointerAt(grid.current, event, place.day);
      if (pointer) begin(event, { kind: 'draw', day: place.day, at: pointer.at, band: place.band });
    },
    grabSpan(event: PointerEvent, held: { kind: 'move' | 'start' | 'end'; index: number }) {
      const span = spans[held.index];
      if (!span) return;
      const pointer = pointerAt(grid.current, event, span.day);
      if (!pointer) return;
      if (held.kind === 'move') begin(event, { kind: 'move', index: held.index, grabbedAt: pointer.at });
      else begin(event, { kind: held.kind, index: held.index });
    },
    move(event: PointerEvent) {
      const held = drag.current;
      if (!held) return;
      const distance = Math.hypot(event.clientX - held.x, event.clientY - held.y);
      if (!held.moved && distance < CLICK_DISTANCE) return;
      held.moved = true;
      const pointer = pointerAt(grid.current, event, null);
      if (pointer) setPreview(dragResult(spans, held.drag, pointer));
    },
    drop(event: PointerEvent) {
      const held = drag.current;
      cancel();
      if (!held) return;
      // The grid has caught the pointer, so the press on a span never becomes a click of its own.
      if (!held.moved) return select(held.drag.kind === 'draw' ? null : (spans[held.drag.index] ?? null));
      const pointer = pointerAt(grid.current, event, null);
      if (!pointer) return;
      const result = dragResult(spans, held.drag, pointer);
      change(result.spans, result.held);
    },
  };
}

/** Calls off what is under way when Escape is pressed. */
function useEscape(underWay: boolean, cancel: () => void): void {
  useEffect(() => {
    if (!underWay) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // Before the editor hears of it: the node stays open.
      event.preventDefault();
      cancel();
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, [underWay, cancel]);
}

/** The row and minute under the pointer; outside the rows the nearest. */
function pointerAt(grid: HTMLElement | null, event: PointerEvent, known: Day | null): Pointer | null {
  const rows = [...(grid?.querySelectorAll<HTMLElement>('[data-day]') ?? [])];
  const boxes = rows.map((row) => row.getBoundingClientRect());
  const distance = (box: DOMRect) =>
    event.clientY < box.top ? box.top - event.clientY : Math.max(0, event.clientY - box.bottom);
  const nearest = boxes.indexOf(boxes.toSorted((a, b) => distance(a) - distance(b))[0] ?? new DOMRect());
  const box = boxes[nearest];
  if (!box || box.width === 0) return null;
  const at = Math.min(Math.max(0, (event.clientX - box.left) / box.width), 1) * ROW_MINUTES;
  return { day: known ?? DAYS[nearest] ?? 1, at };
}
