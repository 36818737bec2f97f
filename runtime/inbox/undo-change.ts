import { DomainError } from '@/runtime/domain-error';
import { nativeCollection } from '@/runtime/store/define-model';
import { type TicketChangeRecord, TicketChanges } from '@/runtime/store/ticket-changes';
import type { TicketRecord } from '@/runtime/store/tickets';
import { type ChangedTicket, changeTicket } from './change-ticket';
import { undoMerge } from './merge-tickets';
import type { Person } from './person';
import { undoSplit } from './split-message';

const WITHIN_MS = 10 * 60_000;

/**
 * Takes back what the same person did with a ticket within the last ten minutes, unless somebody has changed it since.
 * A message is taken back by `withdrawMessage`, not by this.
 * Errors: DomainError `changeUnknown`, `undoTooLate`, `undoOvertaken`.
 */
export async function undoChange(changeId: string, by: Person, now: Date): Promise<ChangedTicket> {
  const change = await TicketChanges.findById(changeId).lean<TicketChangeRecord>().exec();
  if (!change || change.by.id !== by.id || change.undone || !undoable(change)) {
    throw new DomainError('notFound', 'changeUnknown', 'There is nothing to undo.');
  }
  if (now.getTime() - change.at.getTime() > WITHIN_MS) {
    throw new DomainError('conflict', 'undoTooLate', 'This can no longer be undone.');
  }
  const undone = await takeBack(change, by, now);
  await nativeCollection(TicketChanges).updateOne({ _id: changeId }, { $set: { undone: true } });
  return undone;
}

/** What a message did to its ticket is undone with the message; what was done to the other ticket, with the first one. */
function undoable({ kind }: TicketChangeRecord): boolean {
  return ![
    'replied',
    'forwarded',
    'written',
    'noted',
    'withdrawn',
    'absorbed',
    'splitOff',
    'undone',
  ].includes(kind);
}

function takeBack(change: TicketChangeRecord, by: Person, now: Date): Promise<ChangedTicket> {
  if (change.kind === 'merged') return undoMerge(change, by, now);
  if (change.kind === 'split') return undoSplit(change, by, now);
  return changeTicket(change.ticketId, by, now, (ticket) => {
    if (ticket.revision !== change.revision) {
      throw new DomainError('conflict', 'undoOvertaken', 'Somebody has changed the ticket since then.');
    }
    // Written by changeTicket from a ticket, so these are its fields.
    return { kind: 'undone', set: change.before as Partial<TicketRecord>, detail: change.kind };
  });
}
