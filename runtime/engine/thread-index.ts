import type { CustomerRecord } from '@/runtime/store/customers';
import type { ThreadedMessage } from '@/runtime/store/messages';
import type { TicketRecord } from '@/runtime/store/tickets';
import { isMarkedSubject, normalisedSubject } from './normalised-subject';
import type { LedgerWork } from './stored-inbound';

/** A ticket that a message belongs to, and whether an execution still walks for it. */
export interface FoundTicket {
  ticket: TicketRecord;
  /** Id of the execution that takes further events, or `null`. */
  liveExecutionId: string | null;
  /** Who wrote the message of ours that it answers; `null` where it answers none of ours. */
  answers: 'flow' | 'agent' | 'system' | null;
}

/** What threading knows about the messages of one batch. */
export interface ThreadIndex {
  /**
   * The ticket a message belongs to: by the messages it refers to (the nearest first), by a ticket token, else by
   * sender and subject. Somebody else's message joins only those who take part in its ticket: a reference can be forged.
   */
  find(work: LedgerWork): FoundTicket | null;
  /** Lets later messages of the batch find what this one was decided to belong to. */
  remember(work: LedgerWork, found: Omit<FoundTicket, 'answers'>): void;
}

export interface ThreadOptions {
  /** The known or new customer who sent a message; new ones have no tickets. */
  senderOf(work: LedgerWork): CustomerRecord;
  /** Within which time the same sender's same subject means the same ticket, milliseconds; 0: never. */
  sameSubjectMs: number;
}

/** What the store knows about the messages of one batch. */
export interface LoadedThreads {
  /** Messages that are referred to. */
  threads: ThreadedMessage[];
  byToken: TicketRecord[];
  /** Of the senders, the latest first. */
  recent: TicketRecord[];
  /** All of them, by id. */
  tickets: ReadonlyMap<string, TicketRecord>;
  /** Ids of the tickets whose execution takes further events. */
  live: ReadonlySet<string>;
  /** Addresses, in small letters, by ticket. */
  parties: Map<string, Set<string>>;
}

/** A ticket may have been merged into another, and that one again; longer chains are a mistake. */
export const maxMerges = 5;
type Known = Omit<FoundTicket, 'answers'>;

/** What was loaded, in the order it is asked for, and what the batch has decided since. */
interface Index {
  messages: Map<string, ThreadedMessage[]>;
  ticketOfToken: Map<string, string>;
  ticketOfSubject: Map<string, string>;
  parties: Map<string, Set<string>>;
  decided: Map<string, Known>;
  /** The ticket that an id leads to, with the latest that is known of it. */
  resolve(id: string | undefined): Known | null;
}

/** Finds tickets among what was loaded. Pure, but for what it remembers. */
export function createThreadIndex(loaded: LoadedThreads, options: ThreadOptions): ThreadIndex {
  const decided = new Map<string, Known>();
  const index: Index = {
    messages: new Map(),
    ticketOfToken: new Map(loaded.byToken.map((ticket) => [ticket.token, ticket._id])),
    ticketOfSubject: new Map(
      loaded.recent.toReversed().map((ticket) => [subjectKey(ticket.customerId, ticket), ticket._id]),
    ),
    parties: loaded.parties,
    decided,
    resolve(id) {
      if (id === undefined) return null;
      const known = decided.get(id);
      if (known) return known;
      const ticket = afterMerges(loaded.tickets, id);
      if (!ticket) return null;
      const liveExecutionId = loaded.live.has(ticket._id) ? ticket.executionId : null;
      return decided.get(ticket._id) ?? { ticket, liveExecutionId };
    },
  };
  for (const thread of loaded.threads) if (thread.messageId) addMessage(index, thread.messageId, thread);
  return {
    find: (work) => byReference(index, work) ?? byTicketToken(index, work) ?? bySubject(index, work, options),
    remember: (work, found) => remember(index, work, found),
  };
}

