import { calibrate } from './calibrate';
import {
  assembleModel,
  type Category,
  ClassifierError,
  type ClassifierModel,
  type LearntRow,
  SCHEMA_VERSION,
} from './classifier-model';
import { fitLogistic, type SimilarityMatrix } from './fit-logistic';
import { wordsOf } from './normalise-text';
import type { Language } from './stem-word';
import { guessLanguage } from './stop-words';
import { VectorSpace } from './vector-space';

export interface TrainingOptions {
  /** The language of texts that do not show their own; by default the one most examples are in. */
  language?: Language;
  /** Whether the names of the categories count as a weak example; on by default. */
  useNames?: boolean;
}

/**
 * Learns to tell categories apart from a few example sentences each. Pure and deterministic: the same categories
 * give the same model, byte for byte. Empty examples are skipped; a category without any usable example is never
 * answered and is listed in `model.stored.withoutExamples`. With no category left, everything is out of scope.
 * At most MOST_EXAMPLES examples are learnt, taken evenly from all categories.
 * Throws ClassifierError `duplicateCategory` when two categories have one id.
 */
export function trainClassifier(
  categories: readonly Category[],
  options: TrainingOptions = {},
): ClassifierModel {
  const usable = usableCategories(categories);
  const answerable = usable.filter(({ examples }) => examples.length > 0);
  const language = options.language ?? mainLanguage(answerable.flatMap(({ examples }) => examples));
  const rows = answerable.flatMap((category, index) => rowsOf(category, index, options.useNames ?? true));
  const space = new VectorSpace(
    rows.map((row) => row.text),
    language,
  );
  const similarity = similarityMatrix(space);
  const classOf = rows.map((row) => row.category);
  const classes = answerable.length;
  const { weights } = fitLogistic({
    similarity,
    rows: rows.map((_, row) => row),
    classOf,
    classes,
    pull: PULL,
    rounds: classes > MANY_CATEGORIES ? 3 : ROUNDS,
  });
  const pulls = weights.map(flatPulls);
  const isName = rows.map((row) => row.isName);
  const { temperature, scope } = calibrate({
    space,
    similarity,
    classOf,
    isName,
    classes,
    pulls,
    pull: PULL,
  });
  const stored = {
    schemaVersion: SCHEMA_VERSION,
    language,
    labels: answerable.map(({ id }) => id),
    withoutExamples: usable.filter(({ examples }) => examples.length === 0).map(({ id }) => id),
    rows: rows.map((row, at): LearntRow => ({ ...row, pulls: pulls[at] ?? [] })),
    temperature: rounded(temperature),
    scope,
  } as const;
  return assembleModel(stored, space);
}

/** More examples than this make no model better that is meant to be typed in by hand, but training slow. */
export const MOST_EXAMPLES = 6000;

const PULL = 30;
const ROUNDS = 8;
const MANY_CATEGORIES = 200;
const SMALLEST_PULL = 0.02;

interface UsableCategory {
  id: string;
  name: string;
  examples: readonly string[];
}

function usableCategories(categories: readonly Category[]): UsableCategory[] {
  const seen = new Set<string>();
  const perCategory = Math.max(1, Math.floor(MOST_EXAMPLES / Math.max(1, categories.length)));
  const total = categories.reduce((sum, { examples }) => sum + examples.length, 0);
  return categories.map(({ id, label, examples }) => {
    if (seen.has(id)) {
      throw new ClassifierError('duplicateCategory', `Two categories have the id "${id}".`);
    }
    seen.add(id);
    const filled = examples.filter((text) => wordsOf(text).length > 0);
    const distinct = [...new Set(filled)];
    return {
      id,
      name: label ?? id,
      examples: total > MOST_EXAMPLES ? distinct.slice(0, perCategory) : distinct,
    };
  });
}

function rowsOf(category: UsableCategory, index: number, useNames: boolean): Omit<LearntRow, 'pulls'>[] {
  const rows = category.examples.map((text) => ({ text, category: index, isName: false }));
  const name = category.name.replace(/[_/.:-]+/g, ' ').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  if (useNames && wordsOf(name).some((word) => word.length >= 3)) {
    rows.push({ text: name, category: index, isName: true });
  }
  return rows;
}

function mainLanguage(texts: readonly string[]): Language {
  let german = 0;
  for (const text of texts) german += guessLanguage(wordsOf(text), 'en') === 'de' ? 1 : -1;
  return german > 0 ? 'de' : 'en';
}

function similarityMatrix(space: VectorSpace): SimilarityMatrix {
  const size = space.rows.length;
  const values = new Float32Array(size * size);
  space.rows.forEach((vector, row) => {
    values.set(space.similarities(vector), row * size);
  });
  return { size, values };
}

/** Most examples pull only on the few categories they could be confused with; the rest is dropped. */
function flatPulls(weights: Float64Array): number[] {
  const pairs: number[] = [];
  weights.forEach((weight, category) => {
    if (Math.abs(weight) >= SMALLEST_PULL) pairs.push(category, rounded(weight));
  });
  return pairs;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
