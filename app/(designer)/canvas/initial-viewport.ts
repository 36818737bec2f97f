import type { Size } from './card-size';

interface Box extends Size {
  x: number;
  y: number;
}

/** Below this zoom cards cannot be read. */
const READABLE = 0.62;
/** Below this zoom cards show no more than their icon and title. */
export const DISTINCT = 0.35;
/** As far as one can go away: a flow of a thousand nodes is seen whole. */
export const LEAST_ZOOM = 0.04;
const MARGIN = 48;

interface Wish {
  /** No smaller than this, however much there is to show. */
  least?: number;
  /** Where the flow begins: kept in sight where the whole is too large. */
  start?: Box | undefined;
}

/**
 * Where the canvas stands when it opens, and when everything is asked for: the whole flow where that is large enough, else
 * its beginning on the left; the overview map shows the rest.
 * @param bounds of all cards
 * @param screen size of the canvas on the screen
 */
export function initialViewport(
  bounds: Box,
  screen: Size,
  { least = READABLE, start = bounds }: Wish = {},
): { x: number; y: number; zoom: number } {
  const fitting = Math.min(
    (screen.width - 2 * MARGIN) / Math.max(bounds.width, 1),
    (screen.height - 2 * MARGIN) / Math.max(bounds.height, 1),
  );
  const zoom = Math.max(least, Math.min(1, fitting));
  const across = bounds.width * zoom;
  const isWide = across + 2 * MARGIN > screen.width + 1;
  const isHigh = bounds.height * zoom + 2 * MARGIN > screen.height + 1;
  const middle = isHigh ? start : bounds;
  const x = isWide ? MARGIN - start.x * zoom : (screen.width - across) / 2 - bounds.x * zoom;
  const y = screen.height / 2 - (middle.y + middle.height / 2) * zoom;
  return { x, y, zoom };
}
