import type { Found } from '@/runtime/flow/read-date';

const NUMBER =
  /(?<![\p{L}\d.,'])[-+]?(?:\d{1,3}(?:([.,'\u00a0\u202f ])\d{3}(?!\d))(?:\1\d{3}(?!\d))*|\d+)(?:[.,]\d+)?(?!\d)/gu;

/**
 * Numbers of a text with groups of thousands and a decimal part. A single sign before exactly three digits groups thousands in
 * the language's own way: `1.234` is 1234 in German and 1.234 in English.
 */
export function findNumbers(text: string, language: string): Found<number>[] {
  return [...text.matchAll(NUMBER)].flatMap((match) => {
    const value = parseNumber(match[0], language);
    return value === null ? [] : [{ value, index: match.index, end: match.index + match[0].length }];
  });
}

/** The number that a text of nothing else writes. */
export function parseNumber(written: string, language: string): number | null {
  const digits = written.replace(/[\s\u00a0\u202f']/g, '');
  if (!/^[-+]?\d[\d.,]*$/.test(digits)) return null;
  const decimal = decimalSign(digits, language);
  const plain = [...digits]
    .map((sign, index) => (sign === '.' || sign === ',' ? (index === decimal ? '.' : '') : sign))
    .join('');
  const number = Number(plain);
  return Number.isFinite(number) ? number : null;
}

/** Where the decimal part begins; -1 where there is none. */
function decimalSign(digits: string, language: string): number {
  const dot = digits.lastIndexOf('.');
  const comma = digits.lastIndexOf(',');
  if (dot >= 0 && comma >= 0) return Math.max(dot, comma);
  const sign = Math.max(dot, comma);
  if (sign < 0) return -1;
  const isRepeated = digits.indexOf(digits.charAt(sign)) !== sign;
  if (isRepeated) return -1;
  const groups = digits.length - sign - 1 === 3 && sign <= 4 && !/^[-+]?0/.test(digits);
  if (!groups) return sign;
  return digits.charAt(sign) === (language.startsWith('de') ? ',' : '.') ? sign : -1;
}

const CURRENCY = String.raw`(?:€|EUR\b|Euros?\b|\$|USD\b|£|GBP\b|CHF\b|SFr\.?|Fr\.)`;
const AMOUNT_AFTER = new RegExp(String.raw`^\s?(?:,[-–—]{1,2}\s?)?${CURRENCY}`, 'iu');
const AMOUNT_BEFORE = new RegExp(String.raw`(?<![\p{L}\d])${CURRENCY}\s?$`, 'iu');
const CENTS = /^\s?(?:Cents?|ct)\b/i;

/** Amounts of money: a number beside a currency. Cents become parts of one. */
export function findAmounts(text: string, language: string): Found<number>[] {
  return findNumbers(text, language).flatMap((number): Found<number>[] => {
    const after = text.slice(number.end, number.end + 12);
    const before = text.slice(Math.max(0, number.index - 6), number.index);
    if (CENTS.test(after)) return [{ ...number, value: number.value / 100 }];
    return AMOUNT_AFTER.test(after) || AMOUNT_BEFORE.test(before) ? [number] : [];
  });
}

const ENERGY_UNIT =
  /^\s?(?:kWh|MWh|m³|m3|cbm|Kubikmeter|Kilowattstunden|cubic met(?:er|re)s|kilowatt hours)(?!\p{L})/iu;

/** Numbers with a unit of a meter behind them. */
export function findMeterReadings(text: string, language: string): Found<number>[] {
  return findNumbers(text, language).filter(
    ({ value, end }) => value >= 0 && ENERGY_UNIT.test(text.slice(end, end + 20)),
  );
}
