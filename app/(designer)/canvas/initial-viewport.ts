import type { Size } from './card-size';

interface Box extends Size {
  x: number;
  y: number;
}

/** Below this zoom cards cannot be read. */
const READABLE = 0.62;
const MARGIN = 48;

/**
 * Where the canvas opens: the whole flow where it can be read so, else its beginning on the left at a readable size; the
 * overview map shows the rest.
 * @param bounds of all cards
 * @param screen size of the canvas on the screen
 */
export function initialViewport(bounds: Box, screen: Size): { x: number; y: number; zoom: number } {
  const fitting = Math.min(
    (screen.width - 2 * MARGIN) / Math.max(bounds.width, 1),
    (screen.height - 2 * MARGIN) / Math.max(bounds.height, 1),
  );
  const zoom = Math.max(READABLE, Math.min(1, fitting));
  const across = bounds.width * zoom;
  const down = bounds.height * zoom;
  const x = across + 2 * MARGIN > screen.width ? MARGIN : (screen.width - across) / 2;
  const y = (screen.height - down) / 2;
  return { x: x - bounds.x * zoom, y: y - bounds.y * zoom, zoom };
}
