import type { VariantOutcome } from './test-outcome';

/** What the figures of a test say, for somebody who does not want to read intervals. */
export type TestVerdict =
  /** Nothing is named that counts as success. */
  | { kind: 'noRule' }
  /** So few tickets have ended that no test may be made of them. */
  | { kind: 'tooFew' }
  /** One variant is better than every other one; chance alone would show such a lead in less than 5 of 100 tests. */
  | { kind: 'better'; label: string; others: number }
  /** The difference may be chance. `wanted`: tickets of each variant that would show it if it stays as it is; `null`: no difference. */
  | { kind: 'undecided'; label: string | null; wanted: number | null };

/** Errors of the first kind that are accepted, over all comparisons of one test. */
const LEVEL = 0.05;
/** The normal distribution stands for counts only where this many of each kind are expected (W. G. Cochran, Biometrics 10, 1954). */
const LEAST_EXPECTED = 5;
/** Quantile for a power of 80 %. */
const Z_POWER = 0.841621;
/** More tickets than this are not worth naming as a goal. */
const MOST_WANTED = 1_000_000;

/**
 * Judges a test by two-proportion z tests with a pooled share, two-sided: the best variant against each other one. With more than two
 * variants the level is divided by the number of pairs (Bonferroni), because the best one was picked by looking.
 */
export function judgeTest(outcomes: readonly VariantOutcome[], hasRule: boolean): TestVerdict {
  if (!hasRule) return { kind: 'noRule' };
  const [best, ...others] = outcomes
    .filter(({ tickets }) => tickets > 0)
    .toSorted((one, other) => (other.share ?? 0) - (one.share ?? 0));
  const [second] = others;
  if (!best || !second || others.some((other) => !isCountable(best, other))) return { kind: 'tooFew' };
  const level = LEVEL / ((outcomes.length * (outcomes.length - 1)) / 2);
  if (others.every((other) => chanceOf(best, other) < level))
    return { kind: 'better', label: best.label, others: others.length };
  const wanted = wantedTickets(best.share ?? 0, second.share ?? 0, level);
  return { kind: 'undecided', label: wanted === null ? null : best.label, wanted };
}

function isCountable(one: VariantOutcome, other: VariantOutcome): boolean {
  const share = pooledShare(one, other);
  const fewest = Math.min(one.tickets, other.tickets);
  return fewest * share >= LEAST_EXPECTED && fewest * (1 - share) >= LEAST_EXPECTED;
}

function pooledShare(one: VariantOutcome, other: VariantOutcome): number {
  return (one.successes + other.successes) / (one.tickets + other.tickets);
}

/** How likely chance alone makes such a difference, or a bigger one. */
function chanceOf(one: VariantOutcome, other: VariantOutcome): number {
  const share = pooledShare(one, other);
  const error = Math.sqrt(share * (1 - share) * (1 / one.tickets + 1 / other.tickets));
  return 2 * upperTail(Math.abs((one.share ?? 0) - (other.share ?? 0)) / error);
}

/** Tickets of each variant that show a difference of these shares in 80 of 100 tests. */
function wantedTickets(best: number, second: number, level: number): number | null {
  const difference = best - second;
  if (difference <= 0) return null;
  const spread = best * (1 - best) + second * (1 - second);
  const wanted = Math.ceil(((quantile(level / 2) + Z_POWER) ** 2 * spread) / difference ** 2);
  // An estimate: more than two figures of it would say more than is known.
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(wanted)) - 1);
  return wanted > MOST_WANTED ? null : Math.ceil(wanted / unit) * unit;
}

/** P(Z > z) of the standard normal distribution for z >= 0, within 1e-7 (Abramowitz and Stegun 26.2.17). */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const density = Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI);
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return density * series;
}

/** The z that this much of the distribution lies above, found by halving. */
function quantile(tail: number): number {
  let [low, high] = [0, 8];
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if (upperTail(middle) > tail) low = middle;
    else high = middle;
  }
  return low;
}
