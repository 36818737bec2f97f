import { findUses, type WindowUseRecord } from '@/runtime/store/windows';

/** Messages that nobody wrote by hand, within the last hour and the last day. */
export interface AutomaticCount {
  hour: number;
  day: number;
}

const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Everything together. */
export const AUTOMATIC_TOTAL = 'automatic:total';

/** What flows wrote to the customer of one ticket. */
export function automaticOfTicket(ticketId: string): string {
  return `automatic:ticket:${ticketId}`;
}

/** How many were written for a key, by the sliding windows that the caps hold for. */
export async function countAutomatic(key: string, now: Date): Promise<AutomaticCount> {
  const uses = await findUses([key], new Date(now.getTime() - DAY_MS));
  return sumUses(uses, now).get(key) ?? { hour: 0, day: 0 };
}

/** Sums of the uses of a day, by key. */
export function sumUses(uses: WindowUseRecord[], now: Date): Map<string, AutomaticCount> {
  const sums = new Map<string, AutomaticCount>();
  const hourAgo = now.getTime() - HOUR_MS;
  for (const { key, at, count } of uses) {
    const sum = sums.get(key) ?? { hour: 0, day: 0 };
    sum.day += count;
    if (at.getTime() > hourAgo) sum.hour += count;
    sums.set(key, sum);
  }
  return sums;
}
