import { UtcDate } from '../bson/value';
import { CommandError, unsupported } from '../errors';
import { MONTHS } from './date-format';
import { momentOf, type TimeZone, timeZoneOf, UTC, wallTimeOf } from './time-zone';

/**
 * Reads a date by MongoDB's format specifiers. `zone` holds for texts that name none; a text that names its own is
 * refused where one is given. Throws 241 where the text does not fit.
 */
export function parseDate(text: string, format: string | undefined, zone: TimeZone | undefined): UtcDate {
  if (format !== undefined) return parseByFormat(text, format, zone);
  if (zone === undefined) return parseIsoDate(text);
  if (/(Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10))) throw zonedTwice(text);
  const { ms } = parseIsoDate(text);
  return new UtcDate(momentOf(wallTimeOf(Number(ms), UTC), zone));
}

function failure(text: string, why: string): CommandError {
  return new CommandError(241, `Error parsing date string '${text}'; ${why}`);
}

function zonedTwice(text: string): CommandError {
  return new CommandError(
    241,
    `you cannot pass in a date/time string with time zone information ('${text}') together with a timezone argument`,
  );
}

/** Only the forms of ISO 8601 that leave no doubt; others are refused. */
export function parseIsoDate(text: string): UtcDate {
  const iso = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text);
  if (iso === null)
    throw new CommandError(241, `Error parsing date string '${text}' in $convert with no onError value`);
  const withZone =
    text.includes('T') && iso[1] === undefined ? `${text}Z` : text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2');
  const ms = Date.parse(withZone);
  if (Number.isNaN(ms))
    throw new CommandError(241, `Error parsing date string '${text}' in $convert with no onError value`);
  return new UtcDate(ms);
}

const PARTS: Readonly<Record<string, { readonly name: string; readonly pattern: string }>> = {
  Y: { name: 'year', pattern: '\\d{4}' },
  m: { name: 'month', pattern: '\\d{1,2}' },
  b: { name: 'monthName', pattern: '[A-Za-z]+' },
  B: { name: 'monthName', pattern: '[A-Za-z]+' },
  d: { name: 'day', pattern: '\\d{1,2}' },
  H: { name: 'hour', pattern: '\\d{1,2}' },
  M: { name: 'minute', pattern: '\\d{1,2}' },
  S: { name: 'second', pattern: '\\d{1,2}' },
  L: { name: 'millisecond', pattern: '\\d{1,3}' },
  z: { name: 'offset', pattern: 'Z|[+-]\\d{2}:?\\d{2}' },
};
const KNOWN_ELSEWHERE = 'GjuVUwZ';

interface Reader {
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

const readers = new Map<string, Reader>();

function readerOf(format: string): Reader {
  const known = readers.get(format);
  if (known !== undefined) return known;
  const names: string[] = [];
  const pattern = format.replace(/%(.?)|[\\^$.*+?()[\]{}|/]/gs, (found, letter: string | undefined) => {
    if (letter === undefined) return `\\${found}`;
    if (letter === '%') return '%';
    const part = PARTS[letter];
    if (part === undefined) {
      if (letter === '') throw new CommandError(18535, "Unmatched '%' at end of format string");
      if (KNOWN_ELSEWHERE.includes(letter))
        throw unsupported(`$dateFromString with the format specifier %${letter}`, 238);
      throw new CommandError(18536, `Invalid format character '%${letter}' in format string`);
    }
    names.push(part.name);
    return `(${part.pattern})`;
  });
  const reader = { pattern: new RegExp(`^${pattern}$`, 's'), names };
  if (readers.size > 100) readers.clear();
  readers.set(format, reader);
  return reader;
}

/** As MongoDB reads them: a month's name or its first three letters in any case, and Roman numbers. */
function monthOf(text: string, name: string): number {
  const lower = name.toLowerCase();
  const roman = ROMAN.indexOf(lower) + 1;
  const named = MONTHS.findIndex(
    (month) => month.toLowerCase() === lower || month.slice(0, 3).toLowerCase() === lower,
  );
  const found = lower === 'sept' ? 9 : roman > 0 ? roman : named + 1;
  if (found > 0) return found;
  throw failure(text, `a textual month could not be found in '${name}'`);
}

const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];

function parseByFormat(text: string, format: string, zone: TimeZone | undefined): UtcDate {
  const { pattern, names } = readerOf(format);
  const found = pattern.exec(text);
  if (found === null) throw failure(text, `it does not fit the format '${format}'`);
  const parts = new Map(names.map((name, at): [string, string] => [name, found[at + 1] ?? '']));
  const monthName = parts.get('monthName');
  if (monthName !== undefined) parts.set('month', String(monthOf(text, monthName)));
  const offset = parts.get('offset');
  if (offset !== undefined && zone !== undefined) throw zonedTwice(text);
  for (const name of ['year', 'month', 'day'])
    if (!parts.has(name))
      throw failure(text, 'an incomplete date/time string has been found, with elements missing');
  const part = (name: string): number => Number(parts.get(name) ?? '0');
  const time = {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
    // Digits behind the decimal point.
    millisecond: Number((parts.get('millisecond') ?? '').padEnd(3, '0')),
  };
  const asUtc = new Date(momentOf(time, UTC));
  const carried =
    asUtc.getUTCMonth() + 1 !== time.month ||
    asUtc.getUTCDate() !== time.day ||
    asUtc.getUTCHours() !== time.hour;
  if (carried || time.minute > 59 || time.second > 59) throw failure(text, 'the parsed date was invalid');
  return new UtcDate(momentOf(time, offset === undefined ? (zone ?? UTC) : timeZoneOf(offset)));
}
