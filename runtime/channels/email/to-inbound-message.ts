import { bareMessage, type MessageContent } from '@/runtime/channels/bare-message';
import type { ChannelVerdict, DeliveryReport, InboundMessage } from '@/runtime/channels/inbound-message';
import type { MessageAuthentication, Party } from '@/runtime/flow/facts';
import type { ChannelRecord } from '@/runtime/store/channels';
import { trustedResults } from './authentication/trusted-results';
import { automaticSign } from './automatic-sign';
import { externalIdOfMail } from './external-id';
import { forwardedMessage } from './forwarded-message';
import { mailboxAddress, plusTag } from './mail-address';
import { ticketTokenOf } from './own-message-id';
import { MailParseError } from './parse/mail-parse-error';
import { parseMail } from './parse/parse-mail';
import type { ParsedMail } from './parse/parsed-mail';
import { ownerOf, recipientOf } from './recipient-of';
import { subjectWithoutTokens, ticketTokenInTag, ticketTokensInSubject } from './reply-token';
import type { ReceivedMail } from './smtp-listener';

/** Longest visible text that a flow sees, characters; the whole text stays with the message. */
const MAX_TEXT = 32_000;

/** What reading a mail needs to know of its mailbox. */
export type Mailbox = Pick<ChannelRecord, '_id' | 'kind' | 'slot' | 'addresses'>;

export interface ReadingOptions {
  /** The address of the envelope; null where it is not known (IMAP): then the headers tell. */
  envelopeRecipient: string | null;
  maxBytes: number;
  /** Whether this installation sent a mail with this Message-ID (without angle brackets). */
  isOwnMessageId(id: string): boolean;
  /** The message of ours to whose own return path the mail came back, without angle brackets; stronger than what it says. */
  returnedMessageId?: string | null;
  /** Other mailboxes: one whose address a mail of a whole domain was sent to gets it. */
  neighbours?: readonly Mailbox[];
  /** Whose Authentication-Results are believed (see `trustedResults`); null: nobody's. */
  trustedServer?: string | null;
}

/**
 * Reads a mail into the form that every channel hands in. It never throws for what a sender wrote: what cannot be read
 * comes back as a message to be quarantined, with its raw bytes.
 */
export async function toInboundMessage(
  mail: ReceivedMail,
  channel: Mailbox,
  options: ReadingOptions,
): Promise<InboundMessage> {
  const { envelopeRecipient, maxBytes, isOwnMessageId, neighbours = [] } = options;
  const externalId = externalIdOfMail(mail.raw, []);
  const baseOf = ({ _id, kind }: Mailbox) => ({
    channelId: _id,
    channelKind: kind,
    externalId,
    raw: mail.raw,
  });
  try {
    if (isBlank(mail.raw)) throw new MailParseError('empty', 'The mail has no content.');
    const parsed = await parseMail(mail.raw, {
      limits: { maxBytes },
      isOwnMessageId: (id) => isOwnMessageId(bare(id)),
    });
    const recipient = envelopeRecipient ?? recipientOf(parsed, channel);
    const owner = envelopeRecipient === null ? ownerOf(recipient, channel, neighbours) : channel;
    return { ...baseOf(owner), ...(await contentOf(parsed, mail, owner, recipient, options)) };
  } catch (error) {
    if (!(error instanceof MailParseError)) throw error;
    const recipient = envelopeRecipient ?? channel.addresses[0] ?? '';
    return { ...baseOf(channel), ...unreadable(mail, channel, recipient, error) };
  }
}

export interface OversizedMail {
  /** As much of its beginning as is known: the headers, or more. */
  headers: Buffer;
  /** Bytes of the whole mail, as far as known. */
  size: number;
  arrivedAt: number;
  envelope?: ReceivedMail['envelope'];
  /** It was taken by the mail server before us: nobody tells its sender that it was too large, so people must see it. */
  leftAtSource?: boolean;
}

/**
 * A mail that was not even loaded because it is too large. Where its sender was told so, the ledger keeps its headers and why;
 * where it lies in a mailbox, it becomes a ticket that says where to find it.
 */
export async function toOversizedMessage(
  mail: OversizedMail,
  channel: Mailbox,
  options: ReadingOptions,
): Promise<InboundMessage> {
  const received = {
    raw: mail.headers,
    envelope: mail.envelope ?? { from: '', to: [] },
    arrivedAt: mail.arrivedAt,
    remoteAddress: '',
  };
  const message = await toInboundMessage(received, channel, options);
  const megabytes = (bytes: number) => Math.ceil(bytes / 1_000_000);
  const [size, allowed] = [megabytes(mail.size), megabytes(options.maxBytes)];
  if (mail.leftAtSource) {
    const { facts } = message;
    return { ...message, facts: { ...facts, text: tooLargeNote(size, allowed) } };
  }
  const detail = `The mail has ${size} MB; ${allowed} MB are allowed.`;
  return { ...message, verdict: { kind: 'reject', reason: 'tooLarge', detail } };
}

/** What a ticket says in both languages in place of the mail that was too large to be loaded. */
function tooLargeNote(size: number, allowed: number): string {
  return [
    `Diese E-Mail ist mit ${size} MB zu groß und wurde nicht geladen (erlaubt sind ${allowed} MB). Sie liegt unverändert im Postfach.`,
    `This e-mail of ${size} MB is too large and was not loaded (${allowed} MB are allowed). It lies unchanged in the mailbox.`,
  ].join('\n\n');
}

