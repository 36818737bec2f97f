const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Month names of mail programs that ignore RFC 5322 and write the user's language. */
const FOREIGN_MONTHS: Record<string, number> = {
  mär: 2,
  mrz: 2,
  mrt: 2,
  ene: 0,
  abr: 3,
  ago: 7,
  dic: 11,
  gen: 0,
  mag: 4,
  giu: 5,
  lug: 6,
  set: 8,
  ott: 9,
  mei: 4,
  mai: 4,
  okt: 9,
  dez: 11,
  avr: 3,
  fév: 1,
  aoû: 7,
  déc: 11,
};
/** Zone names of RFC 5322 section 4.3 and the European ones seen in practice, in minutes. */
const ZONES: Record<string, number> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  met: 60,
  mez: 60,
  cet: 60,
  mest: 120,
  mesz: 120,
  cest: 120,
  bst: 60,
  wet: 0,
  west: 60,
  eet: 120,
  eest: 180,
  msk: 180,
  jst: 540,
};

const MAIL_DATE =
  /(\d{1,2})[\s.-]+([A-Za-zäéû]{3})[A-Za-z]*\.?[\s-]+(\d{2,4})[,\s]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?\s*(?:([AaPp][Mm])\s*)?([+-]\s?\d{1,2}:?\d{2}|[A-Za-z]{1,5}(?![A-Za-z]))?/;
/** Thu Apr 29 23:34:45 2010, as in the time of a Unix mailbox. */
const UNIX_DATE =
  /([A-Za-z]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{4}|[A-Z]{1,5})?\s+(\d{4})/;

function monthOf(name: string): number {
  const key = name.toLowerCase().slice(0, 3);
  const index = MONTHS.indexOf(key);
  return index >= 0 ? index : (FOREIGN_MONTHS[key] ?? -1);
}

function yearOf(text: string): number {
  const year = Number(text);
  if (text.length >= 4) return year;
  // RFC 5322 section 4.3: two digits below 50 are 20xx, everything else counts from 1900.
  return text.length === 2 && year < 50 ? 2000 + year : 1900 + year;
}

function zoneMinutes(zone: string | undefined): number {
  if (!zone) return 0;
  const numeric = /^([+-])\s?(\d{1,2}):?(\d{2})$/.exec(zone);
  if (!numeric) return ZONES[zone.toLowerCase()] ?? 0;
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3]);
  return (numeric[1] === '-' ? -1 : 1) * (minutes <= 15 * 60 ? minutes : 0);
}

function toIso(
  parts: [number, number, number, number, number, number],
  zone: string | undefined,
): string | null {
  const [year, month, day, hour, minute, second] = parts;
  if (month < 0 || day < 1 || day > 31 || hour > 24 || minute > 59 || year < 1900 || year > 9999) return null;
  const time = Date.UTC(year, month, day, hour, minute, Math.min(second, 59)) - zoneMinutes(zone) * 60_000;
  return Number.isFinite(time) ? new Date(time).toISOString() : null;
}

/**
 * Reads a mail date (RFC 5322 with its obsolete forms, and common mistakes) as ISO 8601 in UTC; null when no date can
 * be read. A date without a zone is taken as UTC.
 */
export function parseMailDate(value: string): string | null {
  const text = value
    .slice(0, 200)
    .replace(/\([^)]*\)/g, ' ')
    // "GMT+1", "UTC +02:00": the number is the zone.
    .replace(
      /\b(?:GMT|UTC)\s?([+-])(\d{1,2})(?::?(\d{2}))?\b/,
      (_, sign: string, hours: string, minutes?: string) =>
        `${sign}${hours.padStart(2, '0')}${minutes ?? '00'}`,
    )
    .trim();
  const mail = MAIL_DATE.exec(text);
  if (mail) {
    let hour = Number(mail[4]);
    const half = mail[7]?.toLowerCase();
    if (half === 'pm' && hour < 12) hour += 12;
    if (half === 'am' && hour === 12) hour = 0;
    const iso = toIso(
      [
        yearOf(mail[3] ?? ''),
        monthOf(mail[2] ?? ''),
        Number(mail[1]),
        hour,
        Number(mail[5]),
        Number(mail[6] ?? 0),
      ],
      mail[8],
    );
    if (iso) return iso;
  }
  const unix = UNIX_DATE.exec(text);
  if (unix) {
    const iso = toIso(
      [
        Number(unix[7]),
        monthOf(unix[1] ?? ''),
        Number(unix[2]),
        Number(unix[3]),
        Number(unix[4]),
        Number(unix[5] ?? 0),
      ],
      unix[6],
    );
    if (iso) return iso;
  }
  const iso = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?/.exec(
    text,
  )?.[0];
  if (!iso) return null;
  const zoned = /Z$|[+-]\d{2}:?\d{2}$/.test(iso.slice(10)) || iso.length <= 10 ? iso : `${iso.trim()}Z`;
  const time = Date.parse(zoned.replace(' ', 'T'));
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
