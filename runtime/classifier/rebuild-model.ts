import { setImmediate as turn } from 'node:timers/promises';
import { assembleModel, type ClassifierModel, parseStored } from './classifier-model';
import { extractFeatures, type TextFeatures } from './extract-features';
import { VectorSpace } from './vector-space';

/** Texts that are read before other work of the process gets its turn: a few milliseconds. */
const TEXTS_AT_ONCE = 20;

/**
 * Rebuilds a model from `serializeClassifier` as `deserializeClassifier` does, yet lets other work of the process in between: for a
 * model of a thousand examples reading their texts again takes a quarter of a second.
 */
export async function rebuildModel(text: string): Promise<ClassifierModel> {
  const stored = parseStored(text);
  const texts = stored.rows.map((row) => row.text);
  const read: TextFeatures[] = [];
  for (const [index, row] of texts.entries()) {
    if (index % TEXTS_AT_ONCE === TEXTS_AT_ONCE - 1) await turn();
    read.push(extractFeatures(row, stored.language));
  }
  return assembleModel(stored, new VectorSpace(texts, stored.language, read));
}
