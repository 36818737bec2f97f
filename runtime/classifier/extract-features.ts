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
  /** Per word how much it counts. */
  weights: readonly number[];
  /** One list per view, in the order of VIEWS; that of the letters is empty: `LetterGroups` reads them. */
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

/** Where some of them stand in VIEWS. */
export const WORDS_VIEW = 0;
export const STEMS_VIEW = 1;
export const LETTERS_VIEW = 3;
export const CONCEPTS_VIEW = 5;
const STEM_PAIRS_VIEW = 4;
const CONCEPT_PAIRS_VIEW = 6;

/** Whether there is any pair with this member in a view of pairs. */
export type IsPaired = (view: number, member: string) => boolean;

/**
 * Reads a text in the ways of VIEWS: words, stems, neighbouring stems, pairs of content stems
 * anywhere in the text, concepts of the lexicon, pairs of concepts, and their families. At most the first
 * MOST_WORDS words are read; `mainLanguage` decides where the text itself does not show its language. Pairs with a
 * member that is not `isPaired` have the key UNKNOWN: whoever knows all pairs there are spares writing out the others.
 */
export function extractFeatures(text: string, mainLanguage: Language, isPaired?: IsPaired): TextFeatures {
  return readFeatures(wordsOf(text), mainLanguage, isPaired);
}

/** Does what `extractFeatures` does for a text whose words were read already. */
export function readFeatures(
  allWords: readonly string[],
  mainLanguage: Language,
  isPaired: IsPaired = () => true,
): TextFeatures {
  const words = allWords.slice(0, MOST_WORDS);
  const language = guessLanguage(words, mainLanguage);
  const stems = words.map((word) => stemWord(word, language));
  const areStopWords = words.map(isStopWord);
  const weights = words.map((word, at) => wordWeight(word, areStopWords[at] ?? false));
  const content = contentStems(stems, areStopWords);
  const meanings = readMeanings(words, stems, content, language);
  return {
    words,
    stems,
    weights,
    views: [
      collect(words.map((word, at) => ({ key: word, weight: weights[at] ?? 0, from: [at] }))),
      collect(stems.map((stem, at) => ({ key: stem, weight: weights[at] ?? 0, from: [at] }))),
      collect(neighbours(stems, areStopWords)),
      [],
      pairs(STEM_PAIRS_VIEW, content, isPaired),
      meanings.concepts.map(({ key, weight, at }) => ({ key, weight, from: [at] })),
      pairs(
        CONCEPT_PAIRS_VIEW,
        [...meanings.concepts.filter(({ filling }) => filling !== true), ...meanings.rest],
        isPaired,
      ),
      meanings.families.map(({ key, weight, at }) => ({ key, weight, from: [at] })),
    ],
  };
}

const MOST_WORDS = 120;
const MOST_PAIRED = 32;
const STOP_WORD_WEIGHT = 0.8;
const FILLING_WEIGHT = 0.6;

interface Located {
  key: string;
  weight: number;
  at: number;
  /** Whether it is a value that fills a request (Monday, seven o'clock) rather than the request. */
  filling?: boolean;
}

function wordWeight(word: string, isStop: boolean): number {
  if (isStop) return STOP_WORD_WEIGHT;
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
    count === 1 ? feature : { ...feature, weight: feature.weight * damped(count) },
  );
}

/** How much more something counts that comes so many times. */
export function damped(count: number): number {
  return count === 1 ? 1 : 1 + Math.log(count);
}

function neighbours(stems: readonly string[], areStopWords: readonly boolean[]): Feature[] {
  const found: Feature[] = [];
  for (let at = 0; at <= stems.length; at += 1) {
    const left = at === 0 ? '^' : (stems[at - 1] ?? '');
    const right = at === stems.length ? '$' : (stems[at] ?? '');
    // The edges of a text say as little as a small word.
    const bothSmall = (areStopWords[at - 1] ?? true) && (areStopWords[at] ?? true);
    const from = at === 0 ? [0] : at === stems.length ? [at - 1] : [at - 1, at];
    found.push({ key: `${left}_${right}`, weight: bothSmall ? STOP_WORD_WEIGHT : 1, from });
  }
  return stems.length === 0 ? [] : found;
}

function contentStems(stems: readonly string[], areStopWords: readonly boolean[]): Located[] {
  const byStem = new Map<string, Located>();
  stems.forEach((stem, at) => {
    if (areStopWords[at] !== true && !byStem.has(stem)) byStem.set(stem, { key: stem, weight: 1, at });
  });
  return [...byStem.values()];
}

/** All unordered pairs: what is said together matters more in short texts than the order it is said in. */
function pairs(view: number, items: readonly Located[], isPaired: IsPaired): Feature[] {
  const sorted = items
    .slice(0, MOST_PAIRED)
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ key, at }) => ({ key, at, paired: isPaired(view, key) }));
  const found: Feature[] = [];
  for (const [index, first] of sorted.entries()) {
    for (let next = index + 1; next < sorted.length; next += 1) {
      const second = sorted[next];
      if (second === undefined) continue;
      const known = first.paired && second.paired;
      found.push(
        known ? { key: `${first.key}_${second.key}`, weight: 1, from: [first.at, second.at] } : UNKNOWN_PAIR,
      );
    }
  }
  return found;
}

/** Key of a feature that no example can have. */
export const UNKNOWN = '';
const UNKNOWN_PAIR: Feature = { key: UNKNOWN, weight: 1, from: [] };

/** The two members of a pair; null for a feature of any other view. */
export function membersOfPair(view: number, key: string): readonly [string, string] | null {
  if (view !== STEM_PAIRS_VIEW && view !== CONCEPT_PAIRS_VIEW) return null;
  const middle = key.indexOf('_');
  return [key.slice(0, middle), key.slice(middle + 1)];
}

interface Meanings {
  concepts: Located[];
  families: Located[];
  /** Content stems the lexicon knows nothing about: names, products, the trade's own words. */
  rest: Located[];
}

function readMeanings(
  words: readonly string[],
  stems: readonly string[],
  content: readonly Located[],
  language: Language,
): Meanings {
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
  const rest = content.filter(({ at }) => !known.has(at));
  return { concepts: [...concepts.values()], families: [...families.values()], rest };
}

function keepStronger(into: Map<string, Located>, item: Located): void {
  const known = into.get(item.key);
  if (known === undefined || known.weight < item.weight) into.set(item.key, item);
}
