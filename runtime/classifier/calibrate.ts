import { BACKGROUND_TEXTS } from './background-texts';
import type { ScopeWeights } from './classifier-model';
import { fitLogistic, type SimilarityMatrix } from './fit-logistic';
import { type ScopeFeatures, scopeFeatures } from './scope-features';
import { scoreRows } from './score-rows';
import type { VectorSpace } from './vector-space';

export interface CalibrationInput {
  space: VectorSpace;
  similarity: SimilarityMatrix;
  classOf: readonly number[];
  isName: readonly boolean[];
  classes: number;
  pulls: readonly (readonly number[])[];
  pull: number;
}

export interface Calibration {
  temperature: number;
  scope: ScopeWeights;
}

/**
 * Learns how far the scores may be believed, from the examples alone: every example is answered by a classifier
 * that has not seen it (cross-validation), every category is shown to a classifier that does not know it (a hard
 * "out of scope"), and general sentences are shown to the finished one (an easy "out of scope").
 */
export function calibrate(input: CalibrationInput): Calibration {
  const familiar: ScopeFeatures[] = [];
  const answers: Answer[] = [];
  // Many categories bring many examples: fewer folds measure as well and keep training short.
  const folds = input.classes > MANY_CATEGORIES ? 2 : FOLDS;
  for (let fold = 0; fold < folds; fold += 1) {
    for (const held of answerHeldOut(input, (row) => foldOf(input, row, folds) === fold)) {
      if (!held.categoryKnown) continue;
      familiar.push(held.features);
      answers.push({ scores: held.scores, target: held.target });
    }
  }
  const foreign: ScopeFeatures[] = [];
  const most = input.classes > MANY_CATEGORIES ? 2 : CATEGORY_GROUPS;
  const groups = Math.min(most, Math.floor(input.classes / 2));
  for (let group = 0; group < groups && input.classes - input.classes / groups >= 2; group += 1) {
    const held = answerHeldOut(input, (row) => (input.classOf[row] ?? 0) % groups === group);
    foreign.push(...held.map(({ features }) => features));
  }
  return {
    temperature: fitTemperature(answers),
    scope: fitScope(familiar, foreign, backgroundFeatures(input)),
  };
}

/** The share of out-of-scope texts that a confidence reckons with. */
export const EXPECTED_FOREIGN = 0.2;

const FOLDS = 5;
const CATEGORY_GROUPS = 4;
const FOLD_ROUNDS = 3;
const MANY_CATEGORIES = 200;

interface Answer {
  scores: Float64Array;
  target: number;
}

/** Examples of a category stand together, so taking turns by position spreads every category over the folds. */
function foldOf({ classOf, isName }: CalibrationInput, row: number, folds: number): number {
  return isName[row] === true ? -1 : (row + (classOf[row] ?? 0)) % folds;
}

function answerHeldOut(input: CalibrationInput, isHeld: (row: number) => boolean) {
  const { space, similarity, classOf, isName, classes, pull } = input;
  const all = classOf.map((_, row) => row);
  const kept = all.filter((row) => !isHeld(row));
  const known = new Set(kept.filter((row) => isName[row] !== true).map((row) => classOf[row]));
  const held = all.filter((row) => isHeld(row) && isName[row] !== true);
  if (held.length === 0 || known.size === 0) return [];
  // Classes without a kept example are not merely unlearnt, they must not take part in the answer.
  const taking = [...new Set(kept.map((row) => classOf[row] ?? 0))].sort((a, b) => a - b);
  const numberOf = new Map(taking.map((category, index) => [category, index]));
  const fitted = fitLogistic({
    similarity,
    rows: kept,
    classOf: classOf.map((category) => numberOf.get(category) ?? 0),
    classes: taking.length,
    pull,
    rounds: classes > MANY_CATEGORIES ? 2 : FOLD_ROUNDS,
  });
  const visible = new Set(kept.filter((row) => isName[row] !== true));
  return held.map((row) => {
    const scores = Float64Array.from(taking, (_, category) => fitted.scores[category]?.[row] ?? 0);
    const vector = space.rows[row] ?? space.place('');
    const similarities = Float64Array.from(all, (at) => similarity.values[row * similarity.size + at] ?? 0);
    const features = scopeFeatures({
      space,
      vector,
      similarities,
      scores,
      classOf,
      mayUse: (at) => visible.has(at),
    });
    return {
      scores,
      features,
      target: numberOf.get(classOf[row] ?? 0) ?? 0,
      categoryKnown: known.has(classOf[row] ?? 0),
    };
  });
}

