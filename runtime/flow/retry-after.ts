/**
 * Reads the header `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date. Gives milliseconds from `now` (epoch milliseconds),
 * never more than an hour; `undefined` where it says nothing that can be used.
 */
export function readRetryAfter(header: string | null | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text) * 1000, LONGEST_MS);
  const at = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.min(Math.max(0, at - now), LONGEST_MS);
}

const LONGEST_MS = 3_600_000;
