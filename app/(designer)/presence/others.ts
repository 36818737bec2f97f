/** Somebody else who has the flow open in some tab. */
export interface Other {
  client: string;
  name: string;
  /** The node he has selected. */
  node: string | null;
  /** When he came to that node, milliseconds by this browser's clock: who came first edits it. */
  since: number;
  /** When he was last heard of, milliseconds. */
  at: number;
}

/** Who is here says so this often, and is gone when he has been silent for longer than three times that. */
export const SAYS_EVERY = 10_000;
const GONE_AFTER = 3 * SAYS_EVERY + 2_000;

/** Everybody who is still there, in the order of their names; the same list where nothing changed. */
export function stillHere(others: readonly Other[], now: number): readonly Other[] {
  const here = others.filter((other) => now - other.at <= GONE_AFTER);
  return here.length === others.length ? others : here;
}

/** The list after somebody said something. */
export function heard(others: readonly Other[], said: Other, leaving: boolean): readonly Other[] {
  const rest = others.filter((other) => other.client !== said.client);
  if (leaving) return rest;
  return [...rest, said].sort((left, right) => left.name.localeCompare(right.name));
}

/** Who was at a node before `mine`, and so edits it; `null` where it is free or mine. */
export function holderOf(others: readonly Other[], node: string, mine: number): Other | null {
  const first = others
    .filter((other) => other.node === node)
    .reduce<Other | null>((best, other) => (best === null || other.since < best.since ? other : best), null);
  return first !== null && first.since < mine ? first : null;
}

/** A claim to a node that is older than everybody's: taking it over. */
export function olderThanAll(others: readonly Other[], node: string, now: number): number {
  return Math.min(now, ...others.filter((other) => other.node === node).map(({ since }) => since - 1000));
}
