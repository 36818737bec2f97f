import { wordsOf } from './normalise-text';
import { isStopWord } from './stop-words';

/** Part of a message that is judged on its own. */
export interface MessagePart {
  text: string;
  /** Its normalised words. */
  words: readonly string[];
  /** How much its judgement counts beside the others: the whole and the subject more than one sentence. */
  weight: number;
}

/**
 * Cuts a message into the parts worth judging. A short text is one part. In a longer one, quoted lines, greeting and
 * signature go, and what remains is judged as a whole (its beginning), by its first line (the subject of an
 * e-mail) and by every sentence, because the concern often stands in a single sentence of a long letter.
 * An empty list means that nothing was said.
 */
export function splitMessage(text: string): MessagePart[] {
  const words = wordsOf(text);
  if (words.length === 0) return [];
  if (words.length <= SHORT_TEXT) return [{ text, words, weight: 1 }];
  const sentences = usefulLines(text)
    .flatMap(sentencesOf)
    .map((sentence) => ({ text: sentence, words: wordsOf(sentence) }))
    .filter((sentence) => sentence.words.some((word) => word !== '?' && !isStopWord(word)));
  if (sentences.length <= 1) return [{ ...(sentences[0] ?? { text, words }), weight: 1 }];
  const whole = {
    text: sentences.map((sentence) => sentence.text).join(' '),
    words: sentences.flatMap((sentence) => sentence.words),
  };
  const chosen = [
    ...sentences.slice(0, FIRST_SENTENCES),
    ...sentences.slice(FIRST_SENTENCES).slice(-LAST_SENTENCES),
  ];
  return [
    { ...whole, weight: 1.5 },
    ...chosen.map((sentence, at) => ({ ...sentence, weight: at === 0 ? 1.2 : 1 })),
  ];
}

const SHORT_TEXT = 25;
const FIRST_SENTENCES = 5;
const LAST_SENTENCES = 2;

/** The lines that the writer wrote for us: up to the signature, without quotes, quote headers and the greeting. */
function usefulLines(text: string): string[] {
  const useful: string[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const trimmed = line.trim();
    if (/^--\s*$/.test(line) || QUOTE_START.test(trimmed)) break;
    if (useful.length > 0 && SIGN_OFF.test(trimmed)) break;
    if (trimmed === '' || trimmed.startsWith('>')) continue;
    const said = trimmed.replace(GREETING, '').trim();
    if (said !== '') useful.push(said);
  }
  return useful.length > 0 ? joinWrapped(useful) : [text];
}

/** A mail program breaks lines in the middle of sentences; a line that goes on in lower case belongs to the last. */
function joinWrapped(lines: readonly string[]): string[] {
  const joined: string[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    if (last !== undefined && last.length > 40 && !/[.!?:;]$/.test(last))
      joined[joined.length - 1] = `${last} ${line}`;
    else joined.push(line);
  }
  return joined;
}

function sentencesOf(line: string): string[] {
  return line.split(/(?<=[.!?;])\s+(?=\S)/);
}

const GREETING =
  /^(?:hallo|hi|hey|hello|dear|guten (?:tag|morgen|abend)|good (?:morning|afternoon|evening)|sehr geehrte[rsn]?|liebe[rs]?|moin|servus|gr(?:ü|ue)(?:ß|ss) gott)\b[^.!?]{0,60}(?:[,!:]|$)/iu;
const SIGN_OFF =
  /^(?:mit (?:freundlichen|besten|lieben|herzlichen) gr|freundliche gr|viele gr|beste gr|liebe gr|herzliche gr|gru(?:ß|ss)\b|mfg\b|lg\b|vg\b|hochachtungsvoll|(?:kind|best|warm|many)? ?regards|yours (?:sincerely|faithfully|truly)|sincerely|cheers\b|best wishes|many thanks and)/iu;
const QUOTE_START =
  /^(?:-{3,}.*(?:original|ursprüngliche|forwarded|weitergeleitete).*|(?:am|on)\b.{5,120}(?:schrieb|wrote).{0,80}:|(?:von|from):\s.+|_{10,})$/iu;
