import type { ClassifierModel } from './classifier-model';
import { normaliseText } from './normalise-text';
import { isStopWord } from './stop-words';
import type { TextVector } from './vector-space';

/** A part of a message after it was judged. */
export interface JudgedPart {
  vector: TextVector;
  weight: number;
  chances: Float64Array;
  inScope: number;
}

/**
 * The words that spoke for `category`, strongest first, as the writer wrote them. A word's share is what all
 * features read from it added to the category's score, taken from the part that spoke loudest for it.
 */
export function explainParts(
  model: ClassifierModel,
  parts: readonly JudgedPart[],
  category: number,
  text: string,
): string[] {
  const [loudest] = [...parts].sort((a, b) => voice(b, category) - voice(a, category));
  if (loudest === undefined) return [];
  const { vector } = loudest;
  const pulls = pullsOn(model, category);
  const shares = new Float64Array(vector.text.words.length);
  vector.features.forEach((feature, entry) => {
    const share = (vector.values[entry] ?? 0) * pullOf(model, feature, pulls);
    const from = vector.from[entry] ?? [];
    for (const at of from) shares[at] = (shares[at] ?? 0) + share / from.length;
  });
  const strongest = Math.max(0, ...shares);
  const named = Array.from(shares, (share, at) => ({ share, word: vector.text.words[at] ?? '' }))
    .filter(({ share, word }) => share > strongest * LEAST_SHARE && isTelling(word))
    .sort((a, b) => b.share - a.share)
    .map(({ word }) => word);
  return asWritten([...new Set(named)].slice(0, MOST_EVIDENCE), text);
}

const MOST_EVIDENCE = 5;
const LEAST_SHARE = 0.15;

function voice({ chances, inScope, weight }: JudgedPart, category: number): number {
  return (chances[category] ?? 0) * inScope * weight;
}

/** Per row how much it pulls on one category. */
function pullsOn(model: ClassifierModel, category: number): Float64Array {
  return Float64Array.from(model.pulls, (pairs) => {
    for (let at = 0; at < pairs.length; at += 2) if (pairs[at] === category) return pairs[at + 1] ?? 0;
    return 0;
  });
}

/** How much one unit of a feature adds to the category's score, over all rows that have the feature. */
function pullOf(model: ClassifierModel, feature: number, pulls: Float64Array): number {
  const posting = model.space.posting(feature);
  if (posting === undefined) return 0;
  const { rows, values } = posting;
  let sum = 0;
  for (let at = 0; at < rows.length; at += 1) sum += (values[at] ?? 0) * (pulls[rows[at] ?? -1] ?? 0);
  return sum;
}

/** Small words may decide, but naming them explains nothing to a person; negations do. */
function isTelling(word: string): boolean {
  return /^[\p{L}]/u.test(word) && (!isStopWord(word) || QUESTION_WORDS.has(word));
}

const QUESTION_WORDS: ReadonlySet<string> = new Set(
  'when where why how wann wo warum wieso weshalb wie nicht not'.split(' '),
);

/** The words in the first way the writer spelt each of them. */
function asWritten(words: readonly string[], text: string): string[] {
  const missing = new Set(words);
  const forms = new Map<string, string>();
  for (const [written] of text.matchAll(/[\p{L}\p{M}]+/gu)) {
    if (missing.size === 0) break;
    const normal = normalWord(written);
    if (missing.delete(normal)) forms.set(normal, written);
  }
  return words.map((word) => forms.get(word) ?? word);
}

/** The same words come again and again, in every message. */
const normalWords = new Map<string, string>();
const MOST_REMEMBERED = 20_000;
const LONGEST_REMEMBERED = 40;

function normalWord(written: string): string {
  const known = normalWords.get(written);
  if (known !== undefined) return known;
  const normal = normaliseText(written);
  if (normalWords.size >= MOST_REMEMBERED) normalWords.clear();
  if (written.length <= LONGEST_REMEMBERED) normalWords.set(written, normal);
  return normal;
}
