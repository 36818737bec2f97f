import { expect, it } from 'vitest';
import { lastDue } from './last-due';

const HOUR = 3_600_000;
const hourly = (after: number) => (Math.floor(after / HOUR) + 1) * HOUR;

it('finds the last time that has come, after however long', () => {
  expect(lastDue(hourly, 5 * HOUR, 5 * HOUR + 1)).toBeNull();
  expect(lastDue(hourly, 5 * HOUR - 1, 5 * HOUR)).toBe(5 * HOUR);
  expect(lastDue(hourly, 0, 100.5 * HOUR)).toBe(100 * HOUR);
  let asked = 0;
  const yearly = (after: number) => {
    asked += 1;
    return (Math.floor(after / (8766 * HOUR)) + 1) * 8766 * HOUR;
  };
  expect(lastDue(yearly, 0, 10.9 * 8766 * HOUR)).toBe(10 * 8766 * HOUR);
  expect(asked).toBeLessThan(20);
});

it('ends where there is no next time, or one that does not go forward', () => {
  expect(lastDue(() => null, 0, HOUR)).toBeNull();
  expect(lastDue((after) => after, 0, HOUR)).toBeNull();
});
