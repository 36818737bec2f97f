import { nativeCollection } from '@/runtime/store/define-model';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import { findPartiesOfTickets, findThreadsByMessageId, type ThreadedMessage } from '@/runtime/store/messages';
import {
  findRecentTicketsOfCustomers,
  findTicketsById,
  findTicketsByToken,
  type TicketRecord,
} from '@/runtime/store/tickets';
import type { LedgerWork } from './stored-inbound';
import {
  afterMerges,
  createThreadIndex,
  maxMerges,
  referredMessages,
  sameSubjectKey,
  type ThreadIndex,
  type ThreadOptions,
  takesPart,
} from './thread-index';

/** Messages looked through for the parties of the tickets of one batch. */
const maxPartyMessages = 5000;

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
  return createThreadIndex({ threads, byToken, recent, tickets, live, parties }, options);
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
