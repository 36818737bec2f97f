import { DomainError } from '@/runtime/domain-error';
import { markAsSent, reschedule, sendAgain, withdrawOrder } from '@/runtime/engine/settle-outgoing';
import type { Party } from '@/runtime/flow/facts';
import { nativeCollection } from '@/runtime/store/define-model';
import { findMessagesById, type MessageRecord, Messages } from '@/runtime/store/messages';
import { type TicketChangeRecord, TicketChanges } from '@/runtime/store/ticket-changes';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { Uploads } from '@/runtime/store/uploads';
import { changeTicket, readTicket, tellChange } from './change-ticket';
import { checkSendAt } from './hold-back';
import type { Person } from './person';
import { restoredFields } from './restored-fields';

/** A message that was taken back, as its writer goes on with it. */
export interface WithdrawnMessage {
  ticketId: string;
  /** The ticket was only opened by this message and is gone with it. */
  ticketGone: boolean;
  kind: 'reply' | 'forward' | 'message';
  channelId: string;
  forwards: string | null;
  html: string;
  to: Party[];
  cc: Party[];
  bcc: Party[];
  subject: string;
  files: { fileId: string; name: string; size: number }[];
  sendAt: Date | null;
}

/**
 * Takes a message back that has not left: nobody gets it, the ticket is as it was before, and what was written is given
 * back. Errors: DomainError `messageUnknown`, `tooLateToWithdraw`.
 */
export async function withdrawMessage(messageId: string, by: Person, now: Date): Promise<WithdrawnMessage> {
  const message = await readOwnMessage(messageId);
  const { sendAt, delivery } = message;
  const order = await withdrawOrder(messageId, now);
  if (!order) throw tooLate();
  const change = await TicketChanges.findOne({ ticketId: message.ticketId, messageId })
    .lean<TicketChangeRecord>()
    .exec();
  const fileIds = message.attachments.map(({ fileId }) => fileId);
  // Whoever takes it back may send it again with the same files.
  await Uploads.updateMany({ _id: { $in: fileIds } }, { $set: { accountId: by.id } }).exec();
  const ticketGone = change?.kind === 'written' && (await removeIfEmpty(message.ticketId, by, now));
  if (!ticketGone) await putTicketBack(message, change, by, now);
  return {
    ticketId: message.ticketId,
    ticketGone,
    kind: message.forwards !== null ? 'forward' : change?.kind === 'written' ? 'message' : 'reply',
    channelId: message.channelId,
    forwards: message.forwards,
    html: message.html ?? '',
    to: message.to,
    cc: message.cc,
    bcc: message.bcc,
    subject: message.subject,
    files: message.attachments.map(({ fileId, name, size }) => ({ fileId, name, size })),
    sendAt: delivery === 'scheduled' ? sendAt : null,
  };
}

/** Lets a message that has not left do so at another time, or (null) now. Errors: `messageUnknown`, `tooLateToWithdraw`, `timeIsPast`, `timeTooFar`. */
export async function rescheduleMessage(
  messageId: string,
  sendAt: Date | null,
  by: Person,
  now: Date,
): Promise<void> {
  if (sendAt) checkSendAt(sendAt, now);
  const { ticketId } = await readOwnMessage(messageId);
  if (!(await reschedule(messageId, sendAt ?? now))) throw tooLate();
  await tellChange(await readTicket(ticketId), 'delivery', by, now);
}

/**
 * Nobody knows whether this message arrived, or it did not: a person decides. `again` sends it once more, `sent` leaves
 * it at that. Errors: DomainError `messageUnknown`, `deliverySettled` (somebody was faster).
 */
export async function settleDelivery(
  messageId: string,
  decision: 'again' | 'sent',
  by: Person,
  now: Date,
): Promise<void> {
  const { ticketId } = await readOwnMessage(messageId);
  const done = await (decision === 'again' ? sendAgain(messageId, now) : markAsSent(messageId, now));
  if (!done) {
    throw new DomainError('conflict', 'deliverySettled', 'Somebody has decided about this message already.');
  }
  await tellChange(await readTicket(ticketId), 'delivery', by, now);
}

function tooLate(): DomainError {
  return new DomainError('conflict', 'tooLateToWithdraw', 'The message has left already.');
}

async function readOwnMessage(messageId: string): Promise<MessageRecord> {
  const [message] = await findMessagesById([messageId]);
  if (message?.direction !== 'outbound') {
    throw new DomainError('notFound', 'messageUnknown', 'This message does not exist.');
  }
  return message;
}

/** A ticket that holds nothing but what was taken back never was. */
async function removeIfEmpty(ticketId: string, by: Person, now: Date): Promise<boolean> {
  const rest = await Messages.countDocuments({ ticketId, delivery: { $ne: 'withdrawn' } }).exec();
  if (rest > 0) return false;
  const ticket = (await nativeCollection(Tickets).findOneAndDelete({ _id: ticketId })) as TicketRecord | null;
  if (!ticket) return false;
  await nativeCollection(TicketChanges).deleteMany({ ticketId });
  await tellChange(ticket, 'withdrawn', by, now);
  return true;
}

async function putTicketBack(
  message: MessageRecord,
  change: TicketChangeRecord | null,
  by: Person,
  now: Date,
): Promise<void> {
  await changeTicket(message.ticketId, by, now, (ticket) => ({
    kind: 'withdrawn',
    set: {
      ...(change ? restoredFields(ticket, change) : {}),
      messageCount: ticket.messageCount - (ticket.countedMessages.includes(message._id) ? 1 : 0),
      countedMessages: ticket.countedMessages.filter((id) => id !== message._id),
    },
  }));
  if (change)
    await nativeCollection(TicketChanges).updateOne({ _id: change._id }, { $set: { undone: true } });
}
