import type { ClassifierModel } from './classifier-model';
import { explainParts, type JudgedPart } from './explain';
import { scopeFeatures } from './scope-features';
import { scoreRows, softmax } from './score-rows';
import { type MessagePart, splitMessage } from './split-message';

export interface RankedCategory {
  label: string;
  /** Chance (0 to 1) that this category is the right one, out-of-scope texts included in the reckoning. */
  confidence: number;
}

export interface Classification {
  /** The id of the likeliest category; null only when the text is empty or nothing was learnt. */
  label: string | null;
  /** Calibrated chance (0 to 1) that `label` is right; compare it with the threshold for "unsure". */
  confidence: number;
  /** Chance (0 to 1) that the text belongs to none of the categories, reckoning that one text in five does not. */
  outOfScope: number;
  /** All categories, likeliest first. The confidences add up to 1 - outOfScope. */
  ranking: readonly RankedCategory[];
  /** The words of the text that decided, strongest first, as they were written; at most five. */
  evidence: readonly string[];
}

/**
 * Tells which category a text belongs to. Chat lines are judged as they are; long e-mails are judged sentence by
 * sentence and as a whole, without greeting, quotes and signature. Never throws; pure.
 */
export function classify(model: ClassifierModel, text: string): Classification {
  const { stored } = model;
  const parts = stored.labels.length === 0 ? [] : splitMessage(text).map((part) => judge(model, part));
  if (parts.length === 0) {
    return { label: null, confidence: 0, outOfScope: 1, ranking: evenRanking(stored.labels), evidence: [] };
  }
  const inScope = 1 - parts.reduce((least, part) => Math.min(least, 1 - part.inScope), 1);
  const chances = mixChances(parts, stored.labels.length);
  const ranking = Array.from(chances, (chance, category) => ({
    label: stored.labels[category] ?? '',
    confidence: chance * inScope,
  })).sort((a, b) => b.confidence - a.confidence);
  const [first] = ranking;
  if (first === undefined) return { label: null, confidence: 0, outOfScope: 1, ranking, evidence: [] };
  return {
    label: first.label,
    confidence: first.confidence,
    outOfScope: 1 - inScope,
    ranking,
    evidence: explainParts(model, parts, stored.labels.indexOf(first.label), text),
  };
}

function judge(model: ClassifierModel, { words, weight }: MessagePart): JudgedPart {
  const { space, stored } = model;
  const vector = space.place(words);
  const similarities = space.similarities(vector);
  const scores = scoreRows(similarities, model.pulls, stored.labels.length);
  const features = scopeFeatures({
    space,
    vector,
    similarities,
    scores,
    classOf: model.classOf,
    mayUse: (row) => stored.rows[row]?.isName !== true,
  });
  let familiarity = stored.scope.bias;
  features.forEach((value, at) => {
    familiarity += value * (stored.scope.weights[at] ?? 0);
  });
  return {
    vector,
    weight,
    chances: softmax(scores, stored.temperature),
    inScope: 1 / (1 + Math.exp(-familiarity)),
  };
}

/** Every part votes with its chances; parts that say nothing known ("I have been a customer for years") count little. */
function mixChances(parts: readonly JudgedPart[], classes: number): Float64Array {
  const mixed = new Float64Array(classes);
  let total = 0;
  for (const { chances, inScope, weight } of parts) {
    const vote = weight * inScope ** 2 + 1e-9;
    total += vote;
    chances.forEach((chance, category) => {
      mixed[category] = (mixed[category] ?? 0) + vote * chance;
    });
  }
  return mixed.map((sum) => sum / total);
}

function evenRanking(labels: readonly string[]): RankedCategory[] {
  return labels.map((label) => ({ label, confidence: 0 }));
}
