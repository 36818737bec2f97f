import { expect, test } from 'vitest';
import { durationUnits, keptDuration, splitDuration, toDuration, unitOfField } from './duration';

test.each([
  ['timeoutSeconds', 'seconds'],
  ['waitMinutes', 'minutes'],
  ['minutes', 'minutes'],
  ['timeoutMs', 'milliseconds'],
  ['for', 'milliseconds'],
] as const)('%s is kept in %s', (key, unit) => {
  expect(unitOfField(key)).toBe(unit);
});

test('a duration reads in the longest unit without a fraction', () => {
  expect(splitDuration(90_000, 'milliseconds')).toEqual({ amount: 90, unit: 'seconds' });
  expect(splitDuration(120, 'minutes')).toEqual({ amount: 2, unit: 'hours' });
  expect(splitDuration(2880, 'minutes')).toEqual({ amount: 2, unit: 'days' });
  expect(splitDuration(0, 'minutes')).toEqual({ amount: 0, unit: 'minutes' });
  expect(splitDuration(1500, 'milliseconds')).toEqual({ amount: 1.5, unit: 'seconds' });
});

test('units finer than what is kept are not offered', () => {
  expect(durationUnits('minutes')).toEqual(['minutes', 'hours', 'days']);
  expect(durationUnits('milliseconds')).toEqual(['seconds', 'minutes', 'hours', 'days']);
});

test('units longer than what may be kept are not offered', () => {
  expect(durationUnits('seconds', 120)).toEqual(['seconds', 'minutes']);
  expect(durationUnits('seconds', 30)).toEqual(['seconds']);
  expect(durationUnits('hours', 8760)).toEqual(['hours', 'days']);
});

test('amounts change their unit', () => {
  expect(toDuration(2, 'hours', 'minutes')).toBe(120);
  expect(toDuration(30, 'minutes', 'hours')).toBe(0.5);
});

test('an entered length is kept within what the field can hold', () => {
  expect(keptDuration(1.5, 'hours', 'minutes', { integer: true })).toBe(90);
  expect(keptDuration(1.5, 'hours', 'hours', { integer: true })).toBe(2);
  expect(keptDuration(-3, 'minutes', 'minutes', { integer: true, min: 0 })).toBe(0);
  expect(keptDuration(400, 'days', 'minutes', { integer: true, max: 43_200 })).toBe(43_200);
});

test('a length too short for the kept unit never becomes none: that would mean "without limit"', () => {
  expect(keptDuration(0.2, 'minutes', 'minutes', { integer: true, min: 0 })).toBe(1);
  expect(keptDuration(0, 'minutes', 'minutes', { integer: true, min: 0 })).toBe(0);
});
