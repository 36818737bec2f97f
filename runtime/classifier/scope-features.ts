import { CONCEPTS_VIEW, STEMS_VIEW, WORDS_VIEW } from './extract-features';
import { isStopWord } from './stop-words';
import type { TextVector, VectorSpace } from './vector-space';

/** How familiar a text is to a model, in three numbers; all grow with familiarity. */
export type ScopeFeatures = readonly [nearestCategory: number, coverage: number, decision: number];

export interface ScopeInput {
  space: VectorSpace;
  vector: TextVector;
  similarities: Float64Array;
  /** The scores of the categories that may answer. */
  scores: Float64Array;
  classOf: readonly number[];
  /** Which rows may be looked at; learning hides the text's own row or its whole category. */
  mayUse: (row: number) => boolean;
}

/**
 * The best category by its two nearest examples, share of the content words (weighted by rarity) that
 * the examples know by word, stem or concept, and how clearly the scores favour one category.
 */
export function scopeFeatures(input: ScopeInput): ScopeFeatures {
  const { similarities, classOf, scores, mayUse } = input;
  const best = new Float64Array(scores.length);
  const second = new Float64Array(scores.length);
  similarities.forEach((similar, row) => {
    const category = classOf[row] ?? -1;
    if (category < 0 || !mayUse(row)) return;
    if (similar > (best[category] ?? 0)) {
      second[category] = best[category] ?? 0;
      best[category] = similar;
    } else if (similar > (second[category] ?? 0)) second[category] = similar;
  });
  let nearestCategory = 0;
  best.forEach((similar, category) => {
    nearestCategory = Math.max(nearestCategory, similar + (second[category] ?? 0));
  });
  let decision = Number.NEGATIVE_INFINITY;
  for (const score of scores) decision = Math.max(decision, score);
  return [nearestCategory, coverage(input), Number.isFinite(decision) ? decision : 0];
}

function coverage({ space, vector, mayUse }: ScopeInput): number {
  const { words, stems } = vector.text;
  const meant = new Map<number, boolean>();
  for (const { key, from } of vector.text.views[CONCEPTS_VIEW] ?? []) {
    const known = isKnown(space, CONCEPTS_VIEW, key, mayUse);
    for (const at of from) meant.set(at, known || meant.get(at) === true);
  }
  let known = 0;
  let total = 0;
  words.forEach((word, at) => {
    const small = isStopWord(word) || word === '?';
    const rarity = space.rarityOf(space.numberOf(WORDS_VIEW, word)) * (small ? SMALL_WORD_SHARE : 1);
    total += rarity;
    if (isKnown(space, WORDS_VIEW, word, mayUse)) known += rarity;
    else if (isKnown(space, STEMS_VIEW, stems[at] ?? '', mayUse)) known += rarity * 0.9;
    else if (meant.get(at) === true) known += rarity * 0.6;
  });
  return total === 0 ? 0 : known / total;
}

function isKnown(space: VectorSpace, view: number, key: string, mayUse: (row: number) => boolean): boolean {
  const feature = space.numberOf(view, key);
  if (feature === undefined) return false;
  return space.posting(feature)?.rows.some(mayUse) ?? false;
}

const SMALL_WORD_SHARE = 0.3;
