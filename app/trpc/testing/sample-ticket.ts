import { Customers } from '@/runtime/store/customers';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { newId } from '@/runtime/store/new-id';
import { type TicketRecord, Tickets, untouchedTicket } from '@/runtime/store/tickets';

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
    ...untouchedTicket(at),
    _id,
    number,
    token: _id.slice(-16),
    subject: `Question ${number}`,
    state: 'open',
    queueId: 'queue-service',
    language: 'en',
    customerId,
    customer,
    channelId: 'channel-service',
    channelKind: 'email',
    queuedAt: at,
    snippet: 'How can I do this?',
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
