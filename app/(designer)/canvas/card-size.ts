/** Measures of a node card, pixels. Fixed by design, so that layout, edges and guides need not wait for the browser. */
export const CARD = {
  width: 248,
  head: 44,
  summaryLine: 18,
  summaryPad: 8,
  port: 26,
  foot: 6,
  /** Letters that fit into one line of the summary, roughly. */
  lettersPerLine: 36,
} as const;

/** Distance of the canvas grid, pixels. */
export const GRID = 8;

/** The nearest line of the grid. */
export function toGrid(value: number): number {
  return Math.round(value / GRID) * GRID;
}

export interface Size {
  width: number;
  height: number;
}

export function summaryLines(summary: string): number {
  return summary === '' ? 0 : summary.length > CARD.lettersPerLine ? 2 : 1;
}

export function summaryHeight(summary: string): number {
  const lines = summaryLines(summary);
  return lines === 0 ? 0 : lines * CARD.summaryLine + CARD.summaryPad;
}

export function cardSize(summary: string, ports: number): Size {
  const body = summaryHeight(summary) + ports * CARD.port;
  return { width: CARD.width, height: CARD.head + body + (body > 0 ? CARD.foot : 0) };
}

/** Where the handle of the port number `index` stands, from the top of its card. */
export function portCentre(summary: string, index: number): number {
  return CARD.head + summaryHeight(summary) + index * CARD.port + CARD.port / 2;
}
