import { capabilitiesOf } from '@/runtime/channels/capabilities-of';
import { DomainError } from '@/runtime/domain-error';
import type { Party } from '@/runtime/flow/facts';
import { type ChannelRecord, findChannels } from '@/runtime/store/channels';
import { findMessagesById, type MessageRecord, type StoredAttachment } from '@/runtime/store/messages';
import type { TicketRecord } from '@/runtime/store/tickets';
import { type ChangedTicket, changeTicket, readTicket } from './change-ticket';
import { holdBack } from './hold-back';
import { checkTotal, readContent } from './outgoing-content';
import type { Person } from './person';
import { queueByPerson } from './queue-by-person';
import { checkRecipients } from './recipients';
import { countMessage } from './write-reply';

export interface Forward {
  ticketId: string;
  /** Chosen by the browser: sent twice under one id, it goes out once. */
  forwardId: string;
  /** The message that is passed on. */
  messageId: string;
  /** What the agent writes above it; may be empty. */
  html: string;
  to: Party[];
  cc: Party[];
  bcc: Party[];
  subject: string;
  uploads: string[];
  /** Files of the message that go along, by id. */
  files: string[];
  /** As a file (.eml) instead of quoted in the text. */
  asFile: boolean;
  sendAt: Date | null;
}

/**
 * Passes a message of a ticket on to somebody else, with its files. It is kept on the ticket, and answers to it come
 * there too; it is no reply to the customer.
 * Errors: DomainError `ticketUnknown`, `messageUnknown`, `noMailbox`, `addressInvalid`, `recipientMissing`,
 * `filesTooLarge`, `timeIsPast`, `timeTooFar`.
 */
export async function forwardMessage(
  forward: Forward,
  by: Person,
  now: Date,
): Promise<ChangedTicket & { messageId: string; holdsUntil: Date | null }> {
  const ticket = await readTicket(forward.ticketId);
  const original = await messageOf(ticket, forward.messageId);
  const channel = await writingChannel(ticket);
  const recipients = checkRecipients(forward);
  const content = await readContent(forward, by.id, true);
  const attachments = [...content.attachments, ...filesOf(original, forward)];
  checkTotal(attachments);
  const holding = await holdBack(channel.kind, forward.sendAt, now);
  const id = `forward:${ticket._id}:${forward.forwardId}`;
  await queueByPerson(
    {
      id,
      ticket,
      channel,
      recipients,
      content: { ...content, html: content.html === '' ? '<p></p>' : content.html, attachments },
      subject: forward.subject.trim() || forwardSubject(original.subject || ticket.subject, ticket.language),
      attachOriginal: forward.asFile,
      forwards: original._id,
      ...holding,
    },
    by,
    now,
  );
  const changed = await changeTicket(ticket._id, by, now, (current) => ({
    kind: 'forwarded',
    messageId: id,
    detail: recipients.to.map(({ address }) => address).join(', '),
    set: countMessage(current, id, now),
  }));
  return { ...changed, messageId: id, holdsUntil: holding.hold?.until ?? null };
}

/** `WG:` or `Fwd:` before a subject that does not begin with one. */
export function forwardSubject(subject: string, language: string | null): string {
  if (/^(?:fwd?|wg)\s*:/i.test(subject)) return subject;
  return `${language?.startsWith('de') ? 'WG' : 'Fwd'}: ${subject}`;
}

/** Errors: DomainError `messageUnknown`. */
async function messageOf(ticket: TicketRecord, messageId: string): Promise<MessageRecord> {
  const [message] = await findMessagesById([messageId]);
  if (!message || message.ticketId !== ticket._id || message.direction === 'note') {
    throw new DomainError('notFound', 'messageUnknown', 'This message does not exist.');
  }
  return message;
}

/** The files asked for; as a whole mail they are in it already. Pictures of its text go along with the quotation. */
function filesOf(original: MessageRecord, { files, asFile }: Forward): StoredAttachment[] {
  if (asFile) return [];
  return original.attachments.filter(({ fileId, inline }) => !inline && files.includes(fileId));
}

/** The ticket's own channel, or the first mailbox where that one cannot write to anybody. */
async function writingChannel(ticket: TicketRecord): Promise<ChannelRecord> {
  const channels = (await findChannels()).filter(
    ({ enabled, kind }) => enabled && capabilitiesOf(kind).recipients,
  );
  const channel = channels.find(({ _id }) => _id === ticket.channelId) ?? channels[0];
  if (!channel) throw new DomainError('conflict', 'noMailbox', 'There is no mailbox to send from.');
  return channel;
}
