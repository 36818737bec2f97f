import { Schema } from 'mongoose';
import type { MessageFacts, Party } from '@/runtime/flow/facts';
import type { Json } from '@/runtime/flow/json';
import { defineModel, nativeCollection } from './define-model';

export type MessageDirection = 'inbound' | 'outbound' | 'note';

export interface StoredAttachment {
  /** Id of the file in the `attachments` bucket, hexadecimal. */
  fileId: string;
  name: string;
  type: string;
  size: number;
  /** `cid:` of an inline image, without angle brackets. */
  contentId: string | null;
  inline: boolean;
}

/** What an inbound message set going, decided once when it was taken in: a second attempt follows the same decision. */
export interface MessageDecision {
  kind: 'opened' | 'joined' | 'reopened';
  /** The execution that the message starts or is appended to; `null` where it only joins its ticket. */
  executionId: string | null;
  /** The flow version that takes an opened or reopened ticket; `null` where no flow matches. */
  flow: { flowId: string; flowVersion: number; startNodeId: string } | null;
}

export const deliveryReported = ['hard', 'soft', 'delayed'] as const;
export type DeliveryReported = (typeof deliveryReported)[number];

export interface MessageRecord {
  /** Inbound: the ledger line's id. Outbound by a flow: the idempotency key `executionId:seq`. */
  _id: string;
  ticketId: string;
  customerId: string;
  direction: MessageDirection;
  /** `flow`: sent by a flow; `agent`: by a person; `customer`: came in. */
  origin: 'customer' | 'flow' | 'agent' | 'system';
  /** Sent without anybody asking for it: carries Auto-Submitted. */
  automatic: boolean;
  /** Account that wrote it, for outbound messages and notes by people. */
  authorId: string | null;
  authorName: string | null;
  channelId: string;
  channelKind: string;
  from: Party;
  to: Party[];
  cc: Party[];
  /** Outbound: who gets it without the others seeing it. */
  bcc: Party[];
  subject: string;
  /** Visible text: without quotes and signature. */
  text: string;
  /** Whole text with everything that was quoted; `null` where it is the same. */
  fullText: string | null;
  /** Sanitised HTML, or `null`. */
  html: string | null;
  language: string | null;
  attachments: StoredAttachment[];
  /** RFC 5322 ids without angle brackets. */
  messageId: string | null;
  inReplyTo: string | null;
  references: string[];
  /** When it arrived (inbound) or was written. */
  at: Date;
  sentAt: Date | null;
  /** Everything a flow may know of an inbound message, but its text (which is `text`). */
  facts: Omit<MessageFacts, 'text'> | null;
  decision: MessageDecision | null;
  /**
   * Outbound: what became of it. `scheduled`: leaves at `sendAt`; `bounced`: it came back; `suppressed`: kept back by a cap
   * on automatic messages; `withdrawn`: taken back by its writer before it left.
   */
  delivery:
    | 'pending'
    | 'scheduled'
    | 'sent'
    | 'failed'
    | 'unknown'
    | 'bounced'
    | 'suppressed'
    | 'withdrawn'
    | null;
  deliveryDetail: string | null;
  /** Outbound: what the newest report of a server says: no such address, given up for now, or tried further. */
  reported?: DeliveryReported | null;
  /** Outbound: when that report came in. */
  reportedAt?: Date | null;
  /** Outbound: held back until then, so that its writer can take it back or because he chose the time. */
  sendAt: Date | null;
  /** Outbound: the message that it passes on to somebody else. */
  forwards: string | null;
  /** Answers offered with an outbound message, where the channel can show them. */
  quickReplies: { label: string; value: Json }[];
}

const text = { type: String, default: null };

export const Messages = defineModel<MessageRecord>(
  'messages',
  {
    ticketId: { type: String, required: true },
    customerId: { type: String, required: true },
    direction: { type: String, enum: ['inbound', 'outbound', 'note'], required: true },
    origin: { type: String, enum: ['customer', 'flow', 'agent', 'system'], required: true },
    automatic: { type: Boolean, default: false },
    authorId: text,
    authorName: text,
    channelId: { type: String, required: true },
    channelKind: { type: String, required: true },
    from: { type: Schema.Types.Mixed, required: true },
    to: { type: [Schema.Types.Mixed], default: [] },
    cc: { type: [Schema.Types.Mixed], default: [] },
    bcc: { type: [Schema.Types.Mixed], default: [] },
    subject: { type: String, default: '' },
    text: { type: String, default: '' },
    fullText: text,
    html: text,
    language: text,
    attachments: { type: [Schema.Types.Mixed], default: [] },
    messageId: text,
    inReplyTo: text,
    references: { type: [String], default: [] },
    at: { type: Date, required: true },
    sentAt: { type: Date, default: null },
    facts: { type: Schema.Types.Mixed, default: null },
    decision: { type: Schema.Types.Mixed, default: null },
    delivery: text,
    deliveryDetail: text,
    reported: { type: String, enum: [...deliveryReported, null], default: null },
    reportedAt: { type: Date, default: null },
    sendAt: { type: Date, default: null },
    forwards: text,
    quickReplies: { type: [Schema.Types.Mixed], default: [] },
  },
  [
    { fields: { ticketId: 1, at: 1 } },
    // Threading: an answer names the message it answers. Not unique: two mailboxes may get the same mail.
    { fields: { messageId: 1 }, partial: { messageId: { $gt: '' } } },
    { fields: { customerId: 1, at: -1 } },
  ],
);

