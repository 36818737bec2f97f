import { areaAround, areaOf, type CardBox, cardIndex, grown } from './card-index';
import { edgeCurve, type Point } from './edge-curve';

/** An edge as the canvas would draw it: from the right side of a port to the left side of a card. */
export interface DrawnEdge {
  id: string;
  source: string;
  target: string;
  start: Point;
  end: Point;
}

/** Air that a curve leaves to a card it passes, pixels. */
export const AIR = 6;

/** Whether any edge, drawn as a plain curve, runs across a card: most flows need no other ways. */
export function anyCrosses(cards: readonly CardBox[], edges: readonly DrawnEdge[]): boolean {
  const index = cardIndex(cards);
  return edges.some(({ start, end }) => {
    const points = edgeCurve(start, end);
    return index.within(grown(areaAround(points), AIR)).some((card) => runsAcross(points, card));
  });
}

/** Whether a drawn line runs across a card. */
export function runsAcross(points: readonly Point[], card: CardBox): boolean {
  const { left, top, right, bottom } = areaOf(card);
  return points.some(({ x, y }) => x > left && x < right && y > top - AIR && y < bottom + AIR);
}
