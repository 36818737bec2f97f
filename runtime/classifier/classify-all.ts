import type { ClassifierModel } from './classifier-model';
import { classify, type RankedCategory } from './classify';
import { wordsOf } from './normalise-text';
import { splitMessage } from './split-message';
import { isStopWord } from './stop-words';

/**
 * All categories that a text belongs to, likeliest first: a letter may cancel one thing and ask for another. The text is judged as a
 * whole and by its clauses, and each category counts with the clause that speaks for it most. The confidences are chances of their
 * own and do not add up. Categories below `least` are left out. Never throws; pure.
 */
export function classifyAll(model: ClassifierModel, text: string, least = 0): RankedCategory[] {
  const confidences = new Map<string, number>();
  for (const [index, part] of [text, ...clausesOf(text)].entries()) {
    for (const { label, confidence: chance } of classify(model, part).ranking) {
      const confidence = index === 0 ? chance : chance * CLAUSE_TRUST;
      if (confidence > (confidences.get(label) ?? 0)) confidences.set(label, confidence);
    }
  }
  return [...confidences]
    .map(([label, confidence]) => ({ label, confidence }))
    .filter(({ confidence }) => confidence >= least)
    .sort((a, b) => b.confidence - a.confidence);
}

/** Of many clauses one may look like anything: what only a clause says counts a little less. */
const CLAUSE_TRUST = 0.9;
const MOST_CLAUSES = 12;
/** A clause of fewer words says too little to be judged on its own. */
const LEAST_WORDS = 3;
/** Where one concern ends and another may begin. */
const BREAK = /[.!?;\n]+\s*|,?\s+(?:und|sowie|außerdem|ausserdem|zudem|and|also|besides|plus)\s+|,\s+/iu;

/** Clauses that say something, of the parts of the message that its writer wrote for us. */
function clausesOf(text: string): string[] {
  const parts = splitMessage(text).map((part) => part.text);
  // Of several parts the first is the whole.
  const sentences = parts.length > 1 ? parts.slice(1) : parts;
  const clauses = sentences
    .flatMap((sentence) => sentence.split(BREAK))
    .filter((clause) => {
      const words = wordsOf(clause);
      return words.length >= LEAST_WORDS && words.some((word) => !isStopWord(word));
    });
  return [...new Set(clauses.length > 1 || sentences.length > 1 ? [...sentences, ...clauses] : [])].slice(
    0,
    MOST_CLAUSES,
  );
}
