import { IANAZone } from 'luxon';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const MAX_CACHED_DAYS = 5_000;

/** A day of UTC in a time zone: its offset, and where it changes. */
interface ZoneDay {
  before: number;
  after: number;
  changesAt: number;
}

const zones = new Map<string, { zone: IANAZone; days: Map<number, ZoneDay> }>();

/** Whether a name such as `Europe/Berlin` is known. */
export function isTimeZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

/**
 * What a time zone is ahead of UTC at an instant, in milliseconds. Two look-ups a day and zone, the rest is remembered:
 * asking Intl takes microseconds, and a flow asks at every message.
 * An unknown zone counts as UTC; the checks before publishing name it.
 */
export function zoneOffset(zoneName: string, at: number): number {
  const day = zoneDay(zoneName, Math.floor(at / DAY_MS));
  return at < day.changesAt ? day.before : day.after;
}

/** The instant within the UTC day of `at` at which the offset changes, or `null`. */
export function offsetChange(zoneName: string, at: number): number | null {
  const day = zoneDay(zoneName, Math.floor(at / DAY_MS));
  return day.before === day.after ? null : day.changesAt;
}

/** The instants at which a clock in the zone shows a local time: none in the hour that is skipped, two in the one that comes twice. */
export function instantsOfLocal(zoneName: string, localMs: number): number[] {
  const candidates = new Set([
    zoneOffset(zoneName, localMs - DAY_MS),
    zoneOffset(zoneName, localMs + DAY_MS),
  ]);
  return [...candidates]
    .map((offset) => localMs - offset)
    .filter((at) => at + zoneOffset(zoneName, at) === localMs)
    .sort((left, right) => left - right);
}

function zoneDay(zoneName: string, epochDay: number): ZoneDay {
  let entry = zones.get(zoneName);
  if (!entry) {
    entry = { zone: IANAZone.create(zoneName), days: new Map() };
    zones.set(zoneName, entry);
  }
  const known = entry.days.get(epochDay);
  if (known) return known;
  if (entry.days.size >= MAX_CACHED_DAYS) entry.days.clear();
  const day = findZoneDay(entry.zone, epochDay * DAY_MS);
  entry.days.set(epochDay, day);
  return day;
}

function findZoneDay(zone: IANAZone, start: number): ZoneDay {
  if (!zone.isValid) return { before: 0, after: 0, changesAt: start };
  const before = zone.offset(start) * MINUTE_MS;
  const after = zone.offset(start + DAY_MS) * MINUTE_MS;
  if (before === after) return { before, after, changesAt: start };
  let low = start;
  let high = start + DAY_MS;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zone.offset(middle) * MINUTE_MS === before) low = middle;
    else high = middle;
  }
  return { before, after, changesAt: high };
}
