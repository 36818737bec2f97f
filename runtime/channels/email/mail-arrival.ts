import { isNearAddress } from './near-address';
import { parseMailDate } from './parse/mail-date';

/** A trace line is believed when it is at most this old: mail servers try for about five days. */
const MAX_WAIT_MS = 7 * 86_400_000;
/** Clocks of two servers may differ by so much. */
const SKEW_MS = 60_000;

export interface ArrivalFacts {
  /** The header block, or the whole mail. */
  raw: Buffer;
  remoteAddress: string;
  /** When the last byte was taken, epoch milliseconds. */
  takenAt: number;
  /** When this sender's mail to this address was put off by a processing limit, epoch milliseconds, oldest first. */
  putOff: number[];
}

/**
 * When a mail arrived: the clock of time-dependent nodes, epoch milliseconds. Usually the moment it was taken. A mail that was
 * put off here arrived when it came the first time; what a mail server of one's own (this machine or its private network)
 * hands over arrived when that server took it, as its Received line says (RFC 5321, 4.4). The mail's own Date never counts, and
 * a stranger's Received line only to tell a mail that waited from a later one.
 */
export function mailArrival({ raw, remoteAddress, takenAt, putOff }: ArrivalFacts): number {
  const traced = topmostReceived(raw);
  const isBelievable = traced !== null && traced <= takenAt && traced >= takenAt - MAX_WAIT_MS;
  const candidates = [takenAt];
  if (isBelievable && isNearAddress(remoteAddress)) candidates.push(traced);
  const waiting = putOff.filter((time) => time <= takenAt && time >= takenAt - MAX_WAIT_MS);
  const first = traced === null ? undefined : waiting.find((time) => time >= traced - SKEW_MS);
  if (first !== undefined) candidates.push(first);
  return Math.min(...candidates);
}

const MAX_HEADER_BYTES = 64 * 1024;

/** The time in the newest Received line, epoch milliseconds; null where there is none that can be read. */
function topmostReceived(raw: Buffer): number | null {
  const head = raw.toString('latin1', 0, MAX_HEADER_BYTES);
  const end = /\r?\n\r?\n/.exec(head)?.index ?? head.length;
  const line = /^Received:[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)/im.exec(head.slice(0, end))?.[1];
  if (line === undefined) return null;
  const date = parseMailDate(
    line
      .slice(line.lastIndexOf(';') + 1)
      .replace(/\s+/g, ' ')
      .trim(),
  );
  return date === null ? null : Date.parse(date);
}
