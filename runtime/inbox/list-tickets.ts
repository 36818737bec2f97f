import { findViewers } from '@/runtime/store/ticket-viewers';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { filterOfView, type TicketFilter } from './view-filter';

/** A line of the ticket list. */
export interface TicketLine {
  id: string;
  number: number;
  subject: string;
  snippet: string;
  customer: { name: string; address: string };
  state: TicketRecord['state'];
  priority: number;
  queueId: string | null;
  assigneeId: string | null;
  assigneeName: string | null;
  tags: string[];
  category: string | null;
  channelKind: string;
  unread: number;
  lastMessageAt: Date;
  dueAt: Date | null;
  breached: boolean;
  parkedUntil: Date | null;
  /** Names of others who have it open. */
  viewers: string[];
}

/** Where the next page begins: after the ticket with these sort keys. */
export interface ListCursor {
  priority: number;
  lastMessageAt: Date;
  id: string;
}

export interface ListRequest {
  view: string;
  search?: string;
  cursor?: ListCursor | null;
  limit: number;
}

const sort = { priority: -1, lastMessageAt: -1, _id: -1 } as const;

const listed =
  'number subject snippet customer state priority queueId assigneeId assigneeName tags category channelKind unread lastMessageAt sla parkedUntil';

/** A page of a view, most urgent and newest first. Errors: DomainError `viewUnknown`. */
export async function listTickets(
  request: ListRequest,
  accountId: string,
  now: Date,
): Promise<{ tickets: TicketLine[]; next: ListCursor | null }> {
  const conditions: TicketFilter[] = [filterOfView(request.view, accountId)];
  if (request.search?.trim()) conditions.push(searchFilter(request.search.trim()));
  if (request.cursor) conditions.push(afterCursor(request.cursor));
  const records = await Tickets.find(conditions.length === 1 ? (conditions[0] ?? {}) : { $and: conditions })
    .select(listed)
    .sort(sort)
    .limit(request.limit + 1)
    .lean<TicketRecord[]>()
    .exec();
  const page = records.slice(0, request.limit);
  const viewers =
    page.length > 0
      ? await findViewers(
          page.map(({ _id }) => _id),
          now,
        )
      : [];
  const last = page.at(-1);
  const next =
    records.length > request.limit && last
      ? { priority: last.priority, lastMessageAt: last.lastMessageAt, id: last._id }
      : null;
  return {
    tickets: page.map((ticket) =>
      lineOf(
        ticket,
        viewers
          .filter(({ ticketId, accountId: other }) => ticketId === ticket._id && other !== accountId)
          .map(({ name }) => name),
      ),
    ),
    next,
  };
}

/** Finds tickets of every state for the command palette: by number, or by words of subject and customer. */
export async function searchTickets(search: string, limit: number): Promise<TicketLine[]> {
  const records = await Tickets.find(searchFilter(search.trim()))
    .select(listed)
    .sort(sort)
    .limit(limit)
    .lean<TicketRecord[]>()
    .exec();
  return records.map((ticket) => lineOf(ticket, []));
}

function afterCursor({ priority, lastMessageAt, id }: ListCursor): TicketFilter {
  return {
    $or: [
      { priority: { $lt: priority } },
      { priority, lastMessageAt: { $lt: lastMessageAt } },
      { priority, lastMessageAt, _id: { $lt: id } },
    ],
  };
}

/** `#17` and `17` are numbers; every other word must occur in subject, customer or tags. */
function searchFilter(search: string): TicketFilter {
  const number = /^#?(\d{1,9})$/.exec(search)?.[1];
  if (number) return { number: Number(number) };
  const words = search.split(/\s+/).slice(0, 6);
  return {
    $and: words.map((word) => {
      const pattern = { $regex: word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), $options: 'i' };
      return {
        $or: [
          { subject: pattern },
          { 'customer.name': pattern },
          { 'customer.address': pattern },
          { tags: pattern },
        ],
      };
    }),
  };
}

export function lineOf(ticket: TicketRecord, viewers: string[]): TicketLine {
  const { _id, sla, number, subject, snippet, customer, state, priority, queueId } = ticket;
  return {
    id: _id,
    number,
    subject,
    snippet,
    customer: { name: customer.name, address: customer.address },
    state,
    priority,
    queueId,
    assigneeId: ticket.assigneeId,
    assigneeName: ticket.assigneeName,
    tags: ticket.tags,
    category: ticket.category,
    channelKind: ticket.channelKind,
    unread: ticket.unread,
    lastMessageAt: ticket.lastMessageAt,
    dueAt: sla?.dueAt ?? null,
    breached: sla?.breached ?? false,
    parkedUntil: ticket.parkedUntil,
    viewers,
  };
}