async function contentOf(
  parsed: ParsedMail,
  mail: ReceivedMail,
  channel: Mailbox,
  recipient: string,
  { isOwnMessageId, returnedMessageId, trustedServer }: ReadingOptions,
): Promise<MessageContent> {
  const returned = returnedMessageId ?? bareOrNull(parsed.bounce?.originalMessageId ?? null);
  const references = parsed.references.map(bare);
  const inReplyTo = parsed.inReplyTo === null ? null : bare(parsed.inReplyTo);
  const sentAt = parsed.date === null ? null : Date.parse(parsed.date);
  return {
    facts: {
      channelKind: channel.kind,
      channel: channel.slot,
      address: mailboxAddress(recipient),
      from: senderOf(parsed, mail, channel),
      to: parsed.to,
      cc: parsed.cc,
      subject: subjectWithoutTokens(parsed.subject),
      text: parsed.visibleText.slice(0, MAX_TEXT),
      language: parsed.language,
      arrivedAt: mail.arrivedAt,
      sentAt,
      automatic: parsed.automatic.automatic,
      automaticReason: automaticSign(parsed),
      bounce: parsed.bounce !== null,
      messageId: parsed.messageId === null ? null : bare(parsed.messageId),
      references,
      choice: null,
      authentication: authenticationOf(parsed, trustedServer ?? null),
    },
    fullText: parsed.text === parsed.visibleText ? null : parsed.text,
    html: parsed.html,
    inReplyTo: inReplyTo ?? returned,
    report: reportOf(parsed, returned),
    forwarded: await forwardedMessage(parsed),
    follows: null,
    ticketTokens: tokensOf(parsed, recipient, [inReplyTo, ...references.toReversed(), returned]),
    attachments: parsed.attachments.map((attachment) => ({
      name: attachment.name,
      type: attachment.sniffedType,
      contentId: attachment.contentId,
      inline: attachment.inline,
      content: attachment.content,
    })),
    verdict: verdictOf(parsed, isOwnMessageId),
  };
}

/**
 * Whom an answer goes to. Reply-To counts before From (RFC 5322, 3.6.2), as web forms need it; not for automatic mail
 * and lists, where it names the list, and not where it is this mailbox itself.
 */
function senderOf(parsed: ParsedMail, mail: ReceivedMail, channel: Mailbox): Party {
  const from = parsed.from ?? { name: '', address: mail.envelope.from };
  const [replyTo] = parsed.replyTo;
  const usable =
    replyTo !== undefined &&
    /@/.test(replyTo.address) &&
    !parsed.automatic.automatic &&
    !parsed.list &&
    !channel.addresses.includes(mailboxAddress(replyTo.address));
  return usable ? { name: replyTo.name || from.name, address: replyTo.address } : from;
}

function authenticationOf(parsed: ParsedMail, server: string | null): MessageAuthentication | null {
  const address = parsed.from?.address ?? '';
  return server === null
    ? null
    : trustedResults(parsed.headers, server, address.slice(address.lastIndexOf('@') + 1));
}

/** Tokens of ours: in the Message-IDs answered, behind a plus in the address, in the subject. */
function tokensOf(parsed: ParsedMail, recipient: string, answered: (string | null)[]): string[] {
  const inIds = answered.flatMap((id) => (id ? (ticketTokenOf(id) ?? []) : []));
  const inAddresses = [recipient, ...parsed.deliveredTo, ...parsed.to.map(({ address }) => address)].flatMap(
    (address) => {
      const tag = plusTag(address);
      return (tag && ticketTokenInTag(tag)) ?? [];
    },
  );
  return [...new Set([...inIds, ...inAddresses, ...ticketTokensInSubject(parsed.subject)])];
}

function reportOf({ bounce }: ParsedMail, originalMessageId: string | null): DeliveryReport | null {
  if (!bounce) return null;
  return {
    originalMessageId,
    recipients: bounce.recipients.map(
      ({ recipient, originalRecipient, kind, permanent, status, diagnostic }) => ({
        address: (originalRecipient ?? recipient).toLowerCase(),
        hard: kind === 'hard',
        permanent,
        diagnostic: diagnostic || status,
      }),
    ),
  };
}

/** Our own mail coming back to us would go round for ever. */
function verdictOf(parsed: ParsedMail, isOwnMessageId: (id: string) => boolean): ChannelVerdict {
  if (parsed.messageId !== null && isOwnMessageId(bare(parsed.messageId))) {
    return { kind: 'reject', reason: 'loop', detail: 'The mail was sent by Stellwerk itself.' };
  }
  return { kind: 'accept' };
}

function unreadable(
  mail: ReceivedMail,
  channel: Mailbox,
  recipient: string,
  error: MailParseError,
): MessageContent {
  const bare = bareMessage(channel.kind, channel.slot, mail.arrivedAt);
  const from = { name: '', address: mail.envelope.from };
  return {
    ...bare,
    facts: { ...bare.facts, address: mailboxAddress(recipient), from },
    verdict: {
      kind: 'quarantine',
      reason: error.code === 'too-large' ? 'tooLarge' : error.code === 'empty' ? 'empty' : 'undecodable',
      detail: error.message,
    },
  };
}

/** A mail of nothing but line ends. */
function isBlank(raw: Buffer): boolean {
  return raw.length < 1000 && raw.toString('latin1').trim() === '';
}

function bare(id: string): string {
  return id.trim().replace(/^<|>$/g, '');
}

function bareOrNull(id: string | null): string | null {
  return id === null ? null : bare(id);
}
