import { instantsOfLocal, zoneOffset } from '@/runtime/flow/zone-offset';

/** An instant as the wall clock of a time zone shows it: `2026-10-25 02:30:00`. */
export function toLocal(at: number, timeZone: string): string {
  return new Date(at + zoneOffset(timeZone, at)).toISOString().slice(0, 19).replace('T', ' ');
}

/**
 * The instant at which a wall clock shows a local time. Of the hour that comes twice the first one counts; a time that is
 * skipped in spring moves on by the hour that is missing. `null` for what is no time.
 */
export function fromLocal(local: string, timeZone: string): number | null {
  const wall = Date.parse(`${local.trim().replace(' ', 'T')}Z`);
  if (Number.isNaN(wall)) return null;
  return instantsOfLocal(timeZone, wall)[0] ?? wall - zoneOffset(timeZone, wall - 86_400_000);
}