function byReference({ messages, parties, resolve }: Index, work: LedgerWork): FoundTicket | null {
  for (const id of referredMessages(work)) {
    for (const thread of messages.get(id) ?? []) {
      const found = resolve(thread.ticketId);
      if (!found) continue;
      const own = thread.direction === 'outbound';
      if (own || takesPart(work, found.ticket, parties.get(found.ticket._id)))
        return { ...found, answers: own && thread.origin !== 'customer' ? thread.origin : null };
    }
  }
  return null;
}

function byTicketToken({ ticketOfToken, resolve }: Index, work: LedgerWork): FoundTicket | null {
  for (const token of work.inbound.ticketTokens) {
    const found = resolve(ticketOfToken.get(token));
    if (found) return { ...found, answers: null };
  }
  return null;
}

function bySubject(
  { ticketOfSubject, resolve }: Index,
  work: LedgerWork,
  options: ThreadOptions,
): FoundTicket | null {
  const key = sameSubjectKey(work, options);
  const found = key === null ? null : resolve(ticketOfSubject.get(key));
  if (!found || found.ticket.state === 'closed') return null;
  const age = work.inbound.facts.arrivedAt - found.ticket.lastInboundAt.getTime();
  return age <= options.sameSubjectMs ? { ...found, answers: null } : null;
}

function remember(index: Index, work: LedgerWork, found: Known): void {
  const { ticket } = found;
  index.decided.set(ticket._id, found);
  index.ticketOfToken.set(ticket.token, ticket._id);
  index.ticketOfSubject.set(subjectKey(ticket.customerId, ticket), ticket._id);
  const { facts } = work.inbound;
  const party = index.parties.get(ticket._id) ?? new Set();
  for (const { address } of [facts.from, ...facts.to, ...facts.cc]) party.add(address.toLowerCase());
  index.parties.set(ticket._id, party);
  const { messageId } = facts;
  if (messageId === null) return;
  addMessage(index, messageId, {
    _id: work.ledgerId,
    messageId,
    ticketId: ticket._id,
    direction: 'inbound',
    origin: 'customer',
  });
}

function addMessage({ messages }: Index, id: string, thread: ThreadedMessage): void {
  messages.set(id, [...(messages.get(id) ?? []), thread]);
}

/** RFC 5322 ids that a message answers: In-Reply-To, then References from the nearest to the farthest. */
export function referredMessages(work: LedgerWork): string[] {
  const { inReplyTo, facts } = work.inbound;
  const references = facts.references.slice(-30).reverse();
  return inReplyTo === null ? references : [inReplyTo, ...references];
}

/** Whether the sender is the ticket's customer, or one of its other parties. */
export function takesPart(work: LedgerWork, ticket: TicketRecord, parties: Set<string> | undefined): boolean {
  const sender = work.inbound.facts.from.address.toLowerCase();
  if (sender === '') return false;
  return sender === ticket.customer.address.toLowerCase() || (parties?.has(sender) ?? false);
}

/**
 * The last way for an answer whose program dropped its references. A fresh mail is no answer though its subject was used
 * before (people write "Bill" every month), and mail from machines has one sender and one subject for many matters.
 */
export function sameSubjectKey(work: LedgerWork, { senderOf, sameSubjectMs }: ThreadOptions): string | null {
  const { automatic, from, subject } = work.inbound.facts;
  const isAnswer = isMarkedSubject(subject) || referredMessages(work).length > 0;
  if (
    sameSubjectMs === 0 ||
    automatic ||
    !isAnswer ||
    from.address === '' ||
    normalisedSubject(subject) === ''
  )
    return null;
  return subjectKey(senderOf(work)._id, { channelId: work.channelId, subject });
}

function subjectKey(
  customerId: string,
  { channelId, subject }: Pick<TicketRecord, 'channelId' | 'subject'>,
): string {
  return `${customerId}\n${channelId}\n${normalisedSubject(subject)}`;
}

/** The ticket that a ticket was merged into at last, or itself. */
export function afterMerges(tickets: ReadonlyMap<string, TicketRecord>, id: string): TicketRecord | null {
  let ticket = tickets.get(id) ?? null;
  for (let round = 0; round < maxMerges && ticket?.mergedInto; round += 1) {
    ticket = tickets.get(ticket.mergedInto) ?? null;
  }
  return ticket;
}
