import type { CustomerRecord } from '@/runtime/store/customers';
import { nativeCollection } from '@/runtime/store/define-model';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import { findPartiesOfTickets, findThreadsByMessageId, type ThreadedMessage } from '@/runtime/store/messages';
import {
  findRecentTicketsOfCustomers,
  findTicketsById,
  findTicketsByToken,
  type TicketRecord,
} from '@/runtime/store/tickets';
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

/** A ticket may have been merged into another, and that one again; longer chains are a mistake. */
const maxMerges = 5;
/** Messages looked through for the parties of the tickets of one batch. */
const maxPartyMessages = 5000;

type Known = Omit<FoundTicket, 'answers'>;

/** Looks up, with a handful of queries for the whole batch, every ticket its messages could belong to. */
export async function loadThreads(works: LedgerWork[], options: ThreadOptions): Promise<ThreadIndex> {
  const messageIds = [...new Set(works.flatMap(referredMessages))];
  const tokens = [...new Set(works.flatMap((work) => work.inbound.ticketTokens))];
  const [threads, byToken, recent] = await Promise.all([
    messageIds.length > 0 ? findThreadsByMessageId(messageIds) : [],
    tokens.length > 0 ? findTicketsByToken(tokens) : [],
    findRecentTickets(works, options),
  ]);
  const tickets = new Map([...recent, ...byToken].map((ticket) => [ticket._id, ticket]));
  await loadTickets(
    tickets,
    threads.map((thread) => thread.ticketId),
  );
  const [live, parties] = await Promise.all([
    findLiveExecutions([...tickets.values()]),
    loadParties(works, threads, tickets),
  ]);

  const messages = new Map<string, ThreadedMessage[]>();
  const addMessage = (id: string, thread: ThreadedMessage) =>
    messages.set(id, [...(messages.get(id) ?? []), thread]);
  for (const thread of threads) if (thread.messageId) addMessage(thread.messageId, thread);
  const ticketOfToken = new Map(byToken.map((ticket) => [ticket.token, ticket._id]));
  const ticketOfSubject = new Map<string, string>();
  for (const ticket of recent.toReversed())
    ticketOfSubject.set(subjectKey(ticket.customerId, ticket), ticket._id);
  const decided = new Map<string, Known>();

  function resolve(id: string | undefined): Known | null {
    if (id === undefined) return null;
    const known = decided.get(id);
    if (known) return known;
    const ticket = afterMerges(tickets, id);
    if (!ticket) return null;
    const liveExecutionId = live.has(ticket._id) ? ticket.executionId : null;
    return decided.get(ticket._id) ?? { ticket, liveExecutionId };
  }

  function byReference(work: LedgerWork): FoundTicket | null {
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

  function byTicketToken(work: LedgerWork): FoundTicket | null {
    for (const token of work.inbound.ticketTokens) {
      const found = resolve(ticketOfToken.get(token));
      if (found) return { ...found, answers: null };
    }
    return null;
  }

  function bySubject(work: LedgerWork): FoundTicket | null {
    const key = sameSubjectKey(work, options);
    const found = key === null ? null : resolve(ticketOfSubject.get(key));
    if (!found || found.ticket.state === 'closed') return null;
    const age = work.inbound.facts.arrivedAt - found.ticket.lastInboundAt.getTime();
    return age <= options.sameSubjectMs ? { ...found, answers: null } : null;
  }

  return {
    find: (work) => byReference(work) ?? byTicketToken(work) ?? bySubject(work),
    remember(work, found) {
      const { ticket } = found;
      decided.set(ticket._id, found);
      ticketOfToken.set(ticket.token, ticket._id);
      const key = sameSubjectKey(work, options);
      if (key !== null) ticketOfSubject.set(key, ticket._id);
      const { facts } = work.inbound;
      const party = parties.get(ticket._id) ?? new Set();
      for (const { address } of [facts.from, ...facts.to, ...facts.cc]) party.add(address.toLowerCase());
      parties.set(ticket._id, party);
      const { messageId } = facts;
      if (messageId === null) return;
      addMessage(messageId, {
        _id: work.ledgerId,
        messageId,
        ticketId: ticket._id,
        direction: 'inbound',
        origin: 'customer',
      });
    },
  };
}

/** RFC 5322 ids that a message answers: In-Reply-To, then References from the nearest to the farthest. */
export function referredMessages(work: LedgerWork): string[] {
  const { inReplyTo, facts } = work.inbound;
  const references = facts.references.slice(-30).reverse();
  return inReplyTo === null ? references : [inReplyTo, ...references];
}

function takesPart(work: LedgerWork, ticket: TicketRecord, parties: Set<string> | undefined): boolean {
  const sender = work.inbound.facts.from.address.toLowerCase();
  if (sender === '') return false;
  return sender === ticket.customer.address.toLowerCase() || (parties?.has(sender) ?? false);
}

/** Parties are only asked for where a message refers to somebody else's and does not come from the ticket's customer. */
async function loadParties(
  works: LedgerWork[],
  threads: ThreadedMessage[],
  tickets: ReadonlyMap<string, TicketRecord>,
): Promise<Map<string, Set<string>>> {
  const wanted = new Set<string>();
  for (const work of works) {
    const referred = new Set(referredMessages(work));
    for (const { messageId, direction, ticketId } of threads) {
      if (direction === 'outbound' || messageId === null || !referred.has(messageId)) continue;
      const ticket = afterMerges(tickets, ticketId);
      if (ticket && !takesPart(work, ticket, undefined)) wanted.add(ticket._id);
    }
  }
  return findPartiesOfTickets([...wanted], maxPartyMessages);
}

/**
 * The last way for an answer whose program dropped its references. A fresh mail is no answer though its subject was used
 * before (people write "Bill" every month), and mail from machines has one sender and one subject for many matters.
 */
function sameSubjectKey(work: LedgerWork, { senderOf, sameSubjectMs }: ThreadOptions): string | null {
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

async function findRecentTickets(works: LedgerWork[], options: ThreadOptions): Promise<TicketRecord[]> {
  const candidates = works.filter((work) => sameSubjectKey(work, options) !== null);
  // A customer who came with this very batch has no tickets yet.
  const ids = new Set(works.map(({ ledgerId }) => ledgerId));
  const customers = new Set(
    candidates.map((work) => options.senderOf(work)._id).filter((id) => !ids.has(id)),
  );
  if (customers.size === 0) return [];
  const earliest = Math.min(...candidates.map(({ inbound }) => inbound.facts.arrivedAt));
  return findRecentTicketsOfCustomers([...customers], new Date(earliest - options.sameSubjectMs));
}

async function loadTickets(tickets: Map<string, TicketRecord>, ids: string[]): Promise<void> {
  let missing = new Set(ids);
  for (const ticket of tickets.values()) if (ticket.mergedInto) missing.add(ticket.mergedInto);
  for (let round = 0; round <= maxMerges; round += 1) {
    const wanted = [...missing].filter((id) => !tickets.has(id));
    if (wanted.length === 0) return;
    missing = new Set();
    for (const ticket of await findTicketsById(wanted)) {
      tickets.set(ticket._id, ticket);
      if (ticket.mergedInto) missing.add(ticket.mergedInto);
    }
  }
}

function afterMerges(tickets: ReadonlyMap<string, TicketRecord>, id: string): TicketRecord | null {
  let ticket = tickets.get(id) ?? null;
  for (let round = 0; round < maxMerges && ticket?.mergedInto; round += 1) {
    ticket = tickets.get(ticket.mergedInto) ?? null;
  }
  return ticket;
}

/** Ids of those tickets whose execution still runs or waits. */
async function findLiveExecutions(tickets: TicketRecord[]): Promise<Set<string>> {
  const ids = tickets.flatMap((ticket) => ticket.executionId ?? []);
  if (ids.length === 0) return new Set();
  const live = await nativeCollection(Executions)
    .find({ _id: { $in: ids }, status: { $in: ['running', 'waiting'] } })
    .project<Pick<ExecutionRecord, '_id' | 'ticketId'>>({ ticketId: 1 })
    .toArray();
  return new Set(live.map((execution) => execution.ticketId));
}
