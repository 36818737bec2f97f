import { DomainError } from '@/runtime/domain-error';
import { appendHandoffEnded } from '@/runtime/engine/append-event';
import { readInstallation, snapshotOf } from '@/runtime/engine/environment-source';
import type { FlowEventOf } from '@/runtime/flow/execution';
import { slaForTicket } from '@/runtime/routing/ticket-sla';
import { findAgent } from '@/runtime/store/agents';
import { findExecution } from '@/runtime/store/executions';
import { localizedName } from '@/runtime/store/localized-name';
import { noSla, type TicketRecord } from '@/runtime/store/tickets';
import { type ChangedTicket, changeTicket } from './change-ticket';
import type { Person } from './person';

/** Takes a ticket for oneself. Errors: DomainError `ticketTaken` (by somebody else), `ticketIsClosed`. */
export function takeTicket(ticketId: string, by: Person, now: Date): Promise<ChangedTicket> {
  return changeTicket(ticketId, by, now, (ticket) => {
    refuseClosed(ticket);
    if (ticket.assigneeId !== null && ticket.assigneeId !== by.id) {
      const name = ticket.assigneeName ?? '?';
      throw new DomainError('conflict', 'ticketTaken', `${name} has this ticket already.`, { name });
    }
    return { kind: 'taken', set: { ...assignedTo(by, now), ...active } };
  });
}

/** Gives a ticket to a colleague. Errors: DomainError `agentUnknown`, `ticketIsClosed`. */
export async function assignTicket(
  ticketId: string,
  agentId: string,
  by: Person,
  now: Date,
): Promise<ChangedTicket> {
  const agent = await findAgent(agentId);
  if (!agent) throw new DomainError('notFound', 'agentUnknown', 'This agent does not exist.');
  return changeTicket(ticketId, by, now, (ticket) => {
    refuseClosed(ticket);
    return {
      kind: 'assigned',
      set: { ...assignedTo({ id: agent._id, name: agent.name }, now), ...active },
      detail: agent.name,
    };
  });
}

/** Puts a ticket back into its queue for somebody else, and tells its flow. Errors: DomainError `ticketIsClosed`. */
export async function returnTicket(ticketId: string, by: Person, now: Date): Promise<ChangedTicket> {
  let hadIt = false;
  const changed = await changeTicket(ticketId, by, now, (ticket) => {
    refuseClosed(ticket);
    hadIt = ticket.assigneeId !== null;
    return { kind: 'returned', set: { ...unassigned, ...active } };
  });
  if (hadIt) await tellFlow(changed.ticket, 'returned', by, now);
  return changed;
}

/** Puts a ticket into another queue, and tells its flow. Errors: DomainError `queueUnknown`, `ticketIsClosed`. */
export async function transferTicket(
  ticketId: string,
  queueId: string,
  by: Person,
  now: Date,
  language: string,
): Promise<ChangedTicket> {
  const installation = await readInstallation();
  const queue = installation.queues.find(({ _id }) => _id === queueId);
  if (!queue) throw new DomainError('notFound', 'queueUnknown', 'This queue does not exist.');
  const environment = snapshotOf(installation, now.getUTCFullYear()).environment({});
  const changed = await changeTicket(ticketId, by, now, (ticket) => {
    refuseClosed(ticket);
    const sla = slaForTicket(queue.sla, ticket, environment, now.getTime());
    return {
      kind: 'transferred',
      set: { ...unassigned, ...active, queueId, queuedAt: now, sla },
      detail: localizedName(queue.name, language),
    };
  });
  await tellFlow(changed.ticket, 'transferred', by, now);
  return changed;
}

/** Puts a ticket aside until a time, or (null) until the customer writes again. Errors: `timeIsPast`, `ticketIsClosed`. */
export function parkTicket(
  ticketId: string,
  until: Date | null,
  by: Person,
  now: Date,
): Promise<ChangedTicket> {
  if (until && until <= now) throw new DomainError('invalid', 'timeIsPast', 'This time has already passed.');
  return changeTicket(ticketId, by, now, (ticket) => {
    refuseClosed(ticket);
    return {
      kind: 'parked',
      set: { state: 'parked', parkedUntil: until },
      detail: until?.toISOString() ?? null,
    };
  });
}

/** Brings a parked ticket back to work before its time. */
export function wakeTicket(ticketId: string, by: Person, now: Date): Promise<ChangedTicket> {
  return changeTicket(ticketId, by, now, (ticket) => {
    refuseClosed(ticket);
    return { kind: 'woken', set: active };
  });
}

/** Closes a ticket and tells its flow that people are done with it. Closing a closed one changes nothing more. */
export async function closeTicket(ticketId: string, by: Person, now: Date): Promise<ChangedTicket> {
  const changed = await changeTicket(ticketId, by, now, () => ({
    kind: 'closed',
    set: { state: 'closed', closedAt: now, parkedUntil: null, unread: 0, sla: noSla() },
  }));
  await tellFlow(changed.ticket, 'closed', by, now);
  return changed;
}

export function reopenTicket(ticketId: string, by: Person, now: Date): Promise<ChangedTicket> {
  return changeTicket(ticketId, by, now, (ticket) => {
    if (ticket.mergedInto !== null) {
      throw new DomainError('conflict', 'alreadyMerged', 'This ticket has been merged into another.');
    }
    return { kind: 'reopened', set: { ...active, closedAt: null, reopenedAt: now } };
  });
}

/** Adds tags and takes tags away. */
export function tagTicket(
  ticketId: string,
  { add, remove }: { add: string[]; remove: string[] },
  by: Person,
  now: Date,
): Promise<ChangedTicket> {
  return changeTicket(ticketId, by, now, (ticket) => {
    const kept = ticket.tags.filter((tag) => !remove.includes(tag));
    return { kind: 'edited', set: { tags: [...new Set([...kept, ...add])] }, detail: 'tags' };
  });
}

export interface TicketEdit {
  subject?: string;
  priority?: number;
  tags?: string[];
}

/** Changes what a ticket says of itself. */
export function editTicket(
  ticketId: string,
  edit: TicketEdit,
  by: Person,
  now: Date,
): Promise<ChangedTicket> {
  const tags = edit.tags ? [...new Set(edit.tags.map((tag) => tag.trim()).filter(Boolean))] : undefined;
  return changeTicket(ticketId, by, now, () => ({
    kind: 'edited',
    set: { ...edit, ...(tags ? { tags } : {}) },
    detail: Object.keys(edit).join(', '),
  }));
}

const active = { state: 'open', parkedUntil: null } as const;
const unassigned = { assigneeId: null, assigneeName: null, assignedAt: null } as const;

function assignedTo(person: Person, now: Date) {
  return { assigneeId: person.id, assigneeName: person.name, assignedAt: now };
}

function refuseClosed(ticket: TicketRecord): void {
  if (ticket.state === 'closed') {
    throw new DomainError('conflict', 'ticketIsClosed', 'This ticket is closed; reopen it first.');
  }
}

/** Only a flow that still walks can take notice. */
async function tellFlow(
  ticket: TicketRecord,
  reason: FlowEventOf<'handoffEnded'>['reason'],
  by: Person,
  now: Date,
): Promise<void> {
  if (!ticket.executionId) return;
  const execution = await findExecution(ticket.executionId);
  if (execution?.status !== 'running' && execution?.status !== 'waiting') return;
  await appendHandoffEnded(ticket.executionId, { reason, by: by.id }, now.getTime());
}
