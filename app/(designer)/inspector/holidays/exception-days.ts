const DAY_MS = 86_400_000;

/** The date a new special day is given: the day after the last one that is written, at the earliest tomorrow. */
export function dayAfterLast(days: readonly { date: string }[], today: Date): string {
  const tomorrow = dateOf(today.getTime() + DAY_MS);
  const last = days
    .map(({ date }) => date)
    .toSorted()
    .at(-1);
  if (last === undefined || last < tomorrow) return tomorrow;
  return dateOf(Date.parse(`${last}T12:00:00Z`) + DAY_MS);
}

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
