import { Customers } from '@/runtime/store/customers';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { newId } from '@/runtime/store/new-id';
import { noSla, type TicketRecord, Tickets } from '@/runtime/store/tickets';

let number = 0;

/** A ticket with one inbound message, as the engine leaves it in a queue of the demo workspace. */
export async function insertTicket(change: Partial<TicketRecord> = {}): Promise<TicketRecord> {
  number += 1;
  const at = new Date(Date.UTC(2026, 2, 2, 10, 0, number));
  const _id = newId();
  const customer = { name: 'Erika Muster', address: `erika-${number}@example.org` };
  const customerId = `customer-${_id}`;
  await Customers.create({
    _id: customerId,
    ...customer,
    identities: [`email:${customer.address}`],
    createdAt: at,
    lastSeenAt: at,
  });
  const ticket: TicketRecord = {
    _id,
    number,
    token: _id.slice(-16),
    subject: `Question ${number}`,
    state: 'open',
    priority: 0,
    queueId: 'queue-service',
    teamId: null,
    assigneeId: null,
    assigneeName: null,
    tags: [],
    fields: {},
    category: null,
    language: 'en',
    customerId,
    customer,
    channelId: 'channel-service',
    channelKind: 'email',
    reason: null,
    flowId: null,
    executionId: null,
    createdAt: at,
    updatedAt: at,
    queuedAt: at,
    assignedAt: null,
    firstReplyAt: null,
    lastMessageAt: at,
    lastInboundAt: at,
    closedAt: null,
    parkedUntil: null,
    reopenedAt: null,
    unread: 1,
    messageCount: 1,
    snippet: 'How can I do this?',
    autoReplies: [],
    sla: noSla(),
    revision: 0,
    mergedInto: null,
    applied: {},
    countedMessages: [],
    ...change,
  };
  await Tickets.create(ticket);
  await insertMessage(ticket, 'How can I do this?', at);
  return ticket;
}

/** One more message of the ticket's customer. */
export async function insertMessage(ticket: TicketRecord, text: string, at: Date): Promise<MessageRecord> {
  const _id = newId();
  return Messages.create({
    _id,
    ticketId: ticket._id,
    customerId: ticket.customerId,
    direction: 'inbound',
    origin: 'customer',
    channelId: ticket.channelId,
    channelKind: ticket.channelKind,
    from: ticket.customer,
    subject: ticket.subject,
    text,
    messageId: `${_id}@example.org`,
    at,
  });
}
