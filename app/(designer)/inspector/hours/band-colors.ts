const COLORS = ['violet', 'orange', 'grape', 'lime', 'blue', 'pink'] as const;

/** Every band its colour, by the order of names; the open hours themselves have the product's own. */
export function bandColor(band: string, bands: readonly string[]): string {
  if (band === '') return 'petrol';
  const index = bands.filter((name) => name !== '').indexOf(band);
  return COLORS[Math.max(0, index) % COLORS.length] ?? 'violet';
}
