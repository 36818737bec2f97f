/** A value found in a text, and where it stands. */
export interface Found<Value> {
  value: Value;
  index: number;
  end: number;
}

const MONTHS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    'januar jan january jänner jaenner',
    'februar feb february',
    'märz maerz mär mrz march mar',
    'april apr',
    'mai may',
    'juni jun june',
    'juli jul july',
    'august aug',
    'september sept sep',
    'oktober okt october oct',
    'november nov',
    'dezember dez december dec',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index + 1])),
);
const MONTH = Object.keys(MONTHS)
  .sort((left, right) => right.length - left.length)
  .join('|');

const DAYS: Readonly<Record<string, number>> = {
  vorgestern: -2,
  gestern: -1,
  yesterday: -1,
  heute: 0,
  today: 0,
  übermorgen: 2,
  uebermorgen: 2,
  tomorrow: 1,
};

const PATTERNS: { pattern: RegExp; read(match: RegExpExecArray): Parts }[] = [
  {
    pattern: /(?<![\d-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\d-])/g,
    read: ([, year, month, day]) => ({ year: Number(year), month: Number(month), day: Number(day) }),
  },
  {
    pattern: /(?<![\d./-])(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}|\d{2})(?!\d))?/g,
    read: ([, day, month, year]) => ({ year: yearOf(year), month: Number(month), day: Number(day) }),
  },
  {
    pattern: /(?<![\d./-])(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})(?![\d/])/g,
    read: ([, first, second, year]) => ({ year: yearOf(year), ...dayFirst(Number(first), Number(second)) }),
  },
  {
    pattern: new RegExp(
      String.raw`(?<![\d./-])(\d{1,2})(?:\.|st|nd|rd|th)?\s?(?:of\s)?(${MONTH})(?!\p{L})\.?,?(?:\s?(\d{4})(?!\d))?`,
      'giu',
    ),
    read: ([, day, month, year]) => ({ year: yearOf(year), month: monthOf(month), day: Number(day) }),
  },
  {
    pattern: new RegExp(
      String.raw`(?<!\p{L})(${MONTH})\.?\s(\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:,?\s(\d{4})(?!\d))?`,
      'giu',
    ),
    read: ([, month, day, year]) => ({ year: yearOf(year), month: monthOf(month), day: Number(day) }),
  },
];

interface Parts {
  /** `null` where none is written: then it is the date nearest to the day the text was written. */
  year: number | null;
  month: number;
  day: number;
}

/** Texts with more are lists, and nobody's letter. */
const MAX_FOUND = 200;

/**
 * Dates of a text as ISO 8601 (`2026-11-20`): written in German or English, with figures or names of months, or said from the
 * day of writing (yesterday). Days that do not exist are left out; with slashes the day comes first where it can.
 * @param today the day the text was written, as ISO 8601, where its writer lives.
 */
export function findDates(text: string, today: string): Found<string>[] {
  const found: Found<string>[] = [];
  for (const { pattern, read } of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      if (found.length >= MAX_FOUND) break;
      const value = asIso(read(match), today);
      const place = { index: match.index, end: match.index + match[0].length };
      const isTaken = found.some((other) => other.index < place.end && place.index < other.end);
      if (value !== null && !isTaken) found.push({ value, ...place });
    }
  }
  for (const match of text.matchAll(/(?<!\p{L})(\p{L}{5,11})(?!\p{L})/gu)) {
    const days = DAYS[match[0].toLowerCase()];
    if (days !== undefined && found.length < MAX_FOUND)
      found.push({ value: shifted(today, days), index: match.index, end: match.index + match[0].length });
  }
  return found.sort((left, right) => left.index - right.index);
}

/** The day of a moment in a time zone, as ISO 8601. */
export function dayOf(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return parts.format(at);
}

/** Whether a text is a day that exists, as ISO 8601. */
export function isIsoDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match !== null && exists(Number(match[1]), Number(match[2]), Number(match[3]));
}

function asIso({ year, month, day }: Parts, today: string): string | null {
  const years = year === null ? nearbyYears(today) : [year];
  const candidates = years
    .filter((candidate) => exists(candidate, month, day))
    .map((one) => iso(one, month, day));
  const distance = (date: string) => Math.abs(Date.parse(date) - Date.parse(today));
  return candidates.sort((left, right) => distance(left) - distance(right))[0] ?? null;
}

function nearbyYears(today: string): number[] {
  const year = Number(today.slice(0, 4));
  return [year, year - 1, year + 1];
}

function exists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && year <= 2199 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function iso(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function shifted(today: string, days: number): string {
  return new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
}

function yearOf(written: string | undefined): number | null {
  if (written === undefined) return null;
  // A birthday may lie in the last century: 00 to 49 are of this one.
  const year = Number(written);
  return written.length > 2 ? year : year < 50 ? 2000 + year : 1900 + year;
}

function monthOf(name: string | undefined): number {
  return MONTHS[(name ?? '').toLowerCase()] ?? 0;
}

function dayFirst(first: number, second: number): { day: number; month: number } {
  return second > 12 && first <= 12 ? { day: second, month: first } : { day: first, month: second };
}
