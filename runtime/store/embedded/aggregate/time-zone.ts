import { IANAZone } from 'luxon';
import { CommandError } from '../errors';

/** A time zone by its Olson name or its distance to UTC. */
export interface TimeZone {
  readonly name: string;
  /** Milliseconds east of UTC at a moment. */
  readonly offsetAt: (ms: number) => number;
}

/** The parts of a moment as a clock on the wall of the zone shows them; month 1 to 12. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

export const UTC: TimeZone = { name: 'UTC', offsetAt: () => 0 };
const zones = new Map<string, TimeZone>();

/** Throws MongoDB's 40485 for a zone that is not known. */
export function timeZoneOf(name: string): TimeZone {
  let zone = zones.get(name);
  if (zone === undefined) {
    zone = fixedZone(name) ?? namedZone(name);
    zones.set(name, zone);
  }
  return zone;
}

function fixedZone(name: string): TimeZone | undefined {
  if (name === 'UTC' || name === 'GMT' || name === 'Z') return UTC;
  const parts = /^([+-])(\d{2}):?(\d{2})?$/.exec(name);
  if (parts === null) return undefined;
  const minutes = Number(parts[2]) * 60 + Number(parts[3] ?? '0');
  const offset = (parts[1] === '-' ? -minutes : minutes) * 60_000;
  return { name, offsetAt: () => offset };
}

function namedZone(name: string): TimeZone {
  if (!IANAZone.isValidZone(name))
    throw new CommandError(40485, `unrecognized time zone identifier: "${name}"`);
  const zone = IANAZone.create(name);
  return { name, offsetAt: (ms) => zone.offset(ms) * 60_000 };
}

export function wallTimeOf(ms: number, zone: TimeZone): WallTime {
  const local = new Date(ms + zone.offsetAt(ms));
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
  };
}

/** The moment at which the zone's clock shows this time; parts beyond their range carry over. */
export function momentOf(time: WallTime, zone: TimeZone): number {
  const local = localMs(time);
  const first = local - zone.offsetAt(local - zone.offsetAt(local));
  // Where clocks are put back a time occurs twice and the earlier moment is meant; where they are put forward a time
  // does not occur, and the clock's old offset gives the moment as much later.
  const earlier = local - zone.offsetAt(first - 86_400_000);
  if (earlier + zone.offsetAt(earlier) === local) return Math.min(first, earlier);
  return first + zone.offsetAt(first) === local ? first : earlier;
}

/** The wall time as if it were UTC. */
export function localMs(time: WallTime): number {
  const date = new Date(0);
  date.setUTCFullYear(time.year, time.month - 1, time.day);
  date.setUTCHours(time.hour, time.minute, time.second, time.millisecond);
  return date.getTime();
}

export function midnight(year: number, month: number, day: number): WallTime {
  return { year, month, day, hour: 0, minute: 0, second: 0, millisecond: 0 };
}

export const DAY_MS = 86_400_000;

/** Whole days since 1970 of a calendar date. */
export function dayNumber(time: Pick<WallTime, 'year' | 'month' | 'day'>): number {
  return Math.floor(localMs(midnight(time.year, time.month, time.day)) / DAY_MS);
}
