/** Country and state of a region such as `DE-BE`; a country alone has no state. */
export function splitRegion(region: string): { country: string; state: string | null } {
  const at = region.indexOf('-');
  return at === -1
    ? { country: region, state: null }
    : { country: region.slice(0, at), state: region.slice(at + 1) };
}
