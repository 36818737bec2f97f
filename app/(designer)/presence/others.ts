/** Somebody else who has the flow open in some tab. */
export interface Other {
  client: string;
  name: string;
  /** The node he has selected. */
  node: string | null;
  /** Where he edits that node: the server's turn at which he got it. `null`: he reads it. */
  turn: number | null;
  /** When he was last heard of, milliseconds. */
  at: number;
}

/** The node this person is at. */
export interface OwnNode {
  node: string;
  /** The turn at which the server gave it to him; `null` until it has answered, and while somebody else has it. */
  turn: number | null;
  /** He has asked for it whoever has it. */
  takingOver: boolean;
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

/**
 * Who edits a node instead of this person; `null` where it is free or his own. The server gives a node to one browser at a time
 * and counts the turns: of all that were heard of, the last one counts.
 */
export function holderOf(others: readonly Other[], node: string, own: OwnNode | null): Other | null {
  const holders = others.filter((other) => other.node === node && other.turn !== null);
  const last = holders.reduce<Other | null>(
    (best, other) => (best === null || (other.turn ?? 0) > (best.turn ?? 0) ? other : best),
    null,
  );
  const mine = own?.node === node ? own.turn : null;
  return last !== null && (last.turn ?? 0) > (mine ?? 0) ? last : null;
}
