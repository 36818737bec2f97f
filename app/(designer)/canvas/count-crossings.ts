import type { FlowDocument } from '@/runtime/flow/flow-document';
import { CARD } from './card-size';

interface Way {
  to: string;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** About where the first port of a card is, and how far the next is below it, pixels. */
export const FIRST_PORT = 60;
export const PORT = 24;

/** Upper left corners of the cards, by node. */
export type Places = Record<string, { x: number; y: number }>;

/**
 * How many pairs of edges cross, each taken as a straight line from its port to the entry of its node. Edges of a node
 * are taken to stand in the order of its ports. Ways that meet at one node do not count.
 */
export function countCrossings(
  flow: FlowDocument,
  places: Readonly<Record<string, { x: number; y: number }>>,
): number {
  const ways: Way[] = [];
  const ports = new Map<string, number>();
  for (const { from, to } of flow.edges) {
    const [start, end] = [places[from.node], places[to]];
    if (!start || !end) continue;
    const port = ports.get(from.node) ?? 0;
    ports.set(from.node, port + 1);
    ways.push({
      to,
      x1: start.x + CARD.width,
      y1: start.y + FIRST_PORT + PORT * port,
      x2: end.x,
      y2: end.y + CARD.head / 2,
    });
  }
  let crossings = 0;
  for (const [index, way] of ways.entries())
    for (let other = index + 1; other < ways.length; other += 1) {
      const second = ways[other];
      if (second && second.to !== way.to && cross(way, second)) crossings += 1;
    }
  return crossings;
}

function cross(one: Way, other: Way): boolean {
  return (
    Math.min(one.x1, one.x2) < Math.max(other.x1, other.x2) &&
    Math.min(other.x1, other.x2) < Math.max(one.x1, one.x2) &&
    sideOf(one, other.x1, other.y1) * sideOf(one, other.x2, other.y2) < 0 &&
    sideOf(other, one.x1, one.y1) * sideOf(other, one.x2, one.y2) < 0
  );
}

/** On which side of a way a point lies: its sign. */
function sideOf({ x1, y1, x2, y2 }: Way, x: number, y: number): number {
  return (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1);
}
