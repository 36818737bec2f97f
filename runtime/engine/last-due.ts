const MINUTE_MS = 60_000;
/** Times asked for at most; who is due more often than that within the last stretch begins with what was found. */
const mostAsked = 10_000;

/**
 * The last time after `after` and not after `now`, or `null`. The stretch looked through grows from the present backwards, so
 * that years of downtime cost no more than a minute of it.
 * @param next the first time strictly after a moment, or `null`
 */
export function lastDue(next: (after: number) => number | null, after: number, now: number): number | null {
  for (let stretch = MINUTE_MS; ; stretch *= 8) {
    const from = Math.max(after, now - stretch);
    const found = lastWithin(next, from, now);
    if (found !== null) return found;
    if (from === after) return null;
  }
}

function lastWithin(next: (after: number) => number | null, from: number, now: number): number | null {
  let last: number | null = null;
  for (let asked = 0; asked < mostAsked; asked += 1) {
    const due = next(last ?? from);
    // A time that does not go forward would be asked for for ever.
    if (due === null || due > now || due <= (last ?? from)) return last;
    last = due;
  }
  return last;
}
