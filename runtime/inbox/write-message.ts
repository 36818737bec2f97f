import { capabilitiesOf } from '@/runtime/channels/capabilities-of';
import { DomainError } from '@/runtime/domain-error';
import { insertNew } from '@/runtime/engine/insert-new';
import { snippetOf } from '@/runtime/engine/message-records';
import type { Party } from '@/runtime/flow/facts';
import { takeNumbers } from '@/runtime/store/counters';
import { type CustomerRecord, Customers } from '@/runtime/store/customers';
import { nativeCollection } from '@/runtime/store/define-model';
import { readInstallationSettings } from '@/runtime/store/installation-settings';
import { Queues } from '@/runtime/store/queues';
import {
  findTicket,
  type TicketRecord,
  Tickets,
  ticketToken,
  untouchedTicket,
} from '@/runtime/store/tickets';
import { type ChangedTicket, changeTicket } from './change-ticket';
import { customerFor } from './customer-for';
import { holdBack } from './hold-back';
import { readContent } from './outgoing-content';
import type { Person } from './person';
import { queueByPerson } from './queue-by-person';
import { checkRecipients } from './recipients';
import { type Afterwards, countMessage, usableChannel } from './write-reply';

export interface NewMessage {
  /** Chosen by the browser: sent twice under one id, it goes out once. */
  newId: string;
  channelId: string;
  to: Party[];
  cc: Party[];
  bcc: Party[];
  subject: string;
  html: string;
  uploads: string[];
  /** Where its ticket stands; null: in no queue. */
  queueId: string | null;
  /** The writer has the ticket; else it waits in the queue. */
  forMe: boolean;
  sendAt: Date | null;
  afterwards: Afterwards;
}

/**
 * Writes to anybody: opens a ticket for the first recipient, and answers come there.
 * Errors: DomainError `channelGone`, `channelCannotWrite`, `queueUnknown`, `subjectMissing`, `replyEmpty`,
 * `addressInvalid`, `recipientMissing`, `timeIsPast`, `timeTooFar`.
 */
export async function writeMessage(
  message: NewMessage,
  by: Person,
  now: Date,
): Promise<ChangedTicket & { messageId: string; holdsUntil: Date | null }> {
  const channel = await usableChannel(message.channelId);
  if (!capabilitiesOf(channel.kind).recipients) {
    throw new DomainError('invalid', 'channelCannotWrite', 'Nobody can be written to by this channel.');
  }
  if (message.queueId !== null && !(await Queues.exists({ _id: message.queueId }).exec())) {
    throw new DomainError('notFound', 'queueUnknown', 'This queue does not exist.');
  }
  const subject = message.subject.trim();
  if (subject === '') throw new DomainError('invalid', 'subjectMissing', 'The message needs a subject.');
  const recipients = checkRecipients(message);
  const content = await readContent(message, by.id);
  const holding = await holdBack(channel.kind, message.sendAt, now);
  const ticketId = `w-${message.newId}`;
  const ticket = await openTicket(ticketId, { ...message, subject }, channel, recipients.to, by, now);
  const id = `written:${ticketId}`;
  await queueByPerson({ id, ticket, channel, recipients, content, subject, ...holding }, by, now);
  const changed = await changeTicket(ticketId, by, now, (current) => ({
    kind: 'written',
    messageId: id,
    detail: recipients.to.map(({ address }) => address).join(', '),
    set: { ...countMessage(current, id, now), snippet: snippetOf(content.text) },
  }));
  return { ...changed, messageId: id, holdsUntil: holding.hold?.until ?? null };
}

async function openTicket(
  ticketId: string,
  message: NewMessage,
  channel: { _id: string; kind: string },
  to: Party[],
  by: Person,
  now: Date,
): Promise<TicketRecord> {
  const known = await findTicket(ticketId);
  if (known) return known;
  const [party] = to;
  if (!party) throw new DomainError('invalid', 'recipientMissing', 'The message needs a recipient.');
  const customer = await customerFor(channel.kind, party, now);
  const { language } = await readInstallationSettings();
  const number = await takeNumbers('ticket', 1);
  const ticket = writtenTicket(ticketId, number, message, channel, customer, by, now);
  ticket.language = customer.language ?? language;
  ticket.customer = { name: party.name || customer.name, address: party.address };
  const refused = await insertNew(nativeCollection(Tickets), [ticket]);
  if (refused.size > 0) return (await findTicket(ticketId)) ?? ticket;
  await nativeCollection(Customers).updateOne(
    { _id: customer._id, countedTickets: { $ne: ticketId } },
    { $inc: { ticketCount: 1 }, $push: { countedTickets: { $each: [ticketId], $slice: -50 } } },
  );
  return ticket;
}

function writtenTicket(
  _id: string,
  number: number,
  { subject, queueId, forMe, afterwards }: NewMessage,
  channel: { _id: string; kind: string },
  customer: CustomerRecord,
  by: Person,
  now: Date,
): TicketRecord {
  const states = { stay: 'open', close: 'closed', park: 'parked' } as const;
  return {
    ...untouchedTicket(now),
    _id,
    number,
    token: ticketToken(_id),
    subject,
    state: states[afterwards],
    queueId,
    assigneeId: forMe ? by.id : null,
    assigneeName: forMe ? by.name : null,
    language: null,
    customerId: customer._id,
    customer: { name: customer.name, address: customer.address },
    channelId: channel._id,
    channelKind: channel.kind,
    queuedAt: queueId === null ? null : now,
    assignedAt: forMe ? now : null,
    firstReplyAt: now,
    closedAt: afterwards === 'close' ? now : null,
    unread: 0,
    messageCount: 0,
    snippet: '',
  };
}
