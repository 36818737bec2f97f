import type { CustomerRecord } from '@/runtime/store/customers';
import type { ExecutionRecord } from '@/runtime/store/executions';
import type { MessageDecision, MessageRecord } from '@/runtime/store/messages';
import { type TicketRecord, ticketToken, untouchedTicket } from '@/runtime/store/tickets';
import type { EngineContext } from './engine-context';
import type { LedgerWork } from './stored-inbound';

/** The records that one inbound message becomes. Their ids derive from the ledger line: made twice, they are the same. */
export function inboundMessageRecord(
  work: LedgerWork,
  ticketId: string,
  customerId: string,
  decision: MessageDecision,
): MessageRecord {
  const { text, ...facts } = work.inbound.facts;
  return {
    _id: work.ledgerId,
    ticketId,
    customerId,
    direction: 'inbound',
    origin: 'customer',
    automatic: facts.automatic,
    authorId: null,
    authorName: null,
    channelId: work.channelId,
    channelKind: work.channelKind,
    from: facts.from,
    to: facts.to,
    cc: facts.cc,
    bcc: [],
    subject: facts.subject,
    text,
    fullText: work.inbound.fullText,
    html: work.inbound.html,
    language: facts.language,
    attachments: work.inbound.attachments,
    messageId: facts.messageId,
    inReplyTo: work.inbound.inReplyTo,
    references: facts.references,
    at: new Date(facts.arrivedAt),
    sentAt: facts.sentAt === null ? null : new Date(facts.sentAt),
    facts: {
      ...facts,
      id: work.ledgerId,
      attachments: work.inbound.attachments.map(({ name, type, size }) => ({ name, type, size })),
    },
    decision,
    delivery: null,
    deliveryDetail: null,
    sendAt: null,
    forwards: null,
    quickReplies: [],
  };
}

export function openedTicketRecord(work: LedgerWork, customer: CustomerRecord, number: number): TicketRecord {
  const { facts, answerBy } = work.inbound;
  const at = new Date(facts.arrivedAt);
  return {
    ...untouchedTicket(at),
    _id: work.ledgerId,
    number,
    token: ticketToken(work.ledgerId),
    subject: facts.subject,
    state: 'new',
    language: facts.language,
    customerId: customer._id,
    customer: { name: facts.from.name || customer.name, address: facts.from.address },
    channelId: answerBy?.channelId ?? work.channelId,
    channelKind: answerBy?.channelKind ?? work.channelKind,
    snippet: snippetOf(facts.text),
    countedMessages: [work.ledgerId],
  };
}

/** An execution with the message as its first event, claimed by this process. */
export function startedExecutionRecord(
  context: EngineContext,
  message: MessageRecord,
  flow: NonNullable<MessageDecision['flow']>,
): ExecutionRecord {
  const now = new Date(context.now());
  return {
    _id: message._id,
    ticketId: message.ticketId,
    customerId: message.customerId,
    ...flow,
    state: null,
    status: 'running',
    pending: [messageEvent(message)],
    tape: [],
    outbox: [],
    revision: 0,
    dueAt: new Date(now.getTime() + context.limits.leaseMs),
    owner: context.owner,
    commit: null,
    abandoned: [],
    attempts: 0,
    lastError: null,
    createdAt: now,
    updatedAt: now,
    endedAt: null,
  };
}

/** The event of an inbound message; its id is the message's, so that it is consumed once. */
export function messageEvent(message: MessageRecord): ExecutionRecord['pending'][number] {
  return { type: 'messageReceived', id: message._id, at: message.at.getTime(), messageId: message._id };
}

/** The first line or so of a message, for lists. */
export function snippetOf(text: string): string {
  return text.slice(0, 400).replace(/\s+/g, ' ').trim().slice(0, 160);
}
