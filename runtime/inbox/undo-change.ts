import { DomainError } from '@/runtime/domain-error';
import { nativeCollection } from '@/runtime/store/define-model';
import { type TicketChangeRecord, TicketChanges } from '@/runtime/store/ticket-changes';
import type { TicketRecord } from '@/runtime/store/tickets';
import { type ChangedTicket, changeTicket } from './change-ticket';
import type { Person } from './person';

const WITHIN_MS = 10 * 60_000;

/**
 * Takes back what the same person did with a ticket within the last ten minutes, unless somebody has changed it since.
 * Errors: DomainError `changeUnknown`, `undoTooLate`, `undoOvertaken`.
 */
export async function undoChange(changeId: string, by: Person, now: Date): Promise<ChangedTicket> {
  const change = await TicketChanges.findById(changeId).lean<TicketChangeRecord>().exec();
  if (!change || change.by.id !== by.id || change.undone) {
    throw new DomainError('notFound', 'changeUnknown', 'There is nothing to undo.');
  }
  if (now.getTime() - change.at.getTime() > WITHIN_MS) {
    throw new DomainError('conflict', 'undoTooLate', 'This can no longer be undone.');
  }
  const undone = await changeTicket(change.ticketId, by, now, (ticket) => {
    if (ticket.revision !== change.revision) {
      throw new DomainError('conflict', 'undoOvertaken', 'Somebody has changed the ticket since then.');
    }
    // Written by changeTicket from a ticket, so these are its fields.
    return { kind: 'undone', set: change.before as Partial<TicketRecord>, detail: change.kind };
  });
  await nativeCollection(TicketChanges).updateOne({ _id: changeId }, { $set: { undone: true } });
  return undone;
}
