/** `Kündigungen & Widerruf` -> `kuendigungen-widerruf`: a slot name that can be read, unique among `taken`. */
export function slotFromName(name: string, taken: Iterable<string>): string {
  const known = new Set(taken);
  const base =
    name
      .toLowerCase()
      .replace(/ä/g, 'ae')
      .replace(/ö/g, 'oe')
      .replace(/ü/g, 'ue')
      .replace(/ß/g, 'ss')
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 56) || 'item';
  if (!known.has(base)) return base;
  for (let number = 2; ; number += 1) {
    const slot = `${base}-${number}`;
    if (!known.has(slot)) return slot;
  }
}
