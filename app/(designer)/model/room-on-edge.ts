import type { FlowDocument } from '@/runtime/flow/flow-document';
import { CARD, GRID, type Size } from '../canvas/card-size';
import { freePlace, GAP, makeRoom } from './free-place';

interface Point {
  x: number;
  y: number;
}

interface Room {
  /** Where the card comes to stand. */
  position: Point;
  /** Where the cards behind the edge have to go, by node id; empty where there was room already. */
  moved: Record<string, Point>;
}

/**
 * A place between the two ends of an edge for a card of a size; the cards behind the edge make way for it.
 * @param flow without the card itself
 * @param dropped where the card was let go: kept where it stands between both ends and touches nothing
 */
export function roomOnEdge(
  flow: FlowDocument,
  sizes: ReadonlyMap<string, Size>,
  edge: FlowDocument['edges'][number],
  size: Size,
  dropped?: Point,
): Room | null {
  const left = flow.nodes.find((node) => node.id === edge.from.node);
  const right = flow.nodes.find((node) => node.id === edge.to);
  if (!left || !right) return null;
  const moved = makeRoom(flow, sizes, left.id, right.id);
  const nodes = flow.nodes.map((node) => ({ ...node, position: moved[node.id] ?? node.position }));
  const place = (wanted: Point): Point => freePlace({ ...flow, nodes }, sizes, wanted, size);
  const ahead = right.position.x > left.position.x;
  if (dropped) {
    const end = moved[right.id] ?? right.position;
    const isBetween =
      !ahead || (dropped.x >= left.position.x + CARD.width + GRID && dropped.x + size.width + GRID <= end.x);
    const found = place(dropped);
    const isFree = Math.abs(found.x - dropped.x) < GRID && Math.abs(found.y - dropped.y) < GRID;
    if (isBetween && isFree) return { position: found, moved };
  }
  const wanted = ahead
    ? { x: left.position.x + CARD.width + GAP.across, y: (left.position.y + right.position.y) / 2 }
    : { x: (left.position.x + right.position.x) / 2, y: left.position.y + size.height + GAP.down };
  return { position: place(wanted), moved };
}
