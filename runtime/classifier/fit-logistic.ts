/** Row-major similarities of all rows to one another. */
export interface SimilarityMatrix {
  size: number;
  values: Float32Array;
}

export interface LogisticProblem {
  similarity: SimilarityMatrix;
  /** The rows to learn from (indexes into the matrix) and the class of every row of the matrix. */
  rows: readonly number[];
  classOf: readonly number[];
  classes: number;
  /** How far a single example may pull (the inverse of the regularisation). */
  pull: number;
  rounds: number;
}

/** Per row of the matrix the pull on every class: positive for its own, negative for those it was confused with. */
export type RowWeights = readonly Float64Array[];

/**
 * Multinomial logistic regression on similarities, solved in the dual by going through the examples one by one
 * (block coordinate descent after Yu, Huang and Lin, "Dual coordinate descent methods for logistic regression and
 * maximum entropy models", 2011). The score of class c for a text is the sum over all rows of similarity x weight.
 * Deterministic: the order of the rows is the order of visiting.
 */
export function fitLogistic(problem: LogisticProblem): {
  weights: RowWeights;
  scores: readonly Float64Array[];
} {
  const { similarity, rows, classOf, classes, rounds } = problem;
  const size = similarity.size;
  const weights = Array.from({ length: size }, () => new Float64Array(classes));
  const scores = Array.from({ length: classes }, () => new Float64Array(size));
  const share = new Float64Array(classes);
  const logZs = new Float64Array(size).fill(Number.NaN);
  const order = spreadOrder(rows);
  for (let round = 0; round < rounds; round += 1) {
    const smallest = problem.pull * (round === 0 ? 3e-3 : 1e-3);
    for (const row of order) {
      const own = weights[row];
      if (own === undefined) continue;
      const self = similarity.values[row * size + row] ?? 1;
      const target = classOf[row] ?? 0;
      const bases = remainingScores(scores, own, row, self, target, problem.pull);
      logZs[row] = solveShares(bases, problem.pull * self, logZs[row] ?? Number.NaN, share);
      moveRow({ similarity, scores, own, row, share, target, pull: problem.pull, smallest });
    }
  }
  return { weights, scores };
}

/** Neighbouring rows are of one class; visiting them with a stride lets every class have its say early. */
function spreadOrder(rows: readonly number[]): number[] {
  const order: number[] = [];
  const stride = Math.max(1, Math.round(Math.sqrt(rows.length)));
  for (let offset = 0; offset < stride; offset += 1) {
    for (let at = offset; at < rows.length; at += stride) order.push(rows[at] ?? 0);
  }
  return order;
}

interface RowMove {
  similarity: SimilarityMatrix;
  scores: readonly Float64Array[];
  own: Float64Array;
  row: number;
  share: Float64Array;
  target: number;
  pull: number;
  smallest: number;
}

function moveRow({ similarity, scores, own, row, share, target, pull, smallest }: RowMove): void {
  const { size, values } = similarity;
  const start = row * size;
  for (let category = 0; category < own.length; category += 1) {
    const wanted = pull * ((category === target ? 1 : 0) - (share[category] ?? 0));
    const change = wanted - (own[category] ?? 0);
    if (change < smallest && change > -smallest) continue;
    own[category] = wanted;
    const score = scores[category];
    if (score === undefined) continue;
    for (let at = 0; at < size; at += 1) score[at] = (score[at] ?? 0) + (values[start + at] ?? 0) * change;
  }
}

/** What the other rows say about this one, plus the head start of its own class. */
function remainingScores(
  scores: readonly Float64Array[],
  own: Float64Array,
  row: number,
  self: number,
  target: number,
  pull: number,
): Float64Array {
  return own.map((weight, category) => {
    const rest = (scores[category]?.[row] ?? 0) - self * weight;
    return category === target ? rest + pull * self : rest;
  });
}

/**
 * Finds the class shares q of one row that are consistent with their own effect:
 * q_c = exp(base_c - strength * q_c) / Z. Newton on log Z, every q_c by Lambert's W. Fills `share`, returns log Z.
 */
function solveShares(bases: Float64Array, strength: number, guess: number, share: Float64Array): number {
  const logStrength = Math.log(strength);
  let logZ = guess;
  if (Number.isNaN(logZ)) logZ = bases.reduce((high, base) => Math.max(high, base), -Infinity) - strength / 2;
  for (let trial = 0; trial < 30; trial += 1) {
    let sum = 0;
    let slope = 0;
    for (let category = 0; category < bases.length; category += 1) {
      const effect = lambertOfExp((bases[category] ?? 0) - logZ + logStrength);
      const value = effect / strength;
      share[category] = value;
      sum += value;
      slope += value / (1 + effect);
    }
    if (Math.abs(sum - 1) < 1e-3) break;
    // Newton on log(sum) instead of sum: nearly linear in log Z, so it neither crawls nor overshoots.
    logZ += (Math.log(sum) * sum) / slope;
  }
  return logZ;
}

/** W(exp(v)): the w with w + ln w = v. */
function lambertOfExp(v: number): number {
  const small = Math.exp(v);
  if (v < -4) return small * (1 - small);
  let w = v > 1 ? v - Math.log(v) : small / (1 + small * 0.7);
  for (let trial = 0; trial < 2; trial += 1) w = (w * (1 + v - Math.log(w))) / (1 + w);
  return w;
}
