import type { FlowDocument } from '@/runtime/flow/flow-document';
import { GRID, type Size, toGrid } from '../canvas/card-size';

interface Point {
  x: number;
  y: number;
}

/** Room between cards, pixels. */
export const GAP = { across: 96, down: 32 } as const;

/** The nearest place at or below `wanted` where a card of this size touches no other. */
export function freePlace(
  flow: FlowDocument,
  sizes: ReadonlyMap<string, Size>,
  wanted: Point,
  size: Size,
): Point {
  const place = { x: toGrid(wanted.x), y: toGrid(wanted.y) };
  const boxes = flow.nodes.map((node) => ({ ...node.position, ...(sizes.get(node.id) ?? size) }));
  // Each round moves below the lowest card in the way, so that it ends after at most as many rounds as there are cards.
  for (let round = 0; round <= boxes.length; round += 1) {
    const inTheWay = boxes.filter((box) => touches({ ...place, ...size }, box));
    if (inTheWay.length === 0) return place;
    place.y = toGrid(Math.max(...inTheWay.map((box) => box.y + box.height)) + GAP.down);
  }
  return place;
}

/** Where the nodes from `first` on have to go so that a card fits before it; nothing where there is room already. */
export function makeRoom(
  flow: FlowDocument,
  sizes: ReadonlyMap<string, Size>,
  before: string,
  after: string,
): Record<string, Point> {
  const left = flow.nodes.find((node) => node.id === before);
  const right = flow.nodes.find((node) => node.id === after);
  if (!left || !right) return {};
  const width = sizes.get(before)?.width ?? 0;
  const needed = left.position.x + 2 * (width + GAP.across) - right.position.x;
  // A way that leads back needs no room: everything stands to its left.
  if (needed <= 0 || right.position.x <= left.position.x) return {};
  const behind = reachable(flow, after);
  const moved = flow.nodes.filter((node) => behind.has(node.id) && node.position.x >= right.position.x);
  return Object.fromEntries(
    moved
      .filter((node) => node.id !== before)
      .map((node) => [node.id, { x: toGrid(node.position.x + needed), y: node.position.y }]),
  );
}

function reachable(flow: FlowDocument, from: string): ReadonlySet<string> {
  const leaving = Map.groupBy(flow.edges, (edge) => edge.from.node);
  const seen = new Set([from]);
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const edge of leaving.get(id) ?? []) {
      if (seen.has(edge.to)) continue;
      seen.add(edge.to);
      open.push(edge.to);
    }
  }
  return seen;
}

/** Whether two boxes cover each other, or stand closer than the grid. */
export function touches(box: Point & Size, other: Point & Size): boolean {
  return (
    box.x < other.x + other.width + GRID &&
    other.x < box.x + box.width + GRID &&
    box.y < other.y + other.height + GRID &&
    other.y < box.y + box.height + GRID
  );
}
