import { type Area, areaAround, type CardBox, type CardIndex, cardIndex, grown, overlap } from './card-index';
import { AIR, type DrawnEdge, runsAcross } from './crossing-curves';
import { edgeCurve, type Point } from './edge-curve';
import { findWay, type Stretch } from './find-way';

/** The points of ways that bend around cards, by edge; edges whose plain curve is free have none. */
export type Routes = ReadonlyMap<string, readonly Point[]>;

export type EdgeRouter = (cards: readonly CardBox[], edges: readonly DrawnEdge[]) => Routes;

/** How far from an edge it may look for a way around, pixels: first near by, then farther. */
const REACH = [80, 400, 1200];
/** How far beyond the cards beside which it runs a way may come, pixels. */
const BEYOND = 40;
/** Beside more cards than this no way is searched: it would take too long. */
const MOST = 100;

interface Known {
  edge: DrawnEdge;
  route: readonly Point[] | null;
  /** A card that moves here may change the way. */
  area: Area;
}

/**
 * Leads edges around cards. It remembers: when cards move, only the ways near them
 * are searched again.
 */
export function createEdgeRouter(): EdgeRouter {
  let known = new Map<string, Known>();
  let before = new Map<string, CardBox>();
  return (cards, edges) => {
    const now = new Map(cards.map((card) => [card.id, card]));
    const moved = cardIndex(changes(before, now));
    before = now;
    const index = cardIndex(cards);
    const kept = new Map<string, Known>();
    for (const edge of edges) {
      const old = known.get(edge.id);
      if (old && sameEnds(old.edge, edge) && moved.within(old.area).length === 0) kept.set(edge.id, old);
    }
    const taken = [...kept.values()].flatMap(({ edge, route }) => (route ? [{ edge, route }] : []));
    for (const edge of edges) {
      if (kept.has(edge.id)) continue;
      const one = routeEdge(edge, index, taken);
      kept.set(edge.id, one);
      if (one.route) taken.push({ edge, route: one.route });
    }
    known = kept;
    return new Map([...kept].flatMap(([id, { route }]) => (route ? [[id, route] as const] : [])));
  };
}

function changes(before: ReadonlyMap<string, CardBox>, now: ReadonlyMap<string, CardBox>): CardBox[] {
  const gone = [...before.values()].filter(({ id }) => !now.has(id));
  const other = [...now.values()].flatMap((card) => {
    const old = before.get(card.id);
    if (!old) return [card];
    return old.x === card.x && old.y === card.y && old.height === card.height && old.width === card.width
      ? []
      : [old, card];
  });
  return [...gone, ...other];
}

function sameEnds(one: DrawnEdge, other: DrawnEdge): boolean {
  return (
    one.source === other.source &&
    one.target === other.target &&
    one.start.x === other.start.x &&
    one.start.y === other.start.y &&
    one.end.x === other.end.x &&
    one.end.y === other.end.y
  );
}

interface Taken {
  edge: DrawnEdge;
  route: readonly Point[];
}

function routeEdge(edge: DrawnEdge, index: CardIndex, taken: readonly Taken[]): Known {
  const points = edgeCurve(edge.start, edge.end);
  const around = grown(areaAround(points), AIR);
  // Its own cards too: a way back must not run through the card that it leaves.
  const across = index.within(around).filter((card) => runsAcross(points, card));
  if (across.length === 0) return { edge, route: null, area: around };
  // Ways to the same node may run together: that reads as one stream.
  const others = taken
    .filter((other) => other.edge.target !== edge.target)
    .flatMap(({ route }) => stretches(route));
  let area = around;
  for (const beside of lanesToTry(edge, across, around, index)) {
    area = grown(areaAround([edge.start, edge.end, ...beside.flatMap(corners)]), BEYOND);
    const seen = others.filter(({ from, to }) => overlap(grown(areaAround([from, to]), 1), area));
    const route = findWay(edge.start, edge.end, { beside, around: index.within(area), taken: seen });
    if (route) return { edge, route, area };
  }
  return { edge, route: null, area };
}

/** Beside which cards a way is searched: first those that are in the way, then all near by, then those farther off. */
function* lanesToTry(
  edge: DrawnEdge,
  across: CardBox[],
  around: Area,
  index: CardIndex,
): Generator<CardBox[]> {
  const own = index.within(around).filter(({ id }) => id === edge.source || id === edge.target);
  yield [...new Set([...across, ...own])];
  for (const reach of REACH) {
    const cards = index.within(grown(around, reach));
    if (cards.length > MOST) return;
    yield cards;
  }
}

function corners({ x, y, width, height }: CardBox): Point[] {
  return [
    { x, y },
    { x: x + width, y: y + height },
  ];
}

function stretches(route: readonly Point[]): Stretch[] {
  return route.slice(1).flatMap((to, index) => {
    const from = route[index];
    return from ? [{ from, to }] : [];
  });
}
