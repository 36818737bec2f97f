import type { NodeCommand } from '@/runtime/flow/execution';
import type { Facts, TicketFacts } from '@/runtime/flow/facts';

const AUTO_REPLIES_KEPT = 50;

/** The facts as a command leaves them, so that a node sees what the nodes before it did for the same event. */
export function factsAfter(facts: Facts, command: NodeCommand, at: number): Facts {
  switch (command.type) {
    case 'setCustomerFields':
      return {
        ...facts,
        customer: {
          ...facts.customer,
          ...command.profile,
          fields: { ...facts.customer.fields, ...command.fields },
        },
      };
    case 'setTicketFields':
      return withTicket(facts, {
        fields: { ...facts.ticket.fields, ...command.fields },
        tags: command.tags ? changeTags(facts.ticket.tags, command.tags) : facts.ticket.tags,
        priority: command.priority ?? facts.ticket.priority,
        subject: command.subject ?? facts.ticket.subject,
      });
    case 'enqueueTicket':
      return withTicket(facts, {
        state: 'open',
        queue: command.queue,
        queuedAt: at,
        priority: command.priority ?? facts.ticket.priority,
      });
    case 'assignTicket':
      return command.agent === null ? facts : withTicket(facts, { assignee: command.agent, state: 'open' });
    case 'closeTicket':
      return withTicket(facts, { state: 'closed', queue: null, queuedAt: null });
    case 'reopenTicket':
      return withTicket(facts, { state: 'open' });
    case 'sendMessage':
      if (command.purpose !== 'automatic' || command.to !== null) return facts;
      return withTicket(facts, { autoReplies: [...facts.ticket.autoReplies, at].slice(-AUTO_REPLIES_KEPT) });
    default:
      return facts;
  }
}

function withTicket(facts: Facts, changes: Partial<TicketFacts>): Facts {
  return { ...facts, ticket: { ...facts.ticket, ...changes } };
}

function changeTags(tags: string[], { add, remove }: { add: string[]; remove: string[] }): string[] {
  return [...new Set([...tags, ...add])].filter((tag) => !remove.includes(tag));
}
