import { feelingOf, NEGATIONS, PHRASES, SIGNS, STRONGER, TURNS, WEAKER } from './mood-words';

/** Words before a word that may turn it round or make it stronger. */
const LOOK_BACK = 3;
/** "gefällt mir gar nicht": German puts what turns round a verb behind it. */
const LOOK_AHEAD = 3;
/** How fast the score grows with what is felt: a single strong word is far from 1. */
const SLOWNESS = 16;
const MAX_EXCLAMATIONS = 3;

/**
 * The mood of a German or English text from -1 to 1, by the words in it: what turns them round or makes them stronger is heeded, polite
 * formulas are not counted. Irony is beyond it.
 */
export function scoreMood(text: string, language: string): number {
  const words = readWords(text);
  const marks = signs(text);
  let sum = marks;
  let turned = 1;
  for (let at = words.length - 1; at >= 0; at--) {
    const word = words[at];
    if (!word) continue;
    if (TURNS.has(word.plain)) turned = 0.6;
    if (word.endsSentence) turned = 1;
    sum += feelingAt(words, at, language) * turned;
  }
  const exclamations = Math.min(text.match(/!/g)?.length ?? 0, MAX_EXCLAMATIONS);
  sum *= 1 + exclamations * 0.1;
  return sum === 0 ? 0 : Math.round((sum / Math.sqrt(sum * sum + SLOWNESS)) * 1000) / 1000;
}

interface Word {
  plain: string;
  isLoud: boolean;
  endsSentence: boolean;
  /** A comma keeps what turns round a word from reaching the next. */
  endsClause: boolean;
  /** What the phrase it begins feels like; the other words of a phrase feel nothing. */
  phrase: number | null;
}

function readWords(text: string): Word[] {
  const isAllLoud = !/\p{Ll}/u.test(text);
  const words = [...text.matchAll(/[\p{L}\d]+(?:['’][\p{L}]+)?/gu)].map((match): Word => {
    const end = match.index + match[0].length;
    return {
      plain: plain(match[0]),
      isLoud: !isAllLoud && match[0].length > 3 && /^\p{Lu}+$/u.test(match[0]),
      endsSentence: /^["»)]?[.!?\n;]/.test(text.slice(end, end + 2)),
      endsClause: /^["»)]?[.!?\n;,:–]/.test(text.slice(end, end + 2)),
      phrase: null,
    };
  });
  for (let at = 0; at < words.length; at++) {
    const phrase = PHRASE_WORDS.find(({ parts }) =>
      parts.every((part, index) => words[at + index]?.plain === part),
    );
    if (!phrase) continue;
    for (let index = 0; index < phrase.parts.length; index++) {
      const word = words[at + index];
      if (word) word.phrase = index === 0 ? phrase.score : 0;
    }
    at += phrase.parts.length - 1;
  }
  return words;
}

/** Longer ones first: "immer noch nicht" before "noch nicht". */
const PHRASE_WORDS = PHRASES.map(([phrase, score]) => ({ parts: phrase.split(' '), score })).sort(
  (left, right) => right.parts.length - left.parts.length,
);

function feelingAt(words: readonly Word[], at: number, language: string): number {
  const word = words[at];
  if (!word) return 0;
  const before = context(words, at, -1, LOOK_BACK);
  const strength = strengthOf(word, before);
  if (word.phrase !== null) return word.phrase * strength;
  const feeling = feelingOf(word.plain, language);
  if (feeling === 0) return 0;
  const isTurned =
    before.some(({ plain }) => NEGATIONS.has(plain)) ||
    context(words, at, 1, LOOK_AHEAD).some(({ plain }) => plain === 'nicht' || plain === 'nie');
  // "Not good" is bad; "not bad" is hardly good.
  if (isTurned) return feeling > 0 ? -0.75 * feeling : -0.25 * feeling;
  return feeling * strength;
}

function strengthOf(word: Word, before: readonly Word[]): number {
  let strength = word.isLoud ? 1.3 : 1;
  for (const { plain } of before.slice(0, 2)) {
    if (STRONGER.has(plain)) strength *= 1.4;
    if (WEAKER.has(plain)) strength *= 0.6;
  }
  return strength;
}

/** Neighbours of a word within its clause, the nearest first; phrases have said all they say. */
function context(words: readonly Word[], at: number, step: 1 | -1, count: number): Word[] {
  const near: Word[] = [];
  for (let distance = 1; distance <= count; distance++) {
    const from = words[step > 0 ? at + distance - 1 : at - distance];
    const word = words[at + step * distance];
    if (!word || from?.endsClause || word.phrase !== null) break;
    near.push(word);
  }
  return near;
}

function signs(text: string): number {
  return SIGNS.reduce(
    (sum, [pattern, feeling]) => sum + feeling * Math.min(text.match(pattern)?.length ?? 0, 2),
    0,
  );
}

const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

function plain(word: string): string {
  return word
    .toLowerCase()
    .replace(/['’](?=[td]$)/, '')
    .replace(/['’]\p{L}+$/u, '')
    .replace(/[äöüß]/g, (sign) => UMLAUTS[sign] ?? sign);
}
