/**
 * Guards against requests that another site makes a browser send. Modern browsers say so themselves (Fetch Metadata,
 * W3C); older ones send Origin with every POST. A request with neither comes from a program, which has no cookies to abuse.
 */
export function isSameOrigin(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  const origin = request.headers.get('origin');
  if (origin === null) return true;
  if (!URL.canParse(origin)) return false;
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host');
  return new URL(origin).host === host;
}
