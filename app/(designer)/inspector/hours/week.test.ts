import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  copyDay,
  DAYS,
  drawSpan,
  openMinutes,
  partsOf,
  readWeek,
  replaceSpan,
  type Span,
  toSpans,
  toWeek,
} from './week';

const span = (day: Span['day'], from: number, to: number, band = ''): Span => ({
  day,
  start: from * 60,
  end: to * 60,
  band,
});

describe('reading and writing', () => {
  test('a slot that ends at or before its start passes midnight', () => {
    const week = { '5': [{ from: '22:00', to: '06:00' }], '6': [{ from: '08:00', to: '08:00' }] };
    expect(toSpans(week)).toEqual([span(5, 22, 30), span(6, 8, 32)]);
    expect(toWeek(toSpans(week))).toEqual(week);
  });

  test('24:00 ends the day and stays 24:00', () => {
    const week = { '1': [{ from: '00:00', to: '24:00' }] };
    expect(toWeek(toSpans(week))).toEqual(week);
  });

  test('what is no week counts as empty', () => {
    expect(readWeek('monday')).toEqual({});
    expect(readWeek({ '1': [{ from: '25:00', to: '26:00' }] })).toEqual({});
    expect(readWeek(undefined)).toEqual({});
  });
});

describe('drawing', () => {
  test('joins what it touches of the same band on the same day', () => {
    expect(drawSpan([span(1, 9, 12)], span(1, 12, 17))).toEqual([span(1, 9, 17)]);
    expect(drawSpan([span(1, 9, 12)], span(2, 12, 17))).toEqual([span(1, 9, 12), span(2, 12, 17)]);
  });

  test('another band cuts out its place', () => {
    expect(drawSpan([span(1, 9, 17)], span(1, 12, 13, 'lunch'))).toEqual([
      span(1, 9, 12),
      span(1, 12, 13, 'lunch'),
      span(1, 13, 17),
    ]);
  });

  test('a night takes the morning of the next day', () => {
    expect(drawSpan([span(6, 4, 10, 'early')], span(5, 22, 30))).toEqual([
      span(5, 22, 30),
      span(6, 6, 10, 'early'),
    ]);
  });

  test('Sunday night reaches into Monday', () => {
    expect(drawSpan([span(1, 0, 8, 'early')], span(7, 22, 30))).toEqual([
      span(1, 6, 8, 'early'),
      span(7, 22, 30),
    ]);
  });

  test('cutting a night in two gives its morning to the next day', () => {
    expect(drawSpan([span(5, 22, 30)], span(6, 1, 2, 'break'))).toEqual([
      span(5, 22, 25),
      span(6, 1, 2, 'break'),
      span(6, 2, 6),
    ]);
  });

  test('replacing moves a span', () => {
    expect(replaceSpan([span(1, 9, 12), span(1, 14, 17)], 1, span(1, 13, 16))).toEqual([
      span(1, 9, 12),
      span(1, 13, 16),
    ]);
  });
});

test('copying a day replaces the days it is copied to', () => {
  const spans = copyDay([span(1, 9, 12), span(1, 13, 17), span(3, 1, 2)], 1, [1, 2, 3]);
  expect(spans).toEqual([
    span(1, 9, 12),
    span(1, 13, 17),
    span(2, 9, 12),
    span(2, 13, 17),
    span(3, 9, 12),
    span(3, 13, 17),
  ]);
});

test('a night is drawn in two rows', () => {
  expect(partsOf(span(7, 22, 30))).toEqual([
    { day: 7, start: 22 * 60, end: 24 * 60, tail: false },
    { day: 1, start: 0, end: 6 * 60, tail: true },
  ]);
});

test('whatever is drawn, every minute has one meaning and the last drawing is whole', () => {
  const spans = fc.record({
    day: fc.constantFrom(...DAYS),
    start: fc.integer({ min: 0, max: 1439 }),
    length: fc.integer({ min: 1, max: 1440 }),
    band: fc.constantFrom('', 'lunch', 'night'),
  });
  fc.assert(
    fc.property(fc.array(spans, { minLength: 1, maxLength: 12 }), (drawings) => {
      const made = drawings.map(({ length, ...rest }) => ({ ...rest, end: rest.start + length }));
      const result = made.reduce<Span[]>(drawSpan, []);
      const minutes = new Map<number, string>();
      let twice = 0;
      for (const { day, start, end, band } of result)
        for (let minute = start; minute < end; minute++) {
          const at = ((day - 1) * 1440 + minute) % 10_080;
          if (minutes.has(at)) twice += 1;
          minutes.set(at, band);
        }
      expect(twice).toBe(0);
      const last = made.at(-1);
      if (last) expect(minutes.get((last.day - 1) * 1440 + last.start)).toBe(last.band);
      expect(minutes.size).toBe(openMinutes(result));
      expect(toSpans(toWeek(result))).toEqual(result);
    }),
    { numRuns: 60 },
  );
});
