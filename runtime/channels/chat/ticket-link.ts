import { timingSafeEqual } from 'node:crypto';
import { installationSignature } from '@/runtime/store/secret-box';

/** What a link that carries a ticket into a chat says. */
export interface CarriedTicket {
  ticketId: string;
  channelId: string;
  /** Epoch milliseconds. */
  expiresAt: number;
}

/**
 * Signs a ticket for the address of a chat page (`/chat/<public token>?with=...`): whoever has the link writes into that
 * ticket until it expires. Errors: DomainError `secretKeyMissing`.
 */
export function signCarriedTicket({ ticketId, channelId, expiresAt }: CarriedTicket): string {
  const payload = `${ticketId}.${Math.floor(expiresAt / 1000).toString(36)}`;
  return `${payload}.${signature(payload, channelId)}`;
}

/** The ticket that a link of this chat carries; null for one that was forged, damaged, or has expired. */
export function readCarriedTicket(link: string, channelId: string, now: number): CarriedTicket | null {
  const match = /^([0-9a-z]{1,64})\.([0-9a-z]{1,10})\.([\w-]{22})$/.exec(link);
  const [, ticketId = '', seconds = '', given = ''] = match ?? [];
  const expected = signature(`${ticketId}.${seconds}`, channelId);
  if (!match || !timingSafeEqual(Buffer.from(given), Buffer.from(expected))) return null;
  const expiresAt = Number.parseInt(seconds, 36) * 1000;
  return expiresAt > now ? { ticketId, channelId, expiresAt } : null;
}

/** 128 bits: short enough to survive being wrapped in a mail. */
function signature(payload: string, channelId: string): string {
  return installationSignature(payload, `ticket carried to chat ${channelId}`)
    .subarray(0, 16)
    .toString('base64url');
}
