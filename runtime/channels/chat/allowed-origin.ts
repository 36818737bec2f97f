/**
 * Whether a page of `origin` may use a chat: `https://www.example.com` names one site, `https://*.example.com` every name
 * below it, at any depth.
 */
export function isAllowedOrigin(origin: string, allowed: readonly string[]): boolean {
  const given = origin.toLowerCase();
  return allowed.some((one) => {
    const star = one.indexOf('*.');
    if (star < 0) return one === given;
    const scheme = one.slice(0, star);
    const rest = one.slice(star + 1);
    return given.startsWith(scheme) && given.endsWith(rest) && given.length > scheme.length + rest.length;
  });
}
