import type { MessageFacts } from './facts';
import type { Localized } from './flow-document';
import type { Json } from './json';
import { dayOf, findDates } from './read-date';
import { isTimeZone } from './zone-offset';

export type AnswerKind = 'text' | 'number' | 'date' | 'email' | 'choice' | 'yesNo' | 'file';

/** The type of the variable that keeps an answer. */
export const ANSWER_TYPES = {
  text: 'text',
  number: 'number',
  date: 'date',
  email: 'text',
  choice: 'text',
  yesNo: 'boolean',
  file: 'list',
} as const satisfies Record<AnswerKind, string>;

export interface AnswerOption {
  value: string;
  label: Localized;
}

/**
 * What a customer's message answers to a question, or `null` where it does not answer it.
 * @param timeZone where the customer is taken to be: what "tomorrow" is depends on it
 */
export function readAnswer(
  kind: AnswerKind,
  message: MessageFacts,
  options: readonly AnswerOption[] = [],
  timeZone = 'UTC',
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
      return readText(
        kind,
        message.text.trim(),
        dayOf(message.arrivedAt, isTimeZone(timeZone) ? timeZone : 'UTC'),
      );
  }
}

/** A text read as a text, the one number in it, the one date, or an address; `null` where it is not one. */
function readText(
  kind: 'text' | 'number' | 'date' | 'email',
  text: string,
  today: string,
): string | number | null {
  switch (kind) {
    case 'text':
      return text === '' ? null : text;
    case 'number':
      return readNumber(text);
    case 'date':
      return readDate(text, today);
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

const YES =
  /^(?:ja|j|jo|jup|jepp|jawohl|doch|gern|gerne|klar|natürlich|selbstverständlich|sicher|genau|richtig|stimmt|passt|ok|okay|okey|in ordnung|geht klar|einverstanden|yes|y|yep|yup|yeah|sure|of course|certainly|absolutely|right|correct|agreed|1|👍|✅)(?!\p{L})/u;
const NO =
  /^(?:nein|n|nö|ne|nee|nicht|niemals|keinesfalls|auf keinen fall|lieber nicht|leider nicht|no|nope|nah|not|never|disagree|i disagree|2|👎|❌)(?!\p{L})/u;
/** "Passt nicht" begins like a yes. */
const TAKEN_BACK = /^(?:\p{L}+\s)?\p{L}+\s(?:aber\s)?(?:nicht|not)(?!\p{L})/u;

export function readYesNo({ text, choice }: MessageFacts): boolean | null {
  if (typeof choice === 'boolean') return choice;
  const words = fold(typeof choice === 'string' ? choice : text);
  if (YES.test(words)) return !TAKEN_BACK.test(words);
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

/** The one date in a text as ISO 8601 (`2026-11-20`); said twice it is still one. */
function readDate(text: string, today: string): string | null {
  // In a letter "morgen" may be the morning; alone it is tomorrow.
  const alone = text.replace(/^(?:ab|bis)?\s*morgen\s*(?:bitte)?[.!]*$/i, 'tomorrow');
  const dates = new Set(findDates(alone, today).map(({ value }) => value));
  const [date] = dates;
  return dates.size === 1 ? (date ?? null) : null;
}

function wordsOf({ value, label }: AnswerOption): string[] {
  return [value, ...Object.values(label)].map(fold);
}

function fold(text: string): string {
  return text.trim().toLowerCase();
}
