import type { Point } from './edge-curve';

/** Radius of a bend, pixels. */
const BEND = 14;

/** A way of straight stretches with round bends as an SVG path, and the middle of its longest stretch. */
export function routePath(route: readonly Point[]): { path: string; middle: Point } {
  const [first, ...rest] = route;
  if (!first) return { path: '', middle: { x: 0, y: 0 } };
  const drawn = rest.map((point, index) => {
    const [before, after] = [route[index] ?? first, rest[index + 1]];
    if (!after) return `L${point.x} ${point.y}`;
    const radius = Math.min(BEND, distance(before, point) / 2, distance(point, after) / 2);
    const [from, to] = [towards(point, before, radius), towards(point, after, radius)];
    return `L${from.x} ${from.y}Q${point.x} ${point.y} ${to.x} ${to.y}`;
  });
  return { path: `M${first.x} ${first.y}${drawn.join('')}`, middle: middleOf(route) };
}

function middleOf(route: readonly Point[]): Point {
  let [longest, middle] = [-1, route[0] ?? { x: 0, y: 0 }];
  for (const [index, to] of route.slice(1).entries()) {
    const from = route[index] ?? to;
    if (distance(from, to) <= longest) continue;
    longest = distance(from, to);
    middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  }
  return middle;
}

function distance(one: Point, other: Point): number {
  return Math.abs(one.x - other.x) + Math.abs(one.y - other.y);
}

function towards(from: Point, to: Point, by: number): Point {
  return { x: from.x + Math.sign(to.x - from.x) * by, y: from.y + Math.sign(to.y - from.y) * by };
}
