import type { ClassifierModel } from './classifier-model';
import { classify } from './classify';
import { classifyAll } from './classify-all';

/** What the built-in classifier makes of a message. */
export interface Judgement {
  /** Id of the likeliest category; null where none fits. */
  category: string | null;
  confidence: number;
  /** All that fit, likeliest first, where several were asked for. */
  several?: { category: string; confidence: number }[];
  /** Words of the message that spoke for the category, the strongest first; none where several were asked for. */
  evidence: string[];
}

/** Less than this is no category that a message also belongs to. */
const LEAST_CONFIDENCE = 0.05;

/** Judges a message by what was learnt from examples; the simulator in the browser and the worker judge alike. Pure. */
export function judgeMessage(model: ClassifierModel, text: string, multiple: boolean): Judgement {
  if (!multiple) {
    const { label, confidence, evidence } = classify(model, text);
    return { category: label, confidence, evidence: [...evidence] };
  }
  const several = classifyAll(model, text, LEAST_CONFIDENCE).map(({ label, confidence }) => ({
    category: label,
    confidence,
  }));
  const [best] = several;
  return { category: best?.category ?? null, confidence: best?.confidence ?? 0, several, evidence: [] };
}
