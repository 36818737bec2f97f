import type { Facts } from './facts';
import type { TestMeasure } from './node-definition';
import { compileRules } from './rules';

/** How one variant of a test has done. */
export interface VariantOutcome {
  value: string;
  label: string;
  /** Tickets that were given this variant, and those of them that count as success. */
  tickets: number;
  successes: number;
  /** Share of successes, `null` without tickets, and the 95 % interval that the true share lies in. */
  share: number | null;
  interval: [number, number] | null;
}

/** How a variant has done, with the tickets that have not ended yet. `tickets` and what follows from them are those that have. */
export interface CountedVariant extends VariantOutcome {
  /** Tickets that were given the variant, ended or not. */
  started: number;
}

/**
 * Counts successes of a test. Give it the tickets that have ended, as they are now: what counts (a rating, a field, a tag, no
 * reopening) is often known only at the end.
 */
export function testOutcome(
  { field, options, success }: TestMeasure,
  tickets: readonly Pick<Facts, 'ticket' | 'customer'>[],
  now: number,
): VariantOutcome[] {
  const { rules } = success;
  const succeeds = compileRules(success);
  const counts = new Map(options.map(({ value }) => [value, { tickets: 0, successes: 0 }]));
  for (const { ticket, customer } of tickets) {
    const given = ticket.fields[field];
    const count = typeof given === 'string' ? counts.get(given) : undefined;
    if (!count) continue;
    count.tickets += 1;
    const scope = { message: null, ticket, customer, vars: ticket.fields, installation: NOWHERE, now };
    if (rules.length > 0 && succeeds(scope).holds) count.successes += 1;
  }
  return options.map(({ value, label }) => {
    const { tickets: all, successes } = counts.get(value) ?? { tickets: 0, successes: 0 };
    return {
      value,
      label,
      tickets: all,
      successes,
      share: all === 0 ? null : successes / all,
      interval: all === 0 ? null : wilsonInterval(successes, all),
    };
  });
}

const NOWHERE = { name: '', language: 'en', timeZone: 'UTC' };
/** 97.5 % quantile of the normal distribution. */
const Z = 1.959964;

/** E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927). */
function wilsonInterval(successes: number, all: number): [number, number] {
  const share = successes / all;
  const spread = 1 + Z ** 2 / all;
  const middle = (share + Z ** 2 / (2 * all)) / spread;
  const half = (Z / spread) * Math.sqrt((share * (1 - share)) / all + Z ** 2 / (4 * all ** 2));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
