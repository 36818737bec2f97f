import type { Json } from '@/runtime/flow/json';
import { LinearRegExp } from '@/runtime/flow/linear-regex';
import { dayOf, type Found, findDates } from '@/runtime/flow/read-date';
import { type FieldKind, LABELS_OF_KIND } from './field-kinds';
import { behindLabels, identifiersBeside, linesBehind } from './find-labelled';
import type { ExtractField } from './node';
import { findIbans } from './read-iban';
import { findAmounts, findMeterReadings, findNumbers } from './read-number';
import { findPhones } from './read-phone';

export interface SourceText {
  text: string;
  language: string;
  /** Epoch milliseconds: what "yesterday" is reckoned from. */
  writtenAt: number;
  timeZone: string;
  /** Of telephone numbers without one: `49`. */
  countryCode: string;
}

/**
 * Finds values by patterns and check digits, without any network. What stands behind a label is preferred; where different
 * values would fit, none is chosen.
 */
export function findValues(
  fields: readonly ExtractField[],
  source: SourceText,
): { values: Record<string, Json>; several: string[] } {
  const values: Record<string, Json> = {};
  const several: string[] = [];
  for (const field of fields) {
    const alike = fields.some((other) => other !== field && other.kind === field.kind);
    const candidates = [...new Set(candidatesFor(field, source, alike))].filter((value) =>
      fitsPattern(value, field.pattern),
    );
    values[field.name] = (candidates.length === 1 ? candidates[0] : undefined) ?? null;
    if (candidates.length > 1) several.push(field.name);
  }
  return { values, several };
}

/** Whether a value as a whole has the author's shape. */
export function fitsPattern(value: string | number, pattern: string): boolean {
  if (pattern === '') return true;
  return new LinearRegExp(`^(?:${pattern})$`, 'i').exec(String(value)) !== null;
}

function candidatesFor(field: ExtractField, source: SourceText, alike: boolean): (string | number)[] {
  const { kind, pattern } = field;
  const { text } = source;
  // Two dates are told apart by their own words alone.
  const labels = alike && field.labels.length > 0 ? field.labels : [...field.labels, ...LABELS_OF_KIND[kind]];
  const read = READERS[kind];
  if (read) {
    const everywhere = read.everywhere(source);
    const labelled = behindLabels(text, labels, read.labelled?.(source) ?? everywhere);
    const chosen = labelled.length > 0 || (alike && field.labels.length > 0) ? labelled : everywhere;
    return chosen.map(({ value }) => value);
  }
  const beside =
    labels.length === 0 ? [] : kind === 'text' ? linesBehind(text, labels) : identifiersBeside(text, labels);
  return beside.length === 0 && pattern !== '' ? matchesOf(pattern, text) : beside;
}

interface Reader {
  /** Values that are recognised wherever they stand. */
  everywhere(source: SourceText): Found<string | number>[];
  /** Values that are recognised behind a label; the same where it is missing. */
  labelled?(source: SourceText): Found<string | number>[];
}

const READERS: Partial<Record<FieldKind, Reader>> = {
  date: { everywhere: ({ text, writtenAt, timeZone }) => findDates(text, dayOf(writtenAt, timeZone)) },
  iban: { everywhere: ({ text }) => findIbans(text) },
  email: {
    everywhere: ({ text }) =>
      [...text.matchAll(/[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,4}/gu)].map(
        (match) => ({
          value: match[0].toLowerCase(),
          index: match.index,
          end: match.index + match[0].length,
        }),
      ),
  },
  phone: { everywhere: (source) => findPhones(withoutIbans(source.text), source.countryCode) },
  amount: {
    everywhere: (source) => findAmounts(withoutDates(source), source.language),
    labelled: (source) => findNumbers(withoutDates(source), source.language),
  },
  meterReading: {
    everywhere: (source) => findMeterReadings(withoutDates(source), source.language),
    labelled: (source) =>
      findNumbers(withoutDates(source), source.language).filter(({ value }) => value >= 0),
  },
  number: { everywhere: (source) => findNumbers(withoutDates(source), source.language) },
};

/** "Reading of 20.11.: 12345" has one number that counts. Places stay where they are. */
function withoutDates({ text, writtenAt, timeZone }: SourceText): string {
  return blank(text, findDates(text, dayOf(writtenAt, timeZone)));
}

function withoutIbans(text: string): string {
  return blank(text, findIbans(text));
}

function blank(text: string, places: readonly Found<unknown>[]): string {
  return places.reduce(
    (rest, { index, end }) => rest.slice(0, index) + ' '.repeat(end - index) + rest.slice(end),
    text,
  );
}

/** Places where an author's own pattern stands alone; at most a hundred are looked at. */
function matchesOf(pattern: string, text: string): string[] {
  const expression = new LinearRegExp(`(?:${pattern})`, 'i');
  const matches: string[] = [];
  while (matches.length < 100) {
    const match = expression.exec(text);
    if (match === null) break;
    const isAlone = !/[\p{L}\d]/u.test(
      `${text.charAt(match.index - 1)}${text.charAt(match.index + match[0].length)}`,
    );
    if (match[0] === '') expression.lastIndex += 1;
    else if (isAlone) matches.push(match[0]);
  }
  return matches;
}
