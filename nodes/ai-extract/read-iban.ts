import type { Found } from '@/runtime/flow/read-date';

/** Lengths by country, from the IBAN registry (ISO 13616) of SWIFT. */
const LENGTHS: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 ' +
    'FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 ' +
    'MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 ' +
    'SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

const START = /(?<![A-Z0-9])([A-Z]{2})[ -]?\d[ -]?\d/gi;

/** International bank account numbers of a text whose check digits are right, without blanks. */
export function findIbans(text: string): Found<string>[] {
  const found: Found<string>[] = [];
  for (const match of text.matchAll(START)) {
    const length = LENGTHS[(match[1] ?? '').toUpperCase()];
    const taken = length === undefined ? null : takeSigns(text, match.index, length);
    if (taken && isIban(taken.value)) found.push({ ...taken, index: match.index });
  }
  return found;
}

/** Whether the check digits are right (ISO 7064, modulus 97-10) and the length is the country's. */
export function isIban(written: string): boolean {
  const iban = written.replace(/[\s-]/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban) || iban.length !== LENGTHS[iban.slice(0, 2)]) return false;
  let rest = 0;
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** So many letters and digits from a place on, over blanks and hyphens; `null` where the word goes on behind them. */
function takeSigns(text: string, from: number, length: number): { value: string; end: number } | null {
  let value = '';
  let end = from;
  while (value.length < length) {
    const sign = text.charAt(end);
    if (/[A-Z0-9]/i.test(sign)) value += sign.toUpperCase();
    else if (!/[ \u00a0-]/.test(sign)) return null;
    end += 1;
  }
  return /[A-Z0-9]/i.test(text.charAt(end)) ? null : { value, end };
}
