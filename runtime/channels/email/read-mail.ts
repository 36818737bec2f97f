import type { InboundMessage } from '@/runtime/channels/inbound-message';
import { findOutboundMessageIdBetween, findOwnMessageIds } from '@/runtime/store/messages';
import { checkMail } from './authentication/check-mail';
import type { DnsResolver } from './authentication/dns-resolver';
import { externalIdOfMail } from './external-id';
import { joinPartial, missingPiecesNote } from './join-partial';
import { ownMessageIdRange, ownMessageIdsIn } from './own-message-id';
import { returnedMessagesIn } from './reply-token';
import type { ReceivedMail } from './smtp-listener';
import {
  type Mailbox,
  type OversizedMail,
  type ReadingOptions,
  toInboundMessage,
  toOversizedMessage,
} from './to-inbound-message';

/** Bytes; larger mails are refused at the door, with a line in the ledger where their headers are known. */
export const MAX_MAIL_BYTES = 64 * 1024 * 1024;

/** Bytes of a mail's beginning in which its own Message-ID stands. */
const HEADER_BYTES = 64 * 1024;

/** How it is found out whether a mail really comes from its sender's domain. */
export interface OriginCheck {
  /** Whose Authentication-Results are believed; null: nobody's. */
  trustedServer: string | null;
  /** For checks of our own; null: none are made. */
  resolver: DnsResolver | null;
}

/** What is known of the place a mail was fetched from. */
export interface FetchedFrom extends OriginCheck {
  /** See `ReadingOptions`. */
  neighbours?: readonly Mailbox[];
}

/** Reads a received mail. Whether it is one of our own comes from the store: another installation's look the same. */
export async function readMail(
  mail: ReceivedMail,
  channel: Mailbox,
  envelopeRecipient: string | null,
  { trustedServer, resolver, neighbours = [] }: FetchedFrom = { trustedServer: null, resolver: null },
): Promise<InboundMessage> {
  const options = { ...(await readingOptions(mail.raw, envelopeRecipient)), trustedServer, neighbours };
  const message = await withOtherPieces(mail, channel, options);
  if (message.facts.authentication || !resolver) return message;
  const { raw, remoteAddress, helo = '' } = mail;
  const checked = await checkMail({ raw, remoteAddress, helo, sender: mail.envelope.from }, resolver);
  return { ...message, facts: { ...message.facts, authentication: checked } };
}

/** A mail that was cut: the whole where this piece completes it, else the piece, which says what is missing. */
async function withOtherPieces(
  mail: ReceivedMail,
  channel: Mailbox,
  options: ReadingOptions,
): Promise<InboundMessage> {
  const limits = { maxBytes: options.maxBytes, now: mail.arrivedAt };
  const partial = await joinPartial(mail.raw, channel._id, limits);
  const message = await toInboundMessage({ ...mail, raw: partial?.whole ?? mail.raw }, channel, options);
  if (!partial) return message;
  const note = partial.whole ? '' : missingPiecesNote(partial.missing);
  const noted = (text: string) => (note === '' ? text : `${note}\n\n${text}`);
  const { facts } = message;
  return {
    ...message,
    // The ledger has a line for each piece, under what the source calls it.
    externalId: externalIdOfMail(mail.raw, []),
    raw: mail.raw,
    fullText: message.fullText === null ? null : noted(message.fullText),
    facts: { ...facts, text: noted(facts.text), references: [...facts.references, ...partial.siblings] },
  };
}

export async function readOversizedMail(
  mail: OversizedMail,
  channel: Mailbox,
  envelopeRecipient: string | null,
): Promise<InboundMessage> {
  return toOversizedMessage(mail, channel, await readingOptions(mail.headers, envelopeRecipient));
}

async function readingOptions(raw: Buffer, envelopeRecipient: string | null): Promise<ReadingOptions> {
  const header = raw.toString('latin1', 0, HEADER_BYTES);
  const candidates = ownMessageIdsIn(header);
  const own = candidates.length > 0 ? await findOwnMessageIds(candidates) : new Set<string>();
  return {
    envelopeRecipient,
    maxBytes: MAX_MAIL_BYTES,
    isOwnMessageId: (id) => own.has(id),
    returnedMessageId: await findReturned(`${envelopeRecipient ?? ''}\n${header}`),
  };
}

/** The message of ours whose own return path (VERP) a mail came to. */
async function findReturned(text: string): Promise<string | null> {
  const [digest] = returnedMessagesIn(text);
  if (digest === undefined) return null;
  const { from, before } = ownMessageIdRange(digest);
  return findOutboundMessageIdBetween(from, before);
}
