import { DomainError } from '@/runtime/domain-error';
import { nativeCollection } from '@/runtime/store/define-model';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { newId } from '@/runtime/store/new-id';
import { type TicketChangeKind, TicketChanges } from '@/runtime/store/ticket-changes';
import { findTicket, type TicketRecord, Tickets } from '@/runtime/store/tickets';
import type { Person } from './person';

export interface TicketChange {
  kind: TicketChangeKind;
  set: Partial<TicketRecord>;
  detail?: string | null;
  messageId?: string;
  otherTicketId?: string;
  movedMessages?: string[];
}

export interface ChangedTicket {
  ticket: TicketRecord;
  /** Names the change, to undo it with. */
  changeId: string;
}

const ATTEMPTS = 6;

/**
 * The one way in which people change a ticket: reads it, lets `decide` say what changes (or throw why not), writes it
 * only if nobody else has changed it in between (else decides anew), and remembers who did it and what was before.
 * Errors: DomainError `ticketUnknown`, `ticketBusy`, and whatever `decide` throws.
 */
export async function changeTicket(
  ticketId: string,
  by: Person,
  now: Date,
  decide: (ticket: TicketRecord) => TicketChange | Promise<TicketChange>,
): Promise<ChangedTicket> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = await readTicket(ticketId);
    const change = await decide(before);
    const ticket = (await nativeCollection(Tickets).findOneAndUpdate(
      { _id: ticketId, revision: before.revision },
      { $set: { ...change.set, updatedAt: now }, $inc: { revision: 1 } },
      { returnDocument: 'after' },
    )) as TicketRecord | null;
    if (ticket) return { ticket, changeId: await remember(before, ticket, change, by, now) };
  }
  throw new DomainError('conflict', 'ticketBusy', 'Too many people are changing this ticket at once.');
}

/** Errors: DomainError `ticketUnknown`. */
export async function readTicket(ticketId: string): Promise<TicketRecord> {
  const ticket = await findTicket(ticketId);
  if (!ticket) throw new DomainError('notFound', 'ticketUnknown', 'This ticket does not exist.');
  return ticket;
}

async function remember(
  before: TicketRecord,
  after: TicketRecord,
  change: TicketChange,
  by: Person,
  now: Date,
): Promise<string> {
  const names = Object.keys(change.set) as (keyof TicketRecord)[];
  const pick = (ticket: TicketRecord) => Object.fromEntries(names.map((name) => [name, ticket[name]]));
  const changeId = newId(now.getTime());
  await nativeCollection(TicketChanges).insertOne({
    _id: changeId,
    ticketId: after._id,
    kind: change.kind,
    by: { id: by.id, name: by.name },
    at: now,
    before: pick(before),
    after: pick(after),
    detail: change.detail ?? null,
    messageId: change.messageId ?? null,
    otherTicketId: change.otherTicketId ?? null,
    movedMessages: change.movedMessages ?? [],
    revision: after.revision,
    undone: false,
  });
  await tellChange(after, change.kind, by, now, before.queueId);
  return changeId;
}

/** Tells open browsers: the ticket itself, and every queue whose counts it moves. */
export async function tellChange(
  ticket: TicketRecord,
  change: string,
  by: Person,
  now: Date,
  formerQueueId: string | null = ticket.queueId,
): Promise<void> {
  const queueIds = new Set([ticket.queueId, formerQueueId].filter((id) => id !== null));
  await appendLiveEvents(
    [
      { topic: 'ticket', key: ticket._id, data: { change, by: by.id } },
      ...[...queueIds].map((key) => ({
        topic: 'queue' as const,
        key,
        data: { change, ticketId: ticket._id },
      })),
    ],
    now,
  );
}
