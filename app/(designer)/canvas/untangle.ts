import type { Size } from './card-size';
import { CARD, toGrid } from './card-size';
import type { Places } from './count-crossings';

/** Between the cards of a column, pixels. */
const GAP = 40;
/** How far a whole column, or the cards from one on, are moved at once, pixels. */
const SHIFTS = [-256, -128, -64, 64, 128, 256];

interface Candidate {
  places: Places;
  cost: number;
}

/**
 * Lets the cards of a column change their order, and move up or down, for as long as that makes the layout better. What is better,
 * `costOf` says; it is asked at most `most` times, and may give up on what will not be `below` the cost so far.
 */
export function untangle(
  begun: Places,
  sizes: ReadonlyMap<string, Size>,
  costOf: (places: Places, below: number) => number,
  most: number,
): Places {
  let best: Candidate = { places: begun, cost: costOf(begun, Number.POSITIVE_INFINITY) };
  let asked = 1;
  for (let improved = true; improved && asked < most; ) {
    improved = false;
    for (const column of columnsOf(best.places)) {
      for (const places of moves(best.places, column, sizes)) {
        if (asked >= most) return best.places;
        asked += 1;
        const cost = costOf(places, best.cost);
        if (cost >= best.cost) continue;
        best = { places, cost };
        improved = true;
        break;
      }
    }
  }
  return best.places;
}

/** Ids of the cards of each column, from top to bottom. */
function columnsOf(places: Places): string[][] {
  const columns = Map.groupBy(Object.entries(places), ([, { x }]) => Math.round(x / CARD.width));
  return [...columns.values()].map((cards) =>
    cards.toSorted(([, left], [, right]) => left.y - right.y).map(([id]) => id),
  );
}

/** What could be tried with one column: two change places, one goes elsewhere, some or all are moved up or down. */
function* moves(places: Places, column: string[], sizes: ReadonlyMap<string, Size>): Generator<Places> {
  for (const from of column.keys())
    for (const to of column.keys()) if (from !== to) yield reordered(places, column, from, to, sizes);
  for (const from of column.keys())
    for (const by of SHIFTS) {
      const moved = by < 0 ? column.slice(0, from + 1) : column.slice(from);
      yield { ...places, ...Object.fromEntries(moved.map((id) => [id, lifted(places, id, by)])) };
    }
}

function lifted(places: Places, id: string, by: number): { x: number; y: number } {
  const { x, y } = places[id] ?? { x: 0, y: 0 };
  return { x, y: y + by };
}

/** The card at `from` put to the place `to`; the column keeps its top and its gaps. */
function reordered(
  places: Places,
  column: string[],
  from: number,
  to: number,
  sizes: ReadonlyMap<string, Size>,
): Places {
  const order = column.toSpliced(from, 1).toSpliced(to, 0, column[from] ?? '');
  const heightOf = (id: string): number => sizes.get(id)?.height ?? 96;
  const gaps = column.slice(1).map((id, index) => {
    const before = column[index] ?? '';
    return Math.max(GAP, (places[id]?.y ?? 0) - (places[before]?.y ?? 0) - heightOf(before));
  });
  const placed: Places = { ...places };
  let y = places[column[0] ?? '']?.y ?? 0;
  for (const [index, id] of order.entries()) {
    placed[id] = { x: places[id]?.x ?? 0, y: toGrid(y) };
    y += heightOf(id) + (gaps[index] ?? GAP);
  }
  return placed;
}
