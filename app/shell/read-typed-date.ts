import { findDates } from '@/runtime/flow/read-date';

/**
 * The day that somebody typed, as `2026-12-24`: 24.12.2026, 24.12., 24 Dec 2026, tomorrow; `null` while it is none. A browser's own
 * reading takes 03.12. for a day in March.
 * @param now epoch milliseconds; the day nearest to it is meant where no year is written
 */
export function readTypedDate(text: string, now: number): string | null {
  const typed = text.trim();
  const [date] = findDates(typed, localDay(new Date(now)));
  return date && date.index === 0 && date.end === typed.length ? date.value : null;
}

function localDay(day: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
