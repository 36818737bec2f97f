import type { FlowDocument } from '@/runtime/flow/flow-document';
import { GRID, type Size, toGrid } from '../canvas/card-size';
import { touches } from './free-place';

interface Point {
  x: number;
  y: number;
}

type Box = Point & Size;

interface Wish {
  /** Upper left corner of where it should stand. */
  wanted: Point;
  size: Size;
  /** The part of the canvas that is seen; `null` where nothing is drawn. */
  seen: Box | null;
}

/** Distance of the places that are tried, pixels. */
const STEP = 3 * GRID;

/**
 * The place nearest to the wanted one, wholly in sight, where something of this size covers neither card nor note. Where
 * everything in sight is taken, it is the wanted place itself: in the way, but found.
 */
export function placeInSight(
  flow: FlowDocument,
  sizes: ReadonlyMap<string, Size>,
  { wanted, size, seen }: Wish,
): Point {
  const taken: Box[] = [
    ...flow.nodes.map(({ id, position }) => ({ ...position, ...(sizes.get(id) ?? size) })),
    ...flow.notes.map((note) => ({ ...note.position, ...note.size })),
  ];
  const near = seen ? within(wanted, size, seen) : wanted;
  const begin = { x: toGrid(near.x), y: toGrid(near.y) };
  const reach = seen ? Math.max(seen.width, seen.height) : 40 * STEP;
  for (let ring = 0; ring * STEP <= reach; ring += 1) {
    const free = around(begin, ring)
      .filter((place) => !seen || isWithin({ ...place, ...size }, seen))
      .filter((place) => !taken.some((box) => touches({ ...place, ...size }, box)))
      .toSorted((one, other) => distance(one, begin) - distance(other, begin))[0];
    if (free) return free;
  }
  return begin;
}

/** The places of a square ring of `ring` steps around a point. */
function around({ x, y }: Point, ring: number): Point[] {
  const places: Point[] = [];
  for (let across = -ring; across <= ring; across += 1) {
    const isSide = Math.abs(across) === ring;
    for (let down = -ring; down <= ring; down += isSide ? 1 : Math.max(2 * ring, 1))
      places.push({ x: x + across * STEP, y: y + down * STEP });
  }
  return places;
}

function within({ x, y }: Point, size: Size, seen: Box): Point {
  const most = { x: seen.x + seen.width - size.width, y: seen.y + seen.height - size.height };
  return { x: Math.max(seen.x, Math.min(x, most.x)), y: Math.max(seen.y, Math.min(y, most.y)) };
}

function isWithin(box: Box, seen: Box): boolean {
  return (
    box.x >= seen.x - GRID &&
    box.y >= seen.y - GRID &&
    box.x + box.width <= seen.x + seen.width + GRID &&
    box.y + box.height <= seen.y + seen.height + GRID
  );
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
