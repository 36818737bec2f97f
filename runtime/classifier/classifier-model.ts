import type { ScopeFeatures } from './scope-features';
import type { Language } from './stem-word';
import { VectorSpace } from './vector-space';

/** What a person typed into the node: one category with its example sentences. */
export interface Category {
  id: string;
  examples: readonly string[];
  /** The name a person reads; its words count as one weak example. Without it the id is read ("card_lost"). */
  label?: string;
}

/** One thing the model learnt from: an example (or a category's name) and how it pulls on the categories. */
export interface LearntRow {
  text: string;
  /** Index into `labels`. */
  category: number;
  isName: boolean;
  /** Flat pairs: category index, weight. */
  pulls: readonly number[];
}

/** Everything that is stored of a model; plain JSON. */
export interface StoredModel {
  schemaVersion: typeof SCHEMA_VERSION;
  language: Language;
  /** Ids of the categories that can be answered, in the order they were given. */
  labels: readonly string[];
  /** Ids of categories that had no usable example: never answered. */
  withoutExamples: readonly string[];
  rows: readonly LearntRow[];
  /** Divides the scores before they become probabilities. */
  temperature: number;
  scope: ScopeWeights;
}

/** Logistic weights on the scope features (in their units) and the bias: positive means in scope. */
export interface ScopeWeights {
  weights: ScopeFeatures;
  bias: number;
}

/** A model ready to classify: what is stored plus the space rebuilt from it. */
export interface ClassifierModel {
  readonly stored: StoredModel;
  readonly space: VectorSpace;
  /** Per row its pulls and its category, taken out of `stored` once for speed. */
  readonly pulls: readonly (readonly number[])[];
  readonly classOf: readonly number[];
}

/** Raised by `trainClassifier` and `deserializeClassifier`; `code` says which rule was broken. */
export class ClassifierError extends Error {
  override readonly name = 'ClassifierError';

  constructor(
    readonly code: 'duplicateCategory' | 'unreadableModel' | 'outdatedModel',
    message: string,
  ) {
    super(message);
  }
}

/** The model as text, to be cached beside the examples it was learnt from; contains the examples. */
export function serializeClassifier(model: ClassifierModel): string {
  return JSON.stringify(model.stored);
}

/**
 * Rebuilds a model from `serializeClassifier`. Throws ClassifierError `unreadableModel` for text that is not a
 * model and `outdatedModel` for one written by another version of the classifier: then train again.
 */
export function deserializeClassifier(text: string): ClassifierModel {
  return assembleModel(parseStored(text));
}

/** Joins a stored model and its space; the space is rebuilt from the stored texts unless the caller has it. */
export function assembleModel(stored: StoredModel, known?: VectorSpace): ClassifierModel {
  const texts = stored.rows.map((row) => row.text);
  return {
    stored,
    space: known ?? new VectorSpace(texts, stored.language),
    pulls: stored.rows.map((row) => row.pulls),
    classOf: stored.rows.map((row) => row.category),
  };
}

/** Grows whenever words are read or weighed differently: weights learnt before would no longer fit. */
export const SCHEMA_VERSION = 1;

/** Checks what was stored, without rebuilding anything. Throws as `deserializeClassifier` does. */
export function parseStored(text: string): StoredModel {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ClassifierError('unreadableModel', `The stored classifier is not JSON: ${String(cause)}`);
  }
  if (!isRecord(value) || !('schemaVersion' in value)) {
    throw new ClassifierError('unreadableModel', 'The stored text is not a classifier.');
  }
  if (value.schemaVersion !== SCHEMA_VERSION) {
    throw new ClassifierError(
      'outdatedModel',
      'The stored classifier is of another version; train it again.',
    );
  }
  if (!isStoredModel(value)) {
    throw new ClassifierError('unreadableModel', 'The stored classifier lacks some of its parts.');
  }
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStoredModel(value: unknown): value is StoredModel {
  if (!isRecord(value) || !isRecord(value.scope)) return false;
  return (
    (value.language === 'de' || value.language === 'en') &&
    isListOf(value.labels, (label) => typeof label === 'string') &&
    isListOf(value.withoutExamples, (label) => typeof label === 'string') &&
    isListOf(value.rows, isLearntRow) &&
    isNumber(value.temperature) &&
    isNumber(value.scope.bias) &&
    isListOf(value.scope.weights, isNumber) &&
    value.scope.weights.length === 3
  );
}

function isLearntRow(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.text === 'string' &&
    isNumber(value.category) &&
    typeof value.isName === 'boolean' &&
    isListOf(value.pulls, isNumber)
  );
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isListOf(value: unknown, test: (item: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.every(test);
}