/** The thread of a ticket, oldest first. */
export function findMessagesOfTicket(ticketId: string): Promise<MessageRecord[]> {
  return Messages.find({ ticketId }).sort({ at: 1, _id: 1 }).lean<MessageRecord[]>().exec();
}

export type ReportedMessage = Pick<
  MessageRecord,
  '_id' | 'at' | 'to' | 'cc' | 'deliveryDetail' | 'reportedAt'
> & {
  reported: DeliveryReported;
};

/** Messages of a ticket that a mail server has reported on. */
export function findReportedOfTicket(ticketId: string): Promise<ReportedMessage[]> {
  return nativeCollection(Messages)
    .find({ ticketId, reported: { $in: [...deliveryReported] } })
    .project<ReportedMessage>({ at: 1, to: 1, cc: 1, deliveryDetail: 1, reported: 1, reportedAt: 1 })
    .toArray();
}

/** Messages of these tickets that have one of these RFC 5322 ids. */
export function findMessagesOfTickets(ticketIds: string[], messageIds: string[]): Promise<MessageRecord[]> {
  return nativeCollection(Messages)
    .find({ messageId: { $in: messageIds }, ticketId: { $in: ticketIds } })
    .toArray() as Promise<MessageRecord[]>;
}

export function findMessagesById(ids: string[]): Promise<MessageRecord[]> {
  return nativeCollection(Messages)
    .find({ _id: { $in: ids } })
    .toArray() as Promise<MessageRecord[]>;
}

/** Where messages with these RFC 5322 ids lie: only what threading needs. */
export function findThreadsByMessageId(messageIds: string[]): Promise<ThreadedMessage[]> {
  return nativeCollection(Messages)
    .find({ messageId: { $in: messageIds } })
    .project<ThreadedMessage>({ messageId: 1, ticketId: 1, direction: 1, origin: 1 })
    .toArray();
}

export type ThreadedMessage = Pick<MessageRecord, '_id' | 'messageId' | 'ticketId' | 'direction' | 'origin'>;

/** Addresses, lower case, that took part in tickets: who wrote and to whom, by ticket. The last `limit` messages count. */
export async function findPartiesOfTickets(
  ticketIds: string[],
  limit: number,
): Promise<Map<string, Set<string>>> {
  const parties = new Map<string, Set<string>>(ticketIds.map((id) => [id, new Set()]));
  if (ticketIds.length === 0) return parties;
  const messages = await nativeCollection(Messages)
    .find({ ticketId: { $in: ticketIds }, direction: { $ne: 'note' } })
    .sort({ at: -1 })
    .limit(limit)
    .project<Pick<MessageRecord, 'ticketId' | 'from' | 'to' | 'cc'>>({ ticketId: 1, from: 1, to: 1, cc: 1 })
    .toArray();
  for (const { ticketId, from, to, cc } of messages) {
    const known = parties.get(ticketId);
    for (const { address } of [from, ...to, ...cc]) if (address) known?.add(address.toLowerCase());
  }
  return parties;
}

/** Whether a message of ours bears one of these RFC 5322 ids; gives those that do. */
export async function findOwnMessageIds(messageIds: string[]): Promise<Set<string>> {
  const found = await nativeCollection(Messages)
    .find({ messageId: { $in: messageIds }, direction: 'outbound' })
    .project<Pick<MessageRecord, '_id' | 'messageId'>>({ messageId: 1 })
    .toArray();
  return new Set(found.flatMap(({ messageId }) => messageId ?? []));
}

/** The RFC 5322 id of an outbound message that lies between two texts, the first included; null where there is none. */
export async function findOutboundMessageIdBetween(from: string, before: string): Promise<string | null> {
  const [found] = await nativeCollection(Messages)
    .find({ messageId: { $gte: from, $lt: before }, direction: 'outbound' })
    .limit(1)
    .project<Pick<MessageRecord, 'messageId'>>({ messageId: 1 })
    .toArray();
  return found?.messageId ?? null;
}
