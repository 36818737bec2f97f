import { expect, test } from 'vitest';
import type { Span } from './week';
import { dragResult } from './week-drag';

const span = (day: Span['day'], from: number, to: number, band = ''): Span => ({
  day,
  start: from * 60,
  end: to * 60,
  band,
});

test('drawing snaps to the nearest half hours, in either direction', () => {
  const draw = { kind: 'draw', day: 2, at: 9 * 60 + 10, band: '' } as const;
  expect(dragResult([], { ...draw, at: 530 }, { day: 2, at: 1030 }).spans).toEqual([span(2, 9, 17)]);
  expect(dragResult([], draw, { day: 2, at: 16 * 60 + 50 }).spans).toEqual([span(2, 9, 17)]);
  expect(dragResult([], { ...draw, at: 1010 }, { day: 2, at: 550 }).spans).toEqual([span(2, 9, 17)]);
});

test('a click draws half an hour, and drawing to the right edge passes midnight', () => {
  expect(dragResult([], { kind: 'draw', day: 1, at: 600, band: '' }, { day: 1, at: 600 }).spans).toEqual([
    span(1, 10, 10.5),
  ]);
  expect(dragResult([], { kind: 'draw', day: 1, at: 620, band: '' }, { day: 1, at: 628 }).spans).toEqual([
    span(1, 10, 10.5),
  ]);
  expect(dragResult([], { kind: 'draw', day: 1, at: 1320, band: '' }, { day: 1, at: 9999 }).spans).toEqual([
    span(1, 22, 30),
  ]);
});

test('drawing over rows opens every day of them; the first one is held', () => {
  const { spans, held } = dragResult([], { kind: 'draw', day: 3, at: 540, band: '' }, { day: 1, at: 1020 });
  expect(spans).toEqual([span(1, 9, 17), span(2, 9, 17), span(3, 9, 17)]);
  expect(held).toEqual(span(3, 9, 17));
});

test('a span moves to another time and day and keeps its length', () => {
  const { spans, held } = dragResult(
    [span(1, 9, 12)],
    { kind: 'move', index: 0, grabbedAt: 600 },
    { day: 4, at: 725 },
  );
  expect(spans).toEqual([span(4, 11, 14)]);
  expect(held).toEqual(span(4, 11, 14));
});

test('ends are pulled, never past the other end', () => {
  const week = [span(1, 9, 12)];
  expect(dragResult(week, { kind: 'start', index: 0 }, { day: 1, at: 2000 }).spans).toEqual([
    span(1, 11.5, 12),
  ]);
  expect(dragResult(week, { kind: 'end', index: 0 }, { day: 1, at: 0 }).spans).toEqual([span(1, 9, 9.5)]);
  expect(dragResult(week, { kind: 'end', index: 0 }, { day: 1, at: 1700 }).spans).toEqual([span(1, 9, 28.5)]);
});

test('a span that is gone leaves the week as it is', () => {
  expect(dragResult([span(1, 9, 12)], { kind: 'end', index: 5 }, { day: 1, at: 0 })).toEqual({
    spans: [span(1, 9, 12)],
    held: null,
  });
});
