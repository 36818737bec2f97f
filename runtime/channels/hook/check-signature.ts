import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError } from '@/runtime/domain-error';
import { openSecret } from '@/runtime/store/secret-box';
import type { Hook } from './find-hook';
import { hookSecret, hookSecretPurpose } from './hook-settings';

/**
 * Checks `sha256=<hex>`, the HMAC-SHA256 of the raw body under the web hook's key (as GitHub's X-Hub-Signature-256).
 * Error: DomainError `signatureWrong`, also where there is no signature or no key.
 */
export function checkSignature({ channel, settings }: Hook, raw: Uint8Array, given: string | null): void {
  if (!settings.signed) return;
  const sealed = channel.secrets[hookSecret];
  const wanted = sealed
    ? createHmac('sha256', openSecret(sealed, hookSecretPurpose(channel._id)))
        .update(raw)
        .digest()
    : null;
  const got = /^sha256=([0-9a-f]{64})$/i.exec(given ?? '')?.[1];
  if (wanted && got && timingSafeEqual(wanted, Buffer.from(got, 'hex'))) return;
  throw new DomainError('forbidden', 'signatureWrong', 'The signature of the call is missing or wrong.');
}
