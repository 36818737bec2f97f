import { DomainError } from '@/runtime/domain-error';
import { snippetOf } from '@/runtime/engine/message-records';
import { takeNumbers } from '@/runtime/store/counters';
import { nativeCollection } from '@/runtime/store/define-model';
import { findMessagesById, type MessageRecord, Messages } from '@/runtime/store/messages';
import { newId } from '@/runtime/store/new-id';
import { type TicketChangeRecord, TicketChanges } from '@/runtime/store/ticket-changes';
import { type TicketRecord, Tickets, ticketToken, untouchedTicket } from '@/runtime/store/tickets';
import { type ChangedTicket, changeTicket, readTicket } from './change-ticket';
import { customerFor } from './customer-for';
import { byPeople } from './newest-message';
import type { Person } from './person';
import { restoredFields } from './restored-fields';

/**
 * Makes one message of a customer a ticket of its own, in the same queue; answers to it come there from now on. Gives
 * the new ticket, and the change of the old one to undo it by.
 * Errors: DomainError `ticketUnknown`, `messageUnknown`, `splitNotInbound`, `splitOnlyMessage`.
 */
export async function splitMessage(
  ticketId: string,
  messageId: string,
  by: Person,
  now: Date,
): Promise<ChangedTicket> {
  const source = await readTicket(ticketId);
  const message = await splittable(ticketId, messageId);
  const created = await splitTicket(source, message, now);
  await nativeCollection(Tickets).insertOne(created);
  const taken = await nativeCollection(Messages).updateOne(
    { _id: messageId, ticketId },
    { $set: { ticketId: created._id, customerId: created.customerId } },
  );
  if (taken.matchedCount === 0) {
    await nativeCollection(Tickets).deleteOne({ _id: created._id });
    throw new DomainError('notFound', 'messageUnknown', 'This message does not exist.');
  }
  const rest = await newestOf(ticketId);
  const { changeId } = await changeTicket(ticketId, by, now, (ticket) => ({
    kind: 'split',
    detail: `#${created.number}`,
    messageId,
    otherTicketId: created._id,
    movedMessages: [messageId],
    set: {
      messageCount: Math.max(0, ticket.messageCount - 1),
      countedMessages: ticket.countedMessages.filter((id) => id !== messageId),
      ...(rest ? { lastMessageAt: rest.at, snippet: snippetOf(rest.text) } : {}),
    },
  }));
  const { ticket } = await changeTicket(created._id, by, now, () => ({
    kind: 'splitOff',
    detail: `#${source.number}`,
    otherTicketId: ticketId,
    set: {},
  }));
  return { ticket, changeId };
}

/** Puts a message back into the ticket it was split from; its own ticket is gone then. Errors: DomainError `undoOvertaken`. */
export async function undoSplit(change: TicketChangeRecord, by: Person, now: Date): Promise<ChangedTicket> {
  const { ticketId, otherTicketId, movedMessages } = change;
  const others = await Messages.countDocuments({
    ticketId: otherTicketId ?? '',
    _id: { $nin: movedMessages },
  }).exec();
  if (!otherTicketId || others > 0) {
    throw new DomainError('conflict', 'undoOvertaken', 'Somebody has changed the ticket since then.');
  }
  const source = await readTicket(ticketId);
  await nativeCollection(Messages).updateMany(
    { _id: { $in: movedMessages }, ticketId: otherTicketId },
    { $set: { ticketId, customerId: source.customerId } },
  );
  await nativeCollection(Tickets).deleteOne({ _id: otherTicketId });
  await nativeCollection(TicketChanges).deleteMany({ ticketId: otherTicketId });
  return changeTicket(ticketId, by, now, (ticket) => ({
    kind: 'undone',
    detail: change.kind,
    set: {
      ...restoredFields(ticket, change),
      messageCount: ticket.messageCount + movedMessages.length,
      countedMessages: [...ticket.countedMessages, ...movedMessages].slice(-50),
    },
  }));
}

async function splittable(ticketId: string, messageId: string): Promise<MessageRecord> {
  const [message] = await findMessagesById([messageId]);
  if (message?.ticketId !== ticketId) {
    throw new DomainError('notFound', 'messageUnknown', 'This message does not exist.');
  }
  if (message.direction !== 'inbound') {
    throw new DomainError(
      'invalid',
      'splitNotInbound',
      'Only a customer’s message can be a ticket of its own.',
    );
  }
  const others = await Messages.countDocuments({
    ticketId,
    direction: 'inbound',
    _id: { $ne: messageId },
  }).exec();
  if (others === 0) {
    throw new DomainError('invalid', 'splitOnlyMessage', 'The ticket has no other message of a customer.');
  }
  return message;
}

async function splitTicket(source: TicketRecord, message: MessageRecord, now: Date): Promise<TicketRecord> {
  const customer =
    message.from.address === '' ? null : await customerFor(message.channelKind, message.from, now);
  const _id = newId(now.getTime());
  return {
    ...untouchedTicket(message.at),
    _id,
    number: await takeNumbers('ticket', 1),
    token: ticketToken(_id),
    subject: message.subject || source.subject,
    state: 'open',
    priority: source.priority,
    queueId: source.queueId,
    teamId: source.teamId,
    language: message.language ?? source.language,
    customerId: customer?._id ?? source.customerId,
    customer: customer ? message.from : source.customer,
    channelId: message.channelId,
    channelKind: message.channelKind,
    updatedAt: now,
    queuedAt: source.queueId === null ? null : now,
    snippet: snippetOf(message.text),
    countedMessages: [message._id],
  };
}

/** Of what people wrote: the line of a list tells nothing else. */
function newestOf(ticketId: string): Promise<MessageRecord | null> {
  return Messages.findOne({
    ticketId,
    direction: { $ne: 'note' },
    origin: { $ne: 'flow' },
    $or: byPeople,
    delivery: { $ne: 'withdrawn' },
  })
    .sort({ at: -1 })
    .lean<MessageRecord>()
    .exec();
}
