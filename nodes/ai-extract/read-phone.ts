import type { Found } from '@/runtime/flow/read-date';

const INTERNATIONAL = /(?<![\p{L}\d])(?:\+|00)[1-9](?:[\s()/.-]{0,3}\d){6,16}(?!\d)/gu;
const NATIONAL = /(?<![\p{L}\d+.,-])\(?0[1-9]\d{0,4}\)?(?:[\s/.-]{0,3}\d){4,11}(?!\d)/gu;
const NORTH_AMERICAN = /(?<![\p{L}\d+])\(?[2-9]\d{2}\)?[\s.-]{0,2}[2-9]\d{2}[\s.-]?\d{4}(?!\d)/gu;
const DATE = /^\(?\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:\d{4}|\d{2})/;

/** Digits of a whole number with its country's code: E.164 allows fifteen; fewer than seven are no number to call. */
const MIN_DIGITS = 7;
const MAX_DIGITS = 15;
/** Countries whose numbers keep their leading zero behind the country's code. */
const KEEPS_ZERO = new Set(['39', '378']);

/**
 * Telephone numbers of a text in the form of E.164 (`+4930123456`).
 * @param countryCode code of the country that numbers without one belong to: `49`.
 */
export function findPhones(text: string, countryCode: string): Found<string>[] {
  const patterns = countryCode === '1' ? [INTERNATIONAL, NORTH_AMERICAN] : [INTERNATIONAL, NATIONAL];
  return patterns
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .flatMap((match): Found<string>[] => {
      const value = DATE.test(match[0]) ? null : asE164(match[0], countryCode);
      return value === null ? [] : [{ value, index: match.index, end: match.index + match[0].length }];
    })
    .sort((left, right) => left.index - right.index);
}

/** A number as it is written, in the form of E.164; `null` where it cannot be one. */
export function asE164(written: string, countryCode: string): string | null {
  // "+49 (0) 30" writes both ways of calling at once.
  const plain = written.replace(/\(0\)/, '').replace(/[^\d+]/g, '');
  const digits = plain.replace(/^\+/, '');
  let whole: string;
  if (plain.startsWith('+')) whole = digits;
  else if (plain.startsWith('00')) whole = digits.slice(2);
  else whole = countryCode + (KEEPS_ZERO.has(countryCode) ? digits : digits.replace(/^0/, ''));
  return whole.length >= MIN_DIGITS && whole.length <= MAX_DIGITS ? `+${whole}` : null;
}
