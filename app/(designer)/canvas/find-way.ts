import { type Area, areaOf, type CardBox, grown } from './card-index';
import type { Point } from './edge-curve';

/** Air between a way and a card that it passes, pixels. */
const AIR = 9;
/** Lanes beside a card: how far from it, pixels. The second is for a way that would lie on another. */
export const LANES = [14, 24];
/** How far a way runs level out of its port and into its node, pixels. */
const STUB = 18;
/** What a bend costs, in pixels of way. */
const BEND = 80;
/** What running on another way costs, per stretch, in pixels of way. */
const SHARED = 120;

export interface Ground {
  /** The cards beside which the way may run. */
  beside: readonly CardBox[];
  /** The cards that it must not cross: all where it could come. */
  around: readonly CardBox[];
  /** Stretches that other ways take. */
  taken: readonly Stretch[];
}

/** A straight stretch that some other way takes already. */
export interface Stretch {
  from: Point;
  to: Point;
}

/**
 * The cheapest way of level and upright stretches from a port to an entry that crosses none of the cards: short, with few
 * bends, and beside other ways rather than on them. Null where there is none, as when a card lies over the port.
 * A* over the lanes beside the cards.
 */
export function findWay(start: Point, end: Point, ground: Ground): Point[] | null {
  const [out, into] = [
    { x: start.x + STUB, y: start.y },
    { x: end.x - STUB, y: end.y },
  ];
  const lanes = lanesOf(out, into, ground);
  const found = search(lanes, out, into);
  return found && straightened([start, ...found, end]);
}

interface Lanes {
  xs: number[];
  ys: number[];
  /** By `column * ys.length + row`: whether the stretch to the next column (or row) is barred, or taken. */
  level: Uint8Array;
  upright: Uint8Array;
}

const BARRED = 1;
const TAKEN = 2;

function lanesOf(out: Point, into: Point, { beside, around, taken }: Ground): Lanes {
  const boxes = beside.map(areaOf);
  const distances = taken.length > 0 ? LANES : LANES.slice(0, 1);
  const xs = ascending([
    out.x,
    into.x,
    ...boxes.flatMap(({ left, right }) => distances.flatMap((by) => [left - by, right + by])),
  ]);
  const ys = ascending([
    out.y,
    into.y,
    ...boxes.flatMap(({ top, bottom }) => distances.flatMap((by) => [top - by, bottom + by])),
  ]);
  const lanes = {
    xs,
    ys,
    level: new Uint8Array(xs.length * ys.length),
    upright: new Uint8Array(xs.length * ys.length),
  };
  for (const card of around) mark(lanes, grown(areaOf(card), AIR), BARRED);
  for (const { from, to } of taken)
    mark(
      lanes,
      {
        left: Math.min(from.x, to.x) - 1,
        right: Math.max(from.x, to.x) + 1,
        top: Math.min(from.y, to.y) - 1,
        bottom: Math.max(from.y, to.y) + 1,
      },
      TAKEN,
    );
  return lanes;
}

/** Marks the stretches that run through an area; what merely crosses a narrow one is not marked. */
function mark({ xs, ys, level, upright }: Lanes, area: Area, as: number): void {
  const rows = ys.length;
  const [firstColumn, endColumn] = [above(xs, area.left), below(xs, area.right)];
  const [firstRow, endRow] = [above(ys, area.top), below(ys, area.bottom)];
  const thin = { level: area.bottom - area.top <= 2, upright: area.right - area.left <= 2 };
  if (as === BARRED || thin.level)
    for (let row = firstRow; row <= endRow; row += 1)
      for (let column = Math.max(0, firstColumn - 1); column <= endColumn; column += 1)
        level[column * rows + row] = (level[column * rows + row] ?? 0) | as;
  if (as === BARRED || thin.upright)
    for (let column = firstColumn; column <= endColumn; column += 1)
      for (let row = Math.max(0, firstRow - 1); row <= endRow; row += 1)
        upright[column * rows + row] = (upright[column * rows + row] ?? 0) | as;
}

const STEPS = [
  { dx: 1, dy: 0 },
  { dx: 0, dy: 1 },
  { dx: -1, dy: 0 },
  { dx: 0, dy: -1 },
];

/** A place in the search: a crossing of two lanes and the direction in which it was reached. */
interface Reached {
  state: number;
  cost: number;
  guess: number;
}

