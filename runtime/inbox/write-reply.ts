import { capabilitiesOf } from '@/runtime/channels/capabilities-of';
import { DomainError } from '@/runtime/domain-error';
import type { Party } from '@/runtime/flow/facts';
import { slaAfterReply } from '@/runtime/routing/ticket-sla';
import { type ChannelRecord, findChannel } from '@/runtime/store/channels';
import { noSla, type TicketRecord } from '@/runtime/store/tickets';
import { type ChangedTicket, changeTicket, readTicket } from './change-ticket';
import { holdBack } from './hold-back';
import { newestFromOthers, newestToAnswer } from './newest-message';
import { readContent } from './outgoing-content';
import type { Person } from './person';
import { queueByPerson } from './queue-by-person';
import { checkRecipients } from './recipients';

export type Afterwards = 'stay' | 'close' | 'park';

export interface Reply {
  ticketId: string;
  /** Chosen by the browser: sent twice under one id, it goes out once. */
  replyId: string;
  html: string;
  to: Party[];
  cc: Party[];
  bcc: Party[];
  subject: string | null;
  /** Files uploaded before, by id. */
  uploads: string[];
  /** The newest message of a customer or colleague that the writer had before him; null if there was none. */
  seenMessageId: string | null;
  /** Send although somebody has written since. */
  evenIfNewer: boolean;
  /** When it should leave; null: now, but for the time in which it can be taken back. */
  sendAt: Date | null;
  afterwards: Afterwards;
}

/**
 * Sends an agent's answer: queues the message (exactly once per `replyId`), takes the ticket if nobody has it, notes
 * the reply for its promised times, and closes or parks it if asked. Gives the message's id as well, to take it back by.
 * Errors: DomainError `ticketUnknown`, `replyEmpty`, `newerMessage` (a customer or colleague has written since), `channelGone`,
 * `addressInvalid`, `recipientMissing`, `timeIsPast`, `timeTooFar`.
 */
export async function writeReply(
  reply: Reply,
  by: Person,
  now: Date,
): Promise<ChangedTicket & { messageId: string; holdsUntil: Date | null }> {
  const [ticket, answered, newest] = await Promise.all([
    readTicket(reply.ticketId),
    newestToAnswer(reply.ticketId),
    newestFromOthers(reply.ticketId, by.id),
  ]);
  if (ticket.mergedInto !== null) {
    throw new DomainError('conflict', 'alreadyMerged', 'This ticket has been merged into another.');
  }
  if (newest && newest._id !== reply.seenMessageId && !reply.evenIfNewer) {
    throw new DomainError('conflict', 'newerMessage', 'Somebody has written on this ticket in the meantime.');
  }
  const channel = await usableChannel(ticket.channelId);
  const recipients = capabilitiesOf(channel.kind).recipients
    ? checkRecipients(reply)
    : { to: [], cc: [], bcc: [] };
  const content = await readContent(reply, by.id);
  const holding = await holdBack(channel.kind, reply.sendAt, now);
  const id = `reply:${ticket._id}:${reply.replyId}`;
  await queueByPerson(
    {
      id,
      ticket,
      channel,
      recipients,
      content,
      subject: reply.subject,
      inReplyTo: answered,
      ...holding,
      ...(reply.afterwards === 'close' ? { endsHandoffBy: by.id } : {}),
    },
    by,
    now,
  );
  const leavesAt = reply.sendAt ?? now;
  const changed = await noteReply(ticket._id, id, reply.afterwards, leavesAt, by, now);
  return { ...changed, messageId: id, holdsUntil: holding.hold?.until ?? null };
}

const countedKept = 50;

function noteReply(
  ticketId: string,
  messageId: string,
  afterwards: Afterwards,
  leavesAt: Date,
  by: Person,
  now: Date,
): Promise<ChangedTicket> {
  return changeTicket(ticketId, by, now, (ticket) => ({
    kind: 'replied',
    messageId,
    detail: afterwards === 'stay' ? null : afterwards,
    set: {
      unread: 0,
      closedAt: null,
      parkedUntil: null,
      ...countMessage(ticket, messageId, now),
      firstReplyAt: ticket.firstReplyAt ?? leavesAt,
      sla: afterwards === 'close' ? noSla() : slaAfterReply(ticket.sla, leavesAt.getTime()),
      ...(ticket.assigneeId === null ? { assigneeId: by.id, assigneeName: by.name, assignedAt: now } : {}),
      ...stateAfter(afterwards, now),
    },
  }));
}

function stateAfter(afterwards: Afterwards, now: Date): Partial<TicketRecord> {
  if (afterwards === 'close') return { state: 'closed', closedAt: now };
  return { state: afterwards === 'park' ? 'parked' : 'open' };
}

/** Counts a message into its ticket, once however often it is asked for. */
export function countMessage(ticket: TicketRecord, messageId: string, now: Date): Partial<TicketRecord> {
  if (ticket.countedMessages.includes(messageId)) return {};
  return {
    lastMessageAt: now,
    messageCount: ticket.messageCount + 1,
    countedMessages: [...ticket.countedMessages, messageId].slice(-countedKept),
  };
}

/** Errors: DomainError `channelGone`. */
export async function usableChannel(channelId: string): Promise<ChannelRecord> {
  const channel = await findChannel(channelId);
  if (!channel?.enabled) {
    throw new DomainError(
      'conflict',
      'channelGone',
      'The channel this ticket came by is gone or switched off.',
    );
  }
  return channel;
}
