import type { InboundMessage } from '@/runtime/channels/inbound-message';
import { findOwnMessageIds } from '@/runtime/store/messages';
import { ownMessageIdsIn } from './own-message-id';
import type { ReceivedMail } from './smtp-listener';
import { type Mailbox, type OversizedMail, toInboundMessage, toOversizedMessage } from './to-inbound-message';

/** Bytes; larger mails are refused at the door, with a line in the ledger where their headers are known. */
export const MAX_MAIL_BYTES = 64 * 1024 * 1024;

/** Bytes of a mail's beginning in which its own Message-ID stands. */
const HEADER_BYTES = 64 * 1024;

/** Reads a received mail. Whether it is one of our own comes from the store: another installation's look the same. */
export async function readMail(
  mail: ReceivedMail,
  channel: Mailbox,
  envelopeRecipient: string | null,
): Promise<InboundMessage> {
  return toInboundMessage(mail, channel, await readingOptions(mail.raw, envelopeRecipient));
}

export async function readOversizedMail(
  mail: OversizedMail,
  channel: Mailbox,
  envelopeRecipient: string | null,
): Promise<InboundMessage> {
  return toOversizedMessage(mail, channel, await readingOptions(mail.headers, envelopeRecipient));
}

async function readingOptions(raw: Buffer, envelopeRecipient: string | null) {
  const candidates = ownMessageIdsIn(raw.toString('latin1', 0, HEADER_BYTES));
  const own = candidates.length > 0 ? await findOwnMessageIds(candidates) : new Set<string>();
  return { envelopeRecipient, maxBytes: MAX_MAIL_BYTES, isOwnMessageId: (id: string) => own.has(id) };
}