function backgroundFeatures(input: CalibrationInput): ScopeFeatures[] {
  const { space, classOf, isName, classes, pulls } = input;
  return [...BACKGROUND_TEXTS.de, ...BACKGROUND_TEXTS.en].map((text) => {
    const vector = space.place(text);
    const similarities = space.similarities(vector);
    const scores = scoreRows(similarities, pulls, classes);
    return scopeFeatures({
      space,
      vector,
      similarities,
      scores,
      classOf,
      mayUse: (row) => isName[row] !== true,
    });
  });
}

/** Golden-section search for the temperature under which the held-out examples are least surprising. */
function fitTemperature(answers: readonly Answer[]): number {
  if (answers.length === 0) return TYPICAL_TEMPERATURE;
  const surprise = (logTemperature: number): number => {
    const temperature = Math.exp(logTemperature);
    let sum = PRIOR_STRENGTH * (logTemperature - Math.log(TYPICAL_TEMPERATURE)) ** 2;
    for (const { scores, target } of answers) {
      let highest = Number.NEGATIVE_INFINITY;
      for (const score of scores) highest = Math.max(highest, score);
      let total = 0;
      for (const score of scores) total += Math.exp((score - highest) / temperature);
      sum += Math.log(total) - ((scores[target] ?? 0) - highest) / temperature;
    }
    return sum;
  };
  let low = Math.log(0.2);
  let high = Math.log(5);
  const ratio = (Math.sqrt(5) - 1) / 2;
  for (let trial = 0; trial < 30; trial += 1) {
    const left = high - ratio * (high - low);
    const right = low + ratio * (high - low);
    if (surprise(left) < surprise(right)) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

const TYPICAL_TEMPERATURE = 0.9;
const PRIOR_STRENGTH = 5;

/** Units that bring the three features to a like size, and what usually comes out: the pull back for small data. */
const UNITS: ScopeFeatures = [0.35, 0.25, 1.5];
const TYPICAL: ScopeFeatures = [0.6, 0.8, 1.6];
const TYPICAL_BIAS = -3;
const RIDGE = 2;

interface Sample {
  inputs: readonly number[];
  isFamiliar: boolean;
  weight: number;
}

function fitScope(
  familiar: readonly ScopeFeatures[],
  foreign: readonly ScopeFeatures[],
  background: readonly ScopeFeatures[],
): ScopeWeights {
  const size = Math.max(20, familiar.length);
  const hardShare = foreign.length === 0 ? 0 : EXPECTED_FOREIGN / 2;
  const samples = [
    ...weighted(familiar, true, size * (1 - EXPECTED_FOREIGN)),
    ...weighted(foreign, false, size * hardShare),
    ...weighted(background, false, size * (EXPECTED_FOREIGN - hardShare)),
  ];
  const prior = [...TYPICAL, TYPICAL_BIAS];
  const found = [...prior];
  for (let sweep = 0; sweep < 60; sweep += 1) {
    for (let at = 0; at < found.length; at += 1) {
      const step = Math.max(-0.5, Math.min(0.5, newtonStep(samples, found, prior, at)));
      const next = (found[at] ?? 0) - step;
      // More familiarity never speaks against belonging; only the bias may be negative.
      found[at] = at < TYPICAL.length ? Math.max(0, next) : next;
    }
  }
  const [near = 0, known = 0, clear = 0, bias = 0] = found;
  return { weights: [near / UNITS[0], known / UNITS[1], clear / UNITS[2]], bias };
}

function weighted(features: readonly ScopeFeatures[], isFamiliar: boolean, total: number): Sample[] {
  return features.map((values) => ({
    inputs: [...values.map((value, at) => value / (UNITS[at] ?? 1)), 1],
    isFamiliar,
    weight: total / features.length,
  }));
}

function newtonStep(
  samples: readonly Sample[],
  found: readonly number[],
  prior: readonly number[],
  at: number,
): number {
  let slope = RIDGE * ((found[at] ?? 0) - (prior[at] ?? 0));
  let curvature = RIDGE;
  for (const { inputs, isFamiliar, weight } of samples) {
    let sum = 0;
    for (let index = 0; index < inputs.length; index += 1) sum += (inputs[index] ?? 0) * (found[index] ?? 0);
    const probability = 1 / (1 + Math.exp(-sum));
    const input = inputs[at] ?? 0;
    slope += weight * input * (probability - (isFamiliar ? 1 : 0));
    curvature += weight * input * input * Math.max(1e-3, probability * (1 - probability));
  }
  return slope / curvature;
}
