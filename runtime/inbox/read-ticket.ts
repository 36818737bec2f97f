import { capabilitiesOf } from '@/runtime/channels/capabilities-of';
import type { ChannelCapabilities } from '@/runtime/channels/channel';
import { type AutomaticCount, automaticOfTicket, countAutomatic } from '@/runtime/engine/automatic-counts';
import type { MessageAuthentication } from '@/runtime/flow/facts';
import type { Json } from '@/runtime/flow/json';
import { type CustomerRecord, findCustomer } from '@/runtime/store/customers';
import { nativeCollection } from '@/runtime/store/define-model';
import { readMailSettings } from '@/runtime/store/mail-settings';
import { type DeliveryReported, findMessagesOfTicket, type MessageRecord } from '@/runtime/store/messages';
import { findPictureSenders } from '@/runtime/store/picture-senders';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { readTicket, tellChange } from './change-ticket';
import { lineOf, type TicketLine } from './list-tickets';
import { mergedInto } from './merge-tickets';
import type { Person } from './person';

/** A message of a thread as the inbox shows it. */
export interface ThreadMessage {
  id: string;
  direction: MessageRecord['direction'];
  origin: MessageRecord['origin'];
  automatic: boolean;
  /** By what sign an inbound message of a machine was told; null: a person wrote it. */
  machine: string | null;
  authorName: string | null;
  /** Written by the reader himself. */
  mine: boolean;
  channelKind: string;
  from: MessageRecord['from'];
  to: MessageRecord['to'];
  cc: MessageRecord['cc'];
  bcc: MessageRecord['bcc'];
  subject: string;
  text: string;
  /** null where nothing was folded away. */
  fullText: string | null;
  html: string | null;
  attachments: MessageRecord['attachments'];
  at: Date;
  delivery: MessageRecord['delivery'];
  deliveryDetail: string | null;
  reported: DeliveryReported | null;
  /** Held back until then; null where it was not. */
  sendAt: Date | null;
  /** The message that it passes on. */
  forwards: string | null;
  /** The reader wants to see this sender's pictures from elsewhere. */
  picturesWanted: boolean;
  /** Whether it comes from the domain that it names; null where that was not looked at. */
  authentication: MessageAuthentication | null;
}

export interface TicketDetail extends TicketLine {
  revision: number;
  fields: Record<string, Json>;
  reason: string | null;
  language: string | null;
  createdAt: Date;
  closedAt: Date | null;
  firstReplyAt: Date | null;
  customerId: string;
  channelId: string;
  /** What can be written on the channel of this ticket. */
  capabilities: ChannelCapabilities;
  /** The ticket that it was merged into. */
  mergedInto: { id: string; number: number; subject: string } | null;
  /** What flows wrote to its customer within the sliding hour and day, and how much that may be. */
  automatic: { written: AutomaticCount; cap: AutomaticCount };
  messages: ThreadMessage[];
}

/** A ticket with its thread, oldest message first, for this reader. Errors: DomainError `ticketUnknown`. */
export async function readTicketDetail(
  ticketId: string,
  accountId: string,
  now: Date,
): Promise<TicketDetail> {
  const [ticket, all, written, { automaticCaps }] = await Promise.all([
    readTicket(ticketId),
    findMessagesOfTicket(ticketId),
    countAutomatic(automaticOfTicket(ticketId), now),
    readMailSettings(),
  ]);
  const messages = all.filter(({ delivery }) => delivery !== 'withdrawn');
  const senders = new Set(messages.map(({ from }) => from.address.toLowerCase()));
  const [into, wanted] = await Promise.all([mergedInto(ticket), findPictureSenders(accountId, [...senders])]);
  return {
    ...lineOf(ticket, []),
    revision: ticket.revision,
    fields: ticket.fields,
    reason: ticket.reason,
    language: ticket.language,
    createdAt: ticket.createdAt,
    closedAt: ticket.closedAt,
    firstReplyAt: ticket.firstReplyAt,
    customerId: ticket.customerId,
    channelId: ticket.channelId,
    capabilities: capabilitiesOf(ticket.channelKind),
    mergedInto: into && { id: into._id, number: into.number, subject: into.subject },
    automatic: { written, cap: automaticCaps.ticket },
    messages: messages.map((message) =>
      threadMessage(message, accountId, wanted.has(message.from.address.toLowerCase())),
    ),
  };
}

/** Whoever opens a ticket has read it; others see the mark vanish. */
export async function markRead(ticketId: string, by: Person, now: Date): Promise<void> {
  const before = (await nativeCollection(Tickets).findOneAndUpdate(
    { _id: ticketId, unread: { $gt: 0 } },
    { $set: { unread: 0 } },
    { returnDocument: 'after' },
  )) as TicketRecord | null;
  if (before) await tellChange(before, 'read', by, now);
}

export interface CustomerCard {
  customer: Pick<
    CustomerRecord,
    'name' | 'address' | 'identities' | 'language' | 'fields' | 'badAddresses' | 'createdAt'
  > | null;
  /** Newest first, without the ticket at hand. */
  otherTickets: TicketLine[];
}

const OTHERS = 20;

/** What is known of a ticket's customer, and what else he has asked. */
export async function readCustomerCard(ticketId: string): Promise<CustomerCard> {
  const { customerId } = await readTicket(ticketId);
  const [customer, others] = await Promise.all([
    findCustomer(customerId),
    Tickets.find({ customerId, _id: { $ne: ticketId } })
      .sort({ createdAt: -1 })
      .limit(OTHERS)
      .lean<TicketRecord[]>()
      .exec(),
  ]);
  return { customer: customer && cardOf(customer), otherTickets: others.map((ticket) => lineOf(ticket, [])) };
}

function cardOf({ name, address, identities, language, fields, badAddresses, createdAt }: CustomerRecord) {
  // Customers of before this field was there have none.
  return { name, address, identities, language, fields, badAddresses: badAddresses ?? [], createdAt };
}

function threadMessage(message: MessageRecord, accountId: string, picturesWanted: boolean): ThreadMessage {
  const { _id, fullText, text } = message;
  return {
    id: _id,
    direction: message.direction,
    origin: message.origin,
    automatic: message.automatic,
    machine:
      message.direction === 'inbound' && message.automatic ? (message.facts?.automaticReason ?? '') : null,
    authorName: message.authorName,
    mine: message.authorId === accountId,
    channelKind: message.channelKind,
    from: message.from,
    to: message.to,
    cc: message.cc,
    bcc: message.bcc ?? [],
    subject: message.subject,
    text,
    fullText: fullText !== null && fullText.trim() !== text.trim() ? fullText : null,
    html: message.html,
    attachments: message.attachments,
    at: message.at,
    delivery: message.delivery,
    deliveryDetail: message.deliveryDetail,
    reported: message.reported ?? null,
    sendAt: message.sendAt ?? null,
    forwards: message.forwards ?? null,
    picturesWanted,
    authentication: message.facts?.authentication ?? null,
  };
}
