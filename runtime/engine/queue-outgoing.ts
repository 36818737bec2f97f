import { createHash } from 'node:crypto';
import { shortenReferences } from '@/runtime/channels/email/shorten-references';
import type { Party } from '@/runtime/flow/facts';
import { nativeCollection } from '@/runtime/store/define-model';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { Outgoing, type OutgoingRecord } from '@/runtime/store/outgoing';
import type { TicketRecord } from '@/runtime/store/tickets';
import { insertNew } from './insert-new';

/** The channel a message goes out by. */
export interface SendingChannel {
  _id: string;
  kind: string;
  /** Shown as the sender. */
  name: string;
  /** Its first address; empty for channels without addresses. */
  address: string;
}

export interface OutboundDraft {
  /** Unique for ever: given again, nothing is sent a second time. */
  id: string;
  ticket: Pick<TicketRecord, '_id' | 'token' | 'subject' | 'customerId' | 'customer'>;
  channel: SendingChannel;
  purpose: OutgoingRecord['purpose'];
  /** Empty: the customer of the ticket. */
  to: Party[];
  cc: Party[];
  /** Without one: `Re:` and the ticket's subject. */
  subject: string | null;
  text: string;
  html: string | null;
  language: string | null;
  author: { id: string; name: string } | null;
  /** The message it answers: threading fields are made of it. */
  inReplyTo: Pick<MessageRecord, 'messageId' | 'references'> | null;
  attachments: MessageRecord['attachments'];
  quickReplies: MessageRecord['quickReplies'];
  attachOriginal: boolean;
  /** Who gets it without the others seeing it. */
  bcc?: Party[];
  /** Does not leave before then: because its writer chose the time, or to let him take it back. */
  hold?: { until: Date; chosen: boolean };
  /** Who is done with the ticket by this message; its flow is told when it can no longer be taken back. */
  endsHandoffBy?: string;
  /** The message that it passes on to somebody else. */
  forwards?: string;
}

/**
 * Queues messages to be sent: the message for the thread first, then the order to send it. Doing it again with the same
 * ids changes nothing. A channel's sender takes it from there.
 */
export async function queueOutgoing(drafts: OutboundDraft[], now: Date): Promise<MessageRecord[]> {
  const messages = drafts.map((draft) => outboundMessageRecord(draft, now));
  await insertNew(nativeCollection(Messages), messages);
  await insertNew(
    nativeCollection(Outgoing),
    drafts.map((draft) => outgoingRecord(draft, now)),
  );
  return messages;
}

/** Keeps messages that are not sent, for agents to see; `detail` says why. Doing it again changes nothing. */
export async function keepSuppressed(
  suppressed: { draft: OutboundDraft; detail: string }[],
  now: Date,
): Promise<void> {
  const messages = suppressed.map(
    ({ draft, detail }): MessageRecord => ({
      ...outboundMessageRecord(draft, now),
      delivery: 'suppressed',
      sendAt: null,
      deliveryDetail: detail,
    }),
  );
  await insertNew(nativeCollection(Messages), messages);
}

function outboundMessageRecord(draft: OutboundDraft, now: Date): MessageRecord {
  const { ticket, channel, purpose, inReplyTo, hold } = draft;
  return {
    _id: draft.id,
    ticketId: ticket._id,
    customerId: ticket.customerId,
    direction: 'outbound',
    origin: purpose === 'reply' ? 'agent' : 'flow',
    automatic: purpose === 'automatic' || purpose === 'notification',
    authorId: draft.author?.id ?? null,
    authorName: draft.author?.name ?? null,
    channelId: channel._id,
    channelKind: channel.kind,
    from: { name: channel.name, address: channel.address },
    to: draft.to.length > 0 ? draft.to : [ticket.customer],
    cc: draft.cc,
    bcc: draft.bcc ?? [],
    subject: draft.subject ?? replySubject(ticket.subject),
    text: draft.text,
    fullText: null,
    html: draft.html,
    language: draft.language,
    attachments: draft.attachments,
    messageId: outgoingMessageId(draft.id, ticket.token, channel.address),
    inReplyTo: inReplyTo?.messageId ?? null,
    references: inReplyTo?.messageId ? shortenReferences([...inReplyTo.references, inReplyTo.messageId]) : [],
    // What was put off stands in the thread, and bears the date, of when it leaves.
    at: hold?.chosen ? hold.until : now,
    sentAt: null,
    facts: null,
    decision: null,
    delivery: hold?.chosen ? 'scheduled' : 'pending',
    deliveryDetail: null,
    sendAt: hold?.until ?? null,
    forwards: draft.forwards ?? null,
    quickReplies: draft.quickReplies,
  };
}

function outgoingRecord(draft: OutboundDraft, now: Date): OutgoingRecord {
  return {
    _id: draft.id,
    messageRecordId: draft.id,
    ticketId: draft.ticket._id,
    channelId: draft.channel._id,
    channelKind: draft.channel.kind,
    purpose: draft.purpose,
    attachOriginal: draft.attachOriginal,
    endsHandoffBy: draft.endsHandoffBy ?? null,
    state: 'queued',
    attempts: 0,
    dueAt: draft.hold?.until ?? now,
    owner: null,
    lastError: null,
    delivered: [],
    receipt: null,
    dataStartedAt: null,
    createdAt: now,
    finalAt: null,
  };
}

function replySubject(subject: string): string {
  return /^(?:re|aw)\s*:/i.test(subject) ? subject : `Re: ${subject}`;
}

/**
 * Message-ID of our own mail, without angle brackets: always the same for the same message, and with the ticket's token
 * in it, so that an answer finds its ticket by In-Reply-To alone.
 */
export function outgoingMessageId(id: string, token: string, address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1) || 'stellwerk.local';
  const digest = createHash('sha256').update(id).digest('hex').slice(0, 20);
  return `sw.${digest}.${token}@${domain}`;
}
