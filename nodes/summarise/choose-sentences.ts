import { wordsOf } from '@/runtime/classifier/normalise-text';
import { stemWord } from '@/runtime/classifier/stem-word';
import { guessLanguage, isStopWord } from '@/runtime/classifier/stop-words';
import { splitSentences } from './split-sentences';

/** Sentences that are weighed; who writes more has said it before. */
const MAX_SENTENCES = 150;
const MAX_LENGTH = 320;
/** What two sentences may have in common, of all their words, before one of them is enough. */
const MAX_SHARED = 0.55;

/** Says what somebody wants. */
const REQUEST =
  /(?<!\p{L})(?:bitte|möchte|will|wünsche|brauche|benötige|kündig\p{L}*|widerruf\p{L}*|fordere|erwarte|könn(?:en|ten) sie|bitten|please|want|would like|need|cancel|request|could you|can you|expect|ask you)(?!\p{L})/iu;

interface Weighed {
  sentence: string;
  place: number;
  words: Set<string>;
  weight: number;
}

/**
 * The sentences that say most of a text, in their order: those with the words that come up most, with the words of the title, with a
 * wish or a question, and with numbers; early ones before late ones, and nothing twice. A short text is given as it is.
 */
export function chooseSentences(text: string, count: number): string {
  const { title, sentences } = splitSentences(text);
  if (sentences.length === 0) return shorten(title);
  if (sentences.length <= count) return sentences.map(shorten).join(' ');
  const weighed = weigh(sentences.slice(0, MAX_SENTENCES), title);
  const chosen: Weighed[] = [];
  for (const candidate of [...weighed].sort((left, right) => right.weight - left.weight)) {
    if (chosen.length === count) break;
    if (chosen.every((other) => shared(other.words, candidate.words) <= MAX_SHARED)) chosen.push(candidate);
  }
  return chosen
    .sort((left, right) => left.place - right.place)
    .map(({ sentence }) => shorten(sentence))
    .join(' ');
}

function weigh(sentences: readonly string[], title: string): Weighed[] {
  const everyWord = sentences.flatMap(wordsOf);
  const language = guessLanguage(everyWord, 'de');
  const contentOf = (text: string) =>
    wordsOf(text)
      .filter((word) => !isStopWord(word) && !/^[#?]/.test(word))
      .map((word) => stemWord(word, language));
  const contents = sentences.map(contentOf);
  const counts = new Map<string, number>();
  for (const word of contents.flat()) counts.set(word, (counts.get(word) ?? 0) + 1);
  const titleWords = new Set(contentOf(title));
  return sentences.map((sentence, place) => {
    const words = new Set(contents[place]);
    let frequency = 0;
    for (const word of words)
      frequency += Math.log2(1 + (counts.get(word) ?? 0)) + (titleWords.has(word) ? 1 : 0);
    // Not the mean: a sentence of one weighty word says less than one of three. Not the sum: the longest would always win.
    const topic = frequency / Math.sqrt(words.size + 4);
    const hints =
      (REQUEST.test(sentence) ? 1.5 : 0) +
      (sentence.endsWith('?') ? 0.5 : 0) +
      (/\d{3}/.test(sentence) ? 0.4 : 0);
    const early = 0.8 / (1 + place);
    return { sentence, place, words, weight: words.size === 0 ? 0 : topic + hints + early };
  });
}

/** What two sentences have in common, of the shorter one's words. */
function shared(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const smaller = Math.min(left.size, right.size);
  if (smaller === 0) return 1;
  return [...left].filter((word) => right.has(word)).length / smaller;
}

function shorten(sentence: string): string {
  if (sentence.length <= MAX_LENGTH) return sentence;
  const cut = sentence.slice(0, MAX_LENGTH);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), MAX_LENGTH / 2)).replace(/[\s,;:]+$/, '')} …`;
}
