import type { FlowDocument } from '@/runtime/flow/flow-document';
import { CARD, type Size } from './card-size';
import { FIRST_PORT, type Places, PORT } from './count-crossings';

/** An edge that runs across a card it has nothing to do with. */
export interface CoveredCard {
  edge: string;
  node: string;
  /** How high the edge is in the middle of the card, pixels. */
  y: number;
}

/** Air that an edge leaves to a card it passes, pixels. */
const AIR = 6;
/** Points of a curve that are looked at. */
const POINTS = 24;

/**
 * Which edges run across cards that they neither leave nor reach, as the canvas draws them: curves that leave a port to the
 * right and arrive from the left.
 */
export function coveredCards(
  flow: FlowDocument,
  places: Places,
  sizes: ReadonlyMap<string, Size>,
): CoveredCard[] {
  const cards = flow.nodes.flatMap(({ id }) => {
    const place = places[id];
    return place ? [{ id, ...place, ...(sizes.get(id) ?? { width: CARD.width, height: 96 }) }] : [];
  });
  const ports = new Map<string, number>();
  const covered: CoveredCard[] = [];
  for (const { id, from, to } of flow.edges) {
    const port = ports.get(from.node) ?? 0;
    ports.set(from.node, port + 1);
    const [start, end] = [places[from.node], places[to]];
    if (!start || !end) continue;
    const points = curve(
      { x: start.x + CARD.width, y: start.y + FIRST_PORT + PORT * port },
      { x: end.x, y: end.y + CARD.head / 2 },
    );
    for (const card of cards) {
      if (card.id === from.node || card.id === to) continue;
      const inside = points.filter(
        ({ x, y }) =>
          x > card.x && x < card.x + card.width && y > card.y - AIR && y < card.y + card.height + AIR,
      );
      const middle = inside[Math.floor(inside.length / 2)];
      if (middle) covered.push({ edge: id, node: card.id, y: middle.y });
    }
  }
  return covered;
}

interface Point {
  x: number;
  y: number;
}

/** The curve as the canvas draws it: it leaves and arrives level, and swings out where it has to go back. */
function curve(start: Point, end: Point): Point[] {
  const ahead = end.x - start.x;
  const reach = ahead >= 0 ? ahead / 2 : 6.25 * Math.sqrt(-ahead);
  return Array.from({ length: POINTS + 1 }, (_, index) => {
    const t = index / POINTS;
    const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
    return {
      x: a * start.x + b * (start.x + reach) + c * (end.x - reach) + d * end.x,
      y: (a + b) * start.y + (c + d) * end.y,
    };
  });
}
