import { DomainError } from '@/runtime/domain-error';
import { appendEvents } from '@/runtime/engine/append-event';
import { nativeCollection } from '@/runtime/store/define-model';
import { Messages } from '@/runtime/store/messages';
import { newId } from '@/runtime/store/new-id';
import type { TicketChangeRecord } from '@/runtime/store/ticket-changes';
import { TicketChanges } from '@/runtime/store/ticket-changes';
import { noSla, type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { type ChangedTicket, changeTicket, readTicket } from './change-ticket';
import type { Person } from './person';
import { restoredFields } from './restored-fields';

/**
 * Joins a ticket to another: its messages are read there from now on, answers to them come there, and it is closed. The
 * flow that walked for it ends; the other ticket's goes on. Gives the ticket that both are now.
 * Errors: DomainError `ticketUnknown`, `mergeIntoItself`, `alreadyMerged`.
 */
export async function mergeTickets(
  ticketId: string,
  intoId: string,
  by: Person,
  now: Date,
): Promise<ChangedTicket> {
  if (ticketId === intoId) {
    throw new DomainError('invalid', 'mergeIntoItself', 'A ticket cannot be merged into itself.');
  }
  const into = await readTicket(intoId);
  refuseMerged(into);
  const source = await readTicket(ticketId);
  // Closed and pointing to the other before its messages go: whatever comes in now finds the other ticket.
  const closed = await changeTicket(ticketId, by, now, (ticket) => {
    refuseMerged(ticket);
    return {
      kind: 'merged',
      detail: `#${into.number}`,
      otherTicketId: intoId,
      set: {
        mergedInto: intoId,
        state: 'closed',
        closedAt: ticket.closedAt ?? now,
        parkedUntil: null,
        unread: 0,
        sla: noSla(),
      },
    };
  });
  const moved = await moveMessages(ticketId, intoId);
  await nativeCollection(TicketChanges).updateOne(
    { _id: closed.changeId },
    { $set: { movedMessages: moved } },
  );
  const joined = await changeTicket(intoId, by, now, (ticket) => ({
    kind: 'absorbed',
    detail: `#${source.number}`,
    otherTicketId: ticketId,
    movedMessages: moved,
    set: joinedFields(ticket, source, moved),
  }));
  await endFlow(source, now);
  return { ticket: joined.ticket, changeId: closed.changeId };
}

/**
 * Takes a merge apart again: the messages that went along go back, and the ticket is as it was; its flow does not go on.
 * Errors: DomainError `undoOvertaken` where the ticket has been changed since.
 */
export async function undoMerge(change: TicketChangeRecord, by: Person, now: Date): Promise<ChangedTicket> {
  const { ticketId, otherTicketId, movedMessages } = change;
  const back = await changeTicket(ticketId, by, now, (ticket) => {
    if (ticket.mergedInto !== otherTicketId) {
      throw new DomainError('conflict', 'undoOvertaken', 'Somebody has changed the ticket since then.');
    }
    const before = restoredFields(ticket, change);
    // Its flow has ended, so nothing would ever place it.
    return {
      kind: 'undone',
      detail: change.kind,
      set: { ...before, mergedInto: null, ...(before.state === 'new' ? { state: 'open' } : {}) },
    };
  });
  await nativeCollection(Messages).updateMany(
    { _id: { $in: movedMessages }, ticketId: otherTicketId ?? '' },
    { $set: { ticketId } },
  );
  if (otherTicketId) await giveBack(otherTicketId, ticketId, by, now);
  return back;
}

/** Gives the ids of the messages that went, those first that were there first. */
async function moveMessages(fromId: string, toId: string): Promise<string[]> {
  const messages = nativeCollection(Messages);
  const found = await messages
    .find({ ticketId: fromId })
    .sort({ at: 1 })
    .project<{ _id: string }>({ _id: 1 })
    .toArray();
  const ids = found.map(({ _id }) => _id);
  await messages.updateMany({ _id: { $in: ids }, ticketId: fromId }, { $set: { ticketId: toId } });
  return ids;
}

function joinedFields(ticket: TicketRecord, source: TicketRecord, moved: string[]): Partial<TicketRecord> {
  const isNewer = source.lastMessageAt > ticket.lastMessageAt;
  return {
    messageCount: ticket.messageCount + moved.length,
    unread: ticket.unread + source.unread,
    tags: [...new Set([...ticket.tags, ...source.tags])],
    fields: { ...source.fields, ...ticket.fields },
    priority: Math.max(ticket.priority, source.priority),
    lastInboundAt: new Date(Math.max(source.lastInboundAt.getTime(), ticket.lastInboundAt.getTime())),
    ...(isNewer ? { lastMessageAt: source.lastMessageAt, snippet: source.snippet } : {}),
    ...(ticket.state === 'closed' && source.state !== 'closed' ? { state: 'open', closedAt: null } : {}),
  };
}

async function giveBack(intoId: string, ticketId: string, by: Person, now: Date): Promise<void> {
  const absorbed = await TicketChanges.findOne({
    ticketId: intoId,
    kind: 'absorbed',
    otherTicketId: ticketId,
    undone: false,
  })
    .sort({ at: -1 })
    .lean<TicketChangeRecord>()
    .exec();
  if (!absorbed) return;
  await changeTicket(intoId, by, now, (ticket) => ({
    kind: 'undone',
    detail: 'absorbed',
    set: {
      ...restoredFields(ticket, absorbed),
      messageCount: Math.max(0, ticket.messageCount - absorbed.movedMessages.length),
    },
  }));
  await nativeCollection(TicketChanges).updateOne({ _id: absorbed._id }, { $set: { undone: true } });
}

/** Two flows must not write to one customer about one matter. */
async function endFlow({ executionId }: TicketRecord, now: Date): Promise<void> {
  if (!executionId) return;
  const at = now.getTime();
  const event = { type: 'cancelled', id: `merged:${newId(at)}`, at, reason: 'merged' } as const;
  await appendEvents({ now: () => at }, [{ executionId, event }]);
}

function refuseMerged(ticket: TicketRecord): void {
  if (ticket.mergedInto === null) return;
  throw new DomainError('conflict', 'alreadyMerged', 'This ticket has been merged into another.');
}

/** What stands in a ticket's place: the one it was merged into, and that one's again. Null where it still is one. */
export async function mergedInto(ticket: TicketRecord): Promise<TicketRecord | null> {
  let found: TicketRecord | null = null;
  let next = ticket.mergedInto;
  for (let round = 0; round < 5 && next; round += 1) {
    found = await Tickets.findById(next).lean<TicketRecord>().exec();
    next = found?.mergedInto ?? null;
  }
  return found;
}
