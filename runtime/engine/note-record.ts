import type { MessageRecord } from '@/runtime/store/messages';
import type { TicketRecord } from '@/runtime/store/tickets';

/** A note that the flow wrote onto a ticket: seen by agents only. */
export function noteRecord(
  ticket: Pick<TicketRecord, '_id' | 'customerId' | 'channelId' | 'channelKind'>,
  id: string,
  text: string,
  at: Date,
): MessageRecord {
  return {
    _id: id,
    ticketId: ticket._id,
    customerId: ticket.customerId,
    direction: 'note',
    origin: 'flow',
    automatic: true,
    authorId: null,
    authorName: null,
    channelId: ticket.channelId,
    channelKind: ticket.channelKind,
    from: { name: '', address: '' },
    to: [],
    cc: [],
    bcc: [],
    subject: '',
    text,
    fullText: null,
    html: null,
    language: null,
    attachments: [],
    messageId: null,
    inReplyTo: null,
    references: [],
    at,
    sentAt: null,
    facts: null,
    decision: null,
    delivery: null,
    deliveryDetail: null,
    sendAt: null,
    forwards: null,
    quickReplies: [],
  };
}
