import { DomainError } from '@/runtime/domain-error';
import { noteRecord } from '@/runtime/engine/note-record';
import { Messages } from '@/runtime/store/messages';
import { type ChangedTicket, changeTicket, readTicket } from './change-ticket';
import type { Person } from './person';

/**
 * Writes an internal note: customers never see it. The same `noteId` writes it once.
 * Errors: DomainError `ticketUnknown`, `noteEmpty`.
 */
export async function writeNote(
  note: { ticketId: string; noteId: string; text: string },
  by: Person,
  now: Date,
): Promise<ChangedTicket> {
  const text = note.text.trim();
  if (text === '') throw new DomainError('invalid', 'noteEmpty', 'The note is empty.');
  const ticket = await readTicket(note.ticketId);
  const record = {
    ...noteRecord(ticket, `note:${ticket._id}:${note.noteId}`, text, now),
    origin: 'agent' as const,
    automatic: false,
    authorId: by.id,
    authorName: by.name,
  };
  const { _id, ...rest } = record;
  await Messages.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true }).exec();
  return changeTicket(note.ticketId, by, now, () => ({ kind: 'noted', set: {} }));
}
