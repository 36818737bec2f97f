import { conceptsOfWord, familiesOf, findConcepts, isFillingConcept } from './lexicon';
import { wordsOf } from './normalise-text';
import { type Language, stemWord } from './stem-word';
import { guessLanguage, isStopWord } from './stop-words';

/** What one view of a text (its words, its letters, its concepts ...) found: how strong, and from which words. */
export interface Feature {
  key: string;
  weight: number;
  /** Indexes into `words` of the text the feature was read from; at most two. */
  from: readonly number[];
}

export interface TextFeatures {
  /** The normalised words, for coverage and explanations. */
  words: readonly string[];
  stems: readonly string[];
  /** One list per view, in the order of VIEWS. */
  views: readonly (readonly Feature[])[];
}

/** The views and how much each weighs in the similarity of two texts; found by cross-validation on few examples. */
export const VIEWS: readonly { name: string; weight: number }[] = [
  { name: 'words', weight: 0.7 },
  { name: 'stems', weight: 0.7 },
  { name: 'neighbours', weight: 0.7 },
  { name: 'letters', weight: 1.5 },
  { name: 'stem pairs', weight: 1 },
  { name: 'concepts', weight: 1.3 },
  { name: 'concept pairs', weight: 1.7 },
  { name: 'families', weight: 0.5 },
];

/**
 * Reads a text in eight ways: words, stems, neighbouring stems, letter groups inside words, pairs of content stems
 * anywhere in the text, concepts of the lexicon, pairs of concepts, and their families. At most the first
 * MOST_WORDS words are read; `mainLanguage` decides where the text itself does not show its language. Pairs with a
 * member that is not `isPaired` have the key UNKNOWN: whoever knows all pairs there are spares writing out the others.
 */
export function extractFeatures(
  text: string,
  mainLanguage: Language,
  isPaired: (member: string) => boolean = () => true,
): TextFeatures {
  const words = wordsOf(text).slice(0, MOST_WORDS);
  const language = guessLanguage(words, mainLanguage);
  const stems = words.map((word) => stemWord(word, language));
  const meanings = readMeanings(words, stems, language);
  const content = contentStems(words, stems);
  return {
    words,
    stems,
    views: [
      collect(words.map((word, at) => ({ key: `w:${word}`, weight: wordWeight(word), from: [at] }))),
      collect(
        stems.map((stem, at) => ({ key: `s:${stem}`, weight: wordWeight(words[at] ?? ''), from: [at] })),
      ),
      collect(neighbours(words, stems)),
      collect(letterGroups(words)),
      pairs('p', content, isPaired),
      meanings.concepts.map(({ key, weight, at }) => ({ key: `k:${key}`, weight, from: [at] })),
      pairs(
        'q',
        [...meanings.concepts.filter(({ filling }) => filling !== true), ...meanings.rest],
        isPaired,
      ),
      meanings.families.map(({ key, weight, at }) => ({ key: `f:${key}`, weight, from: [at] })),
    ],
  };
}

const MOST_WORDS = 120;
const MOST_PAIRED = 32;
const STOP_WORD_WEIGHT = 0.8;
const FILLING_WEIGHT = 0.6;
const SHORTEST_GROUP = 3;
const LONGEST_GROUP = 5;

interface Located {
  key: string;
  weight: number;
  at: number;
  /** Whether it is a value that fills a request (Monday, seven o'clock) rather than the request. */
  filling?: boolean;
}

function wordWeight(word: string): number {
  if (isStopWord(word)) return STOP_WORD_WEIGHT;
  return isFilling(word) ? FILLING_WEIGHT : 1;
}

/** Times and numbers seldom tell what is wanted: "at seven" fits an alarm, an appointment and a delivery alike. */
function isFilling(word: string): boolean {
  return word.startsWith('#') || conceptsOfWord(word).some(isFillingConcept);
}

/** Sums up repeated features with a damped count, so that a word said five times does not drown the rest. */
function collect(found: readonly Feature[]): Feature[] {
  const byKey = new Map<string, { count: number; feature: Feature }>();
  for (const feature of found) {
    const known = byKey.get(feature.key);
    if (known === undefined) byKey.set(feature.key, { count: 1, feature });
    else known.count += 1;
  }
  return Array.from(byKey.values(), ({ count, feature }) =>
    count === 1 ? feature : { ...feature, weight: feature.weight * (1 + Math.log(count)) },
  );
}

