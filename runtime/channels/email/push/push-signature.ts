import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds by which the sender's clock may differ; an older request is refused as a replay. */
export const pushWindowSeconds = 300;

export const timestampHeader = 'x-stellwerk-timestamp';
export const signatureHeader = 'x-stellwerk-signature';

export type SignatureFault = 'missing' | 'stale' | 'wrong';

/** `sha256=<hex>`: HMAC-SHA256 (RFC 2104) of the timestamp, a dot and the body under the mailbox's secret. */
export function pushSignature(secret: string, timestamp: string, body: Uint8Array): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`;
}

/**
 * Checks what can be checked before the body is read: both headers are there and the time is near ours.
 * @param now epoch milliseconds
 */
export function timestampFault(
  timestamp: string | null,
  signature: string | null,
  now: number,
): SignatureFault | null {
  if (!timestamp || !signature || !/^\d{9,12}$/.test(timestamp)) return 'missing';
  return Math.abs(now / 1000 - Number(timestamp)) > pushWindowSeconds ? 'stale' : null;
}

export function isSignedPush(
  secret: string,
  timestamp: string,
  signature: string,
  body: Uint8Array,
): boolean {
  const expected = Buffer.from(pushSignature(secret, timestamp, body));
  const given = Buffer.from(signature.trim().toLowerCase());
  return given.length === expected.length && timingSafeEqual(given, expected);
}
