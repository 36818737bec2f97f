import type { CustomerFacts, Environment, Facts, TicketFacts } from '@/runtime/flow/facts';
import type { CustomerRecord } from '@/runtime/store/customers';
import type { MessageRecord } from '@/runtime/store/messages';
import { messageFacts } from '@/runtime/store/tape-facts';
import type { TicketRecord } from '@/runtime/store/tickets';

/** What a flow may know, made of the stored records. `message` is `null` for events that carry none. */
export function hydrateFacts(
  ticket: TicketRecord,
  customer: CustomerRecord,
  message: MessageRecord | null,
  environment: Environment,
): Facts {
  return {
    message: message ? messageFacts(message) : null,
    ticket: ticketFacts(ticket, message, environment),
    customer: customerFacts(customer),
  };
}

function ticketFacts(
  ticket: TicketRecord,
  message: MessageRecord | null,
  environment: Environment,
): TicketFacts {
  const slot = Object.entries(environment.queues).find(([, queue]) => queue.id === ticket.queueId)?.[0];
  return {
    id: ticket._id,
    number: ticket.number,
    subject: ticket.subject,
    state: ticket.state,
    priority: ticket.priority,
    queue: slot ?? null,
    tags: ticket.tags,
    fields: ticket.fields,
    createdAt: ticket.createdAt.getTime(),
    queuedAt: ticket.queuedAt?.getTime() ?? null,
    language: ticket.language,
    assignee: ticket.assigneeId,
    messageCount: ticket.messageCount,
    autoReplies: ticket.autoReplies,
    reopened: message?.decision?.kind === 'reopened',
  };
}

function customerFacts(customer: CustomerRecord): CustomerFacts {
  return {
    id: customer._id,
    name: customer.name,
    address: customer.address,
    language: customer.language,
    timeZone: customer.timeZone,
    fields: customer.fields,
    // The ticket at hand is counted already.
    ticketCount: Math.max(0, customer.ticketCount - 1),
    knownSince: customer.createdAt.getTime(),
    lastAgent: customer.lastAgentId,
  };
}
