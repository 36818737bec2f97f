export interface Point {
  x: number;
  y: number;
}

/** Pixels between two points of a curve that are looked at, about. */
const STRIDE = 16;
const FEWEST = 24;

/**
 * The curve that the canvas draws between a port and an entry, as points: it leaves and arrives level, and swings out
 * where it has to go back.
 */
export function edgeCurve(start: Point, end: Point): Point[] {
  const ahead = end.x - start.x;
  // What @xyflow/system's getBezierPath does with a curvature of 0.25.
  const reach = ahead >= 0 ? ahead / 2 : 6.25 * Math.sqrt(-ahead);
  const count = Math.max(FEWEST, Math.ceil((Math.abs(ahead) + Math.abs(end.y - start.y)) / STRIDE));
  return Array.from({ length: count + 1 }, (_, index) => {
    const t = index / count;
    const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
    return {
      x: a * start.x + b * (start.x + reach) + c * (end.x - reach) + d * end.x,
      y: (a + b) * start.y + (c + d) * end.y,
    };
  });
}
