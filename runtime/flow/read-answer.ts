import type { MessageFacts } from './facts';
import type { Localized } from './flow-document';
import type { Json } from './json';

export type AnswerKind = 'text' | 'number' | 'date' | 'email' | 'choice' | 'yesNo' | 'file';

export interface AnswerOption {
  value: string;
  label: Localized;
}

/** What a customer's message answers to a question, or `null` where it does not answer it. */
export function readAnswer(
  kind: AnswerKind,
  message: MessageFacts,
  options: readonly AnswerOption[] = [],
): Json | null {
  switch (kind) {
    case 'choice':
      return readChoice(message, options);
    case 'yesNo':
      return readYesNo(message);
    case 'file': {
      const names = message.attachments.map(({ name }) => name);
      return names.length === 0 ? null : names;
    }
    default:
      return readText(kind, message.text);
  }
}

/** A text read as a text, the one number in it, a date, or an address; `null` where it is not one. */
export function readText(kind: 'text' | 'number' | 'date' | 'email', source: string): string | number | null {
  const text = source.trim();
  switch (kind) {
    case 'text':
      return text === '' ? null : text;
    case 'number':
      return readNumber(text);
    case 'date':
      return readDate(text);
    case 'email':
      return /[^\s<>(),;:"]+@[^\s<>(),;:"]+\.[^\s<>(),;:".]+/.exec(text)?.[0].toLowerCase() ?? null;
  }
}

/** A chosen quick reply, the number of an option, or its words: alone on a line, else anywhere if only one option is named. */
export function readChoice({ text, choice }: MessageFacts, options: readonly AnswerOption[]): string | null {
  const chosen = options.find(({ value }) => value === choice);
  if (chosen) return chosen.value;
  for (const line of text.split('\n').map(fold)) {
    const number = /^\(?(\d{1,2})[.)]?$/.exec(line)?.[1];
    const byNumber = number === undefined ? undefined : options[Number(number) - 1];
    const named = byNumber ?? options.find((option) => wordsOf(option).includes(line));
    if (named) return named.value;
  }
  const whole = ` ${fold(text).replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  const mentioned = options.filter((option) =>
    wordsOf(option).some(
      (words) => words !== '' && whole.includes(` ${words.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `),
    ),
  );
  return mentioned.length === 1 ? (mentioned[0]?.value ?? null) : null;
}

const YES = /^(ja|j|jawohl|gerne?|ok|okay|okey|einverstanden|stimmt|yes|y|yep|sure|agreed|1)\b/;
const NO = /^(nein|n|nee|nicht|no|nope|not|disagree|2)\b/;

export function readYesNo({ text, choice }: MessageFacts): boolean | null {
  if (typeof choice === 'boolean') return choice;
  const words = fold(typeof choice === 'string' ? choice : text);
  if (YES.test(words)) return true;
  return NO.test(words) ? false : null;
}

/** The one number in a text; with a decimal comma or point, and groups of thousands. */
function readNumber(text: string): number | null {
  const found = text.match(/[-+]?\d+(?:[.,]\d+|[\u00a0 ']\d{3}\b)*/g) ?? [];
  if (found.length !== 1) return null;
  const digits = (found[0] ?? '').replace(/[\s\u00a0']/g, '');
  const decimal = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  const isDecimal = decimal >= 0 && !/^\d{3}$/.test(digits.slice(decimal + 1));
  const whole = (isDecimal ? digits.slice(0, decimal) : digits).replace(/[.,]/g, '');
  const number = Number(isDecimal ? `${whole}.${digits.slice(decimal + 1)}` : whole);
  return Number.isFinite(number) ? number : null;
}

/** A date as ISO 8601 (`2026-11-20`): written as ISO, as 20.11.2026, 20.11.26, or 20/11/2026. */
function readDate(text: string): string | null {
  const iso = /\b(\d{4})-(\d{1,2})-(\d{1,2})\b/.exec(text);
  const local = iso ? null : /\b(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})\b/.exec(text);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : local ? [local[3], local[2], local[1]] : [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const full = Number(year) < 100 ? 2000 + Number(year) : Number(year);
  const date = new Date(Date.UTC(full, Number(month) - 1, Number(day)));
  const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return isReal ? date.toISOString().slice(0, 10) : null;
}

function wordsOf({ value, label }: AnswerOption): string[] {
  return [value, ...Object.values(label)].map(fold);
}

function fold(text: string): string {
  return text.trim().toLowerCase();
}