function neighbours(words: readonly string[], stems: readonly string[]): Feature[] {
  const found: Feature[] = [];
  for (let at = 0; at <= stems.length; at += 1) {
    const left = at === 0 ? '^' : (stems[at - 1] ?? '');
    const right = at === stems.length ? '$' : (stems[at] ?? '');
    const bothSmall = isEdgeOrStop(words[at - 1]) && isEdgeOrStop(words[at]);
    const from = [at - 1, at].filter((index) => index >= 0 && index < words.length);
    found.push({ key: `b:${left}_${right}`, weight: bothSmall ? STOP_WORD_WEIGHT : 1, from });
  }
  return words.length === 0 ? [] : found;
}

function isEdgeOrStop(word: string | undefined): boolean {
  return word === undefined || isStopWord(word);
}

function letterGroups(words: readonly string[]): Feature[] {
  const found: Feature[] = [];
  words.forEach((word, at) => {
    const weight = wordWeight(word);
    const from = [at];
    for (const key of groupsOfWord(word)) found.push({ key, weight, from });
  });
  return found;
}

/** The same words come again and again, in every message. */
const groupsByWord = new Map<string, readonly string[]>();
const MOST_REMEMBERED = 20_000;

function groupsOfWord(word: string): readonly string[] {
  const known = groupsByWord.get(word);
  if (known !== undefined) return known;
  const padded = ` ${word} `;
  const groups: string[] = [];
  for (let size = SHORTEST_GROUP; size <= LONGEST_GROUP; size += 1) {
    for (let start = 0; start + size <= padded.length; start += 1) {
      groups.push(`c:${padded.slice(start, start + size)}`);
    }
  }
  if (groupsByWord.size >= MOST_REMEMBERED) groupsByWord.clear();
  groupsByWord.set(word, groups);
  return groups;
}

function contentStems(words: readonly string[], stems: readonly string[]): Located[] {
  const byStem = new Map<string, Located>();
  stems.forEach((stem, at) => {
    if (!isStopWord(words[at] ?? '') && !byStem.has(stem)) byStem.set(stem, { key: stem, weight: 1, at });
  });
  return [...byStem.values()];
}

/** All unordered pairs: what is said together matters more in short texts than the order it is said in. */
function pairs(mark: string, items: readonly Located[], isPaired: (member: string) => boolean): Feature[] {
  const sorted = items
    .slice(0, MOST_PAIRED)
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ key, at }) => ({ key, at, paired: isPaired(`${mark}:${key}`) }));
  const found: Feature[] = [];
  for (const [index, first] of sorted.entries()) {
    for (let next = index + 1; next < sorted.length; next += 1) {
      const second = sorted[next];
      if (second === undefined) continue;
      const known = first.paired && second.paired;
      found.push(
        known
          ? { key: `${mark}:${first.key}_${second.key}`, weight: 1, from: [first.at, second.at] }
          : UNKNOWN_PAIR,
      );
    }
  }
  return found;
}

/** Key of a feature that no example can have. */
export const UNKNOWN = '';
const UNKNOWN_PAIR: Feature = { key: UNKNOWN, weight: 1, from: [] };

/** The two members of a pair, each with the mark of its view; null for every other feature. */
export function membersOfPair(key: string): readonly [string, string] | null {
  if (!key.startsWith('p:') && !key.startsWith('q:')) return null;
  const middle = key.indexOf('_');
  return [key.slice(0, middle), `${key.slice(0, 2)}${key.slice(middle + 1)}`];
}

interface Meanings {
  concepts: Located[];
  families: Located[];
  /** Content stems the lexicon knows nothing about: names, products, the trade's own words. */
  rest: Located[];
}

function readMeanings(words: readonly string[], stems: readonly string[], language: Language): Meanings {
  const hits = findConcepts(words, stems, language);
  const inPhrase = new Set<number>();
  const known = new Set<number>();
  for (const hit of hits) {
    for (let at = hit.at; at < hit.at + hit.length; at += 1) {
      known.add(at);
      if (hit.length > 1) inPhrase.add(at);
    }
  }
  const concepts = new Map<string, Located>();
  const families = new Map<string, Located>();
  for (const { concept, at, length, weight } of hits) {
    if (length === 1 && inPhrase.has(at)) continue;
    const filling = isFillingConcept(concept);
    keepStronger(concepts, {
      key: `<${concept}>`,
      weight: filling ? weight * FILLING_WEIGHT : weight,
      at,
      filling,
    });
    for (const family of familiesOf(concept)) keepStronger(families, { key: family, weight, at });
  }
  const rest = contentStems(words, stems).filter(({ at }) => !known.has(at));
  return { concepts: [...concepts.values()], families: [...families.values()], rest };
}

function keepStronger(into: Map<string, Located>, item: Located): void {
  const known = into.get(item.key);
  if (known === undefined || known.weight < item.weight) into.set(item.key, item);
}
