/** The score of every category: the sum over all rows of similarity x pull. `pulls` are flat (category, weight) pairs. */
export function scoreRows(
  similarities: Float64Array,
  pulls: readonly (readonly number[])[],
  classes: number,
): Float64Array {
  const scores = new Float64Array(classes);
  pulls.forEach((pairs, row) => {
    const similar = similarities[row] ?? 0;
    if (similar === 0) return;
    for (let at = 0; at < pairs.length; at += 2) {
      const category = pairs[at] ?? 0;
      scores[category] = (scores[category] ?? 0) + similar * (pairs[at + 1] ?? 0);
    }
  });
  return scores;
}

/** Probabilities from scores; higher temperatures make them more even. Empty for no categories. */
export function softmax(scores: Float64Array, temperature: number): Float64Array {
  let highest = Number.NEGATIVE_INFINITY;
  for (const score of scores) highest = Math.max(highest, score);
  const shares = scores.map((score) => Math.exp((score - highest) / temperature));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}
