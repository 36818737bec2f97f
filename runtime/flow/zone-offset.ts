const DAY_MS = 86_400_000;
const MAX_CACHED_DAYS = 5_000;

/** A day of UTC in a time zone: its offset, and where it changes. */
interface ZoneDay {
  before: number;
  after: number;
  changesAt: number;
}

const zones = new Map<string, { zone: Intl.DateTimeFormat | null; days: Map<number, ZoneDay> }>();

/** Whether a name such as `Europe/Berlin` is known. */
export function isTimeZone(name: string): boolean {
  return zoneFormat(name) !== null;
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

/**
 * The instant at which a clock in the zone shows a local time: the first one of two; the end of the jump where the clocks
 * skip it.
 */
export function instantOfLocal(zoneName: string, localMs: number): number {
  const [first] = instantsOfLocal(zoneName, localMs);
  if (first !== undefined) return first;
  const jumps = [localMs - DAY_MS, localMs, localMs + DAY_MS]
    .map((near) => offsetChange(zoneName, near))
    .filter((change) => change !== null)
    .filter((change) => change + zoneOffset(zoneName, change) > localMs);
  return jumps.length > 0 ? Math.min(...jumps) : localMs - zoneOffset(zoneName, localMs);
}

function zoneDay(zoneName: string, epochDay: number): ZoneDay {
  let entry = zones.get(zoneName);
  if (!entry) {
    entry = { zone: zoneFormat(zoneName), days: new Map() };
    zones.set(zoneName, entry);
  }
  const known = entry.days.get(epochDay);
  if (known) return known;
  if (entry.days.size >= MAX_CACHED_DAYS) entry.days.clear();
  const day = findZoneDay(entry.zone, epochDay * DAY_MS);
  entry.days.set(epochDay, day);
  return day;
}

function findZoneDay(zone: Intl.DateTimeFormat | null, start: number): ZoneDay {
  if (!zone) return { before: 0, after: 0, changesAt: start };
  const before = offsetAt(zone, start);
  const after = offsetAt(zone, start + DAY_MS);
  if (before === after) return { before, after, changesAt: start };
  let low = start;
  let high = start + DAY_MS;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, middle) === before) low = middle;
    else high = middle;
  }
  return { before, after, changesAt: high };
}

/** `null` where the name is no time zone. */
function zoneFormat(name: string): Intl.DateTimeFormat | null {
  if (name === '') return null;
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** What the clock of the zone shows at an instant, less the instant, to the second. */
function offsetAt(zone: Intl.DateTimeFormat, at: number): number {
  const parts = new Map(zone.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  // Years before Christ count backwards: 1 BC is the year 0.
  const year = parts.get('era')?.startsWith('B') ? 1 - part('year') : part('year');
  const shown = new Date(0);
  shown.setUTCFullYear(year, part('month') - 1, part('day'));
  shown.setUTCHours(part('hour'), part('minute'), part('second'));
  return shown.getTime() - Math.floor(at / 1000) * 1000;
}