function search(lanes: Lanes, out: Point, into: Point): Point[] | null {
  const { xs, ys } = lanes;
  const rows = ys.length;
  const stateOf = (column: number, row: number, way: number): number => (column * rows + row) * 4 + way;
  const begin = stateOf(xs.indexOf(out.x), ys.indexOf(out.y), 0);
  const goal = xs.indexOf(into.x) * rows + ys.indexOf(into.y);
  const costs = new Float64Array(xs.length * rows * 4).fill(Infinity);
  const before = new Int32Array(costs.length).fill(-1);
  costs[begin] = 0;
  const open = [{ state: begin, cost: 0, guess: 0 }];
  for (let best = takeLeast(open); best; best = takeLeast(open)) {
    const { state, cost } = best;
    if (cost > (costs[state] ?? Infinity)) continue;
    const [crossing, way] = [state >> 2, state & 3];
    // Into its node a way runs from left to right: it cannot come from there.
    if (crossing === goal && way !== 2) return walked(state, before, lanes);
    const [column, row] = [Math.floor(crossing / rows), crossing % rows];
    for (const [next, { dx, dy }] of STEPS.entries()) {
      if ((next + 2) % 4 === way) continue;
      const [toColumn, toRow] = [column + dx, row + dy];
      const [x, y] = [xs[toColumn], ys[toRow]];
      if (x === undefined || y === undefined) continue;
      const stretch = dy === 0 ? lanes.level : lanes.upright;
      const marks = stretch[Math.min(column, toColumn) * rows + Math.min(row, toRow)] ?? 0;
      if (marks & BARRED) continue;
      const length = Math.abs(x - (xs[column] ?? x)) + Math.abs(y - (ys[row] ?? y));
      const lastBend = next % 2 === 1 && toColumn * rows + toRow === goal ? BEND : 0;
      const total = cost + length + (next === way ? 0 : BEND) + lastBend + (marks & TAKEN ? SHARED : 0);
      const reached = stateOf(toColumn, toRow, next);
      if (total >= (costs[reached] ?? Infinity)) continue;
      costs[reached] = total;
      before[reached] = state;
      put(open, { state: reached, cost: total, guess: total + atLeast({ x, y }, next, into) });
    }
  }
  return null;
}

/** What the rest of a way costs at least that runs in a direction now and has to arrive from the left. */
function atLeast({ x, y }: Point, way: number, into: Point): number {
  const level = way % 2 === 0;
  const ahead = way === 0 ? into.x >= x : way === 2 ? false : Math.sign(into.y - y) === (way === 1 ? 1 : -1);
  const bends =
    y === into.y && way === 0 && ahead ? 0 : level ? (ahead ? 2 : way === 2 ? 2 : 4) : ahead ? 1 : 3;
  return Math.abs(x - into.x) + Math.abs(y - into.y) + bends * BEND;
}

function walked(last: number, before: Int32Array, { xs, ys }: Lanes): Point[] {
  const points: Point[] = [];
  for (let state = last; state >= 0; state = before[state] ?? -1) {
    const crossing = state >> 2;
    const [x, y] = [xs[Math.floor(crossing / ys.length)], ys[crossing % ys.length]];
    if (x !== undefined && y !== undefined) points.push({ x, y });
  }
  return points.reverse();
}

/** The same way without the points at which it does not bend. */
function straightened(points: readonly Point[]): Point[] {
  return points.filter((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    if (!before || !after) return true;
    const level = before.y === point.y && point.y === after.y;
    const upright = before.x === point.x && point.x === after.x;
    return !level && !upright;
  });
}

/** A binary heap in an array, the least guess first. */
function put(heap: Reached[], one: Reached): void {
  let index = heap.push(one) - 1;
  for (;;) {
    const parent = (index - 1) >> 1;
    const above = heap[parent];
    if (index === 0 || !above || above.guess <= one.guess) break;
    heap[index] = above;
    index = parent;
  }
  heap[index] = one;
}

function takeLeast(heap: Reached[]): Reached | undefined {
  const least = heap[0];
  const last = heap.pop();
  if (!least || !last || heap.length === 0) return least;
  let index = 0;
  for (;;) {
    const [left, right] = [heap[index * 2 + 1], heap[index * 2 + 2]];
    const smaller = right && left && right.guess < left.guess ? index * 2 + 2 : index * 2 + 1;
    const child = heap[smaller];
    if (!child || child.guess >= last.guess) break;
    heap[index] = child;
    index = smaller;
  }
  heap[index] = last;
  return least;
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((left, right) => left - right);
}

/** Index of the first value beyond a limit. */
function above(values: readonly number[], limit: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Index of the last value before a limit. */
function below(values: readonly number[], limit: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
