import type { FlowDocument } from '@/runtime/flow/flow-document';
import { areaAround, cardIndex, grown } from './card-index';
import { CARD, type Size } from './card-size';
import { FIRST_PORT, type Places, PORT } from './count-crossings';
import { AIR } from './crossing-curves';
import { edgeCurve } from './edge-curve';

/** An edge that runs across a card it has nothing to do with. */
export interface CoveredCard {
  edge: string;
  node: string;
  /** How high the edge is in the middle of the card, pixels. */
  y: number;
}

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
  const index = cardIndex(cards);
  const ports = new Map<string, number>();
  const covered: CoveredCard[] = [];
  for (const { id, from, to } of flow.edges) {
    const port = ports.get(from.node) ?? 0;
    ports.set(from.node, port + 1);
    const [start, end] = [places[from.node], places[to]];
    if (!start || !end) continue;
    const points = edgeCurve(
      { x: start.x + CARD.width, y: start.y + FIRST_PORT + PORT * port },
      { x: end.x, y: end.y + CARD.head / 2 },
    );
    for (const card of index.within(grown(areaAround(points), AIR))) {
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
