import { timingSafeEqual } from 'node:crypto';
import { installationSignature } from '@/runtime/store/secret-box';

/**
 * What a visitor's browser keeps: names the session and proves that this installation gave it out for this chat. Errors:
 * DomainError `secretKeyMissing`.
 */
export function signSession(sessionId: string, channelId: string): string {
  return `${sessionId}.${signature(sessionId, channelId)}`;
}

/** The session that a token stands for; null for one that was forged, damaged, or given out for another chat. */
export function readSessionToken(token: string, channelId: string): string | null {
  const [sessionId = '', given = '', ...rest] = token.split('.');
  if (!/^[0-9a-z]{26}$/.test(sessionId) || rest.length > 0) return null;
  return isSame(given, signature(sessionId, channelId)) ? sessionId : null;
}

function signature(sessionId: string, channelId: string): string {
  return installationSignature(sessionId, `chat session of ${channelId}`).toString('base64url');
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
