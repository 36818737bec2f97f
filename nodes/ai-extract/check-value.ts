import { dayOf, findDates, isIsoDate } from '@/runtime/flow/read-date';
import { fitsPattern, type SourceText } from './find-values';
import type { ExtractField } from './node';
import { isIban } from './read-iban';
import { findNumbers, parseNumber } from './read-number';
import { asE164 } from './read-phone';

/**
 * What a model says is in a text, checked as strictly as what is found by patterns: check digits and calendar have to be right, and
 * numbers and addresses have to stand in the text, for a model may make them up. `null` where it does not hold.
 */
export function checkValue(
  field: ExtractField,
  written: string | null,
  source: SourceText,
): string | number | null {
  const value = written === null || written.trim() === '' ? null : read(field, written.trim(), source);
  return value !== null && fitsPattern(value, field.pattern) ? value : null;
}

function read({ kind }: ExtractField, written: string, source: SourceText): string | number | null {
  switch (kind) {
    case 'text':
      return written.slice(0, 2000);
    case 'date':
      return isIsoDate(written)
        ? written
        : (findDates(written, dayOf(source.writtenAt, source.timeZone))[0]?.value ?? null);
    case 'iban': {
      const iban = folded(written).toUpperCase();
      return isIban(iban) && stands(written, source.text) ? iban : null;
    }
    case 'email':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(written) &&
        source.text.toLowerCase().includes(written.toLowerCase())
        ? written.toLowerCase()
        : null;
    case 'phone': {
      // The country's code may have been put before it; the end is the customer's own.
      const ending = written.replace(/\D/g, '').slice(-6);
      const isThere = ending.length === 6 && source.text.replace(/\D/g, '').includes(ending);
      return isThere ? asE164(written, source.countryCode) : null;
    }
    case 'number':
    case 'amount':
    case 'meterReading':
      return checkNumber(written, source);
    default:
      return /\d/.test(written) && stands(written, source.text) ? written.slice(0, 80) : null;
  }
}

/** The number as the text writes it, or as the model writes numbers: with a decimal point. */
function checkNumber(written: string, { text, language }: SourceText): number | null {
  const there = new Set(findNumbers(text, language).map(({ value }) => value));
  const bare = written.replace(/[^\d.,'+-]/g, '');
  const readings = [parseNumber(bare, language), Number(bare)];
  return readings.find((value) => value !== null && Number.isFinite(value) && there.has(value)) ?? null;
}

function stands(written: string, text: string): boolean {
  return folded(text).includes(folded(written));
}

function folded(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\d]/gu, '');
}
