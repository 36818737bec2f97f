import { nativeCollection } from '@/runtime/store/define-model';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import { findThreadsByMessageId } from '@/runtime/store/messages';
import { findTicketsById, findTicketsByToken, type TicketRecord } from '@/runtime/store/tickets';
import type { LedgerWork } from './stored-inbound';

/** A ticket that a message belongs to, and whether an execution still walks for it. */
export interface FoundTicket {
  ticket: TicketRecord;
  /** Id of the execution that takes further events, or `null`. */
  liveExecutionId: string | null;
}

/** What threading knows about the messages of one batch. */
export interface ThreadIndex {
  /** The ticket a message belongs to: by the messages it refers to (the nearest first), else by a ticket token. */
  find(work: LedgerWork): FoundTicket | null;
  /** Lets later messages of the batch find what this one was decided to belong to. */
  remember(work: LedgerWork, found: FoundTicket): void;
}

/** A ticket may have been merged into another, and that one again; longer chains are a mistake. */
const maxMerges = 5;

/** Looks up, with a handful of queries for the whole batch, every ticket its messages could belong to. */
export async function loadThreads(works: LedgerWork[]): Promise<ThreadIndex> {
  const messageIds = [...new Set(works.flatMap(referredMessages))];
  const tokens = [...new Set(works.flatMap((work) => work.inbound.ticketTokens))];
  const [threads, byToken] = await Promise.all([
    messageIds.length > 0 ? findThreadsByMessageId(messageIds) : [],
    tokens.length > 0 ? findTicketsByToken(tokens) : [],
  ]);
  const tickets = new Map(byToken.map((ticket) => [ticket._id, ticket]));
  await loadTickets(
    tickets,
    threads.map((thread) => thread.ticketId),
  );
  const live = await findLiveExecutions([...tickets.values()]);

  const ticketOfMessage = new Map<string, string>();
  for (const thread of threads) if (thread.messageId) ticketOfMessage.set(thread.messageId, thread.ticketId);
  const ticketOfToken = new Map(byToken.map((ticket) => [ticket.token, ticket._id]));
  const decided = new Map<string, FoundTicket>();

  function resolve(id: string | undefined): FoundTicket | null {
    if (id === undefined) return null;
    const known = decided.get(id);
    if (known) return known;
    const ticket = afterMerges(tickets, id);
    if (!ticket) return null;
    return (
      decided.get(ticket._id) ?? { ticket, liveExecutionId: live.has(ticket._id) ? ticket.executionId : null }
    );
  }

  return {
    find(work) {
      for (const id of referredMessages(work)) {
        const found = resolve(ticketOfMessage.get(id));
        if (found) return found;
      }
      for (const token of work.inbound.ticketTokens) {
        const found = resolve(ticketOfToken.get(token));
        if (found) return found;
      }
      return null;
    },
    remember(work, found) {
      decided.set(found.ticket._id, found);
      ticketOfToken.set(found.ticket.token, found.ticket._id);
      const { messageId } = work.inbound.facts;
      if (messageId) ticketOfMessage.set(messageId, found.ticket._id);
    },
  };
}

/** RFC 5322 ids that a message answers: In-Reply-To, then References from the nearest to the farthest. */
export function referredMessages(work: LedgerWork): string[] {
  const { inReplyTo, facts } = work.inbound;
  const references = facts.references.slice(-30).reverse();
  return inReplyTo === null ? references : [inReplyTo, ...references];
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
