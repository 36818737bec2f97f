import { searchBeginnings } from '@/runtime/store/search-words';
import { findTicketIdsByWords } from '@/runtime/store/ticket-search';
import { findViewers } from '@/runtime/store/ticket-viewers';
import { earliest, findTicketIdByNumber, type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { partsOfView, type TicketFilter } from './view-filter';

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
  search?: string | undefined;
  /** Only those with messages that nobody has read. */
  unread?: true | undefined;
  /** Only those whose promised time has passed. */
  overdue?: true | undefined;
  /** Only those of more than normal priority. */
  urgent?: true | undefined;
  tag?: string | undefined;
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
  const filter = await filterOf(request, accountId, now);
  if (filter === null) return { tickets: [], next: null };
  const records = await readPage(filter, request.cursor ?? null, request.limit + 1);
  const page = records.slice(0, request.limit);
  const ids = page.map(({ _id }) => _id);
  const viewers = ids.length > 0 ? await findViewers(ids, now) : [];
  const last = page.at(-1);
  return {
    tickets: page.map((ticket) => {
      const others = viewers.filter(
        ({ ticketId, accountId: other }) => ticketId === ticket._id && other !== accountId,
      );
      return lineOf(
        ticket,
        others.map(({ name }) => name),
      );
    }),
    next:
      records.length > request.limit && last
        ? { priority: last.priority, lastMessageAt: last.lastMessageAt, id: last._id }
        : null,
  };
}

interface PageFilter {
  /** Each state is read by itself: only within one do the indexes have the order of the list. */
  states: readonly string[];
  rest: TicketFilter;
  /** Ids of the tickets that were searched for; null where nothing was. */
  found: string[] | null;
}

/** Null where nothing can be found. */
async function filterOf(request: ListRequest, accountId: string, now: Date): Promise<PageFilter | null> {
  const { states, rest } = partsOfView(request.view, accountId);
  const narrowed = { ...rest, ...filtersOf(request, now) };
  const search = request.search?.trim();
  if (!search) return { states, rest: narrowed, found: null };
  const found = await findSearched(search);
  return found && { states, rest: narrowed, found };
}

/** What was searched for is little: it is read by its ids, whatever else holds, and put in order here. */
async function readFoundPage(
  { states, rest }: PageFilter,
  ids: string[],
  cursor: ListCursor | null,
  limit: number,
): Promise<TicketRecord[]> {
  const conditions: TicketFilter = { ...rest, _id: { $in: ids }, state: { $in: [...states] } };
  const records = await Tickets.find(conditions).select(listed).lean<TicketRecord[]>().exec();
  const after = cursor && { priority: cursor.priority, lastMessageAt: cursor.lastMessageAt, _id: cursor.id };
  return records
    .filter((record) => after === null || byPlace(record, after) > 0)
    .toSorted(byPlace)
    .slice(0, limit);
}

async function readPage(
  filter: PageFilter,
  cursor: ListCursor | null,
  limit: number,
): Promise<TicketRecord[]> {
  const { states, rest } = filter;
  if (filter.found !== null) return readFoundPage(filter, filter.found, cursor, limit);
  const found: TicketRecord[] = [];
  for (const range of rangesAfter(cursor)) {
    const missing = limit - found.length;
    const parts = await Promise.all(
      states.map((state) => {
        const conditions: TicketFilter = { ...rest, state, ...range };
        return Tickets.find(conditions)
          .select(listed)
          .sort(sort)
          .limit(missing)
          .lean<TicketRecord[]>()
          .exec();
      }),
    );
    found.push(...parts.flat().toSorted(byPlace).slice(0, missing));
    if (found.length >= limit) break;
  }
  return found;
}

/** What comes after a place in the list, as ranges of the index that follow each other. */
function rangesAfter(cursor: ListCursor | null): TicketFilter[] {
  if (!cursor) return [{}];
  const { priority, lastMessageAt, id } = cursor;
  return [
    { priority, lastMessageAt, _id: { $lt: id } },
    { priority, lastMessageAt: { $lt: lastMessageAt } },
    { priority: { $lt: priority } },
  ];
}

type Place = Pick<TicketRecord, 'priority' | 'lastMessageAt' | '_id'>;

function byPlace(one: Place, other: Place): number {
  if (one._id === other._id) return 0;
  return (
    other.priority - one.priority ||
    other.lastMessageAt.getTime() - one.lastMessageAt.getTime() ||
    (other._id < one._id ? -1 : 1)
  );
}

/** Finds tickets of every state for the command palette: by number, or by words of subject, customer and messages. */
export async function searchTickets(search: string, limit: number): Promise<TicketLine[]> {
  const found = await findSearched(search.trim());
  if (found === null) return [];
  const records = await Tickets.find({ _id: { $in: found } })
    .select(listed)
    .sort(sort)
    .limit(limit)
    .lean<TicketRecord[]>()
    .exec();
  return records.map((ticket) => lineOf(ticket, []));
}

function filtersOf({ unread, overdue, urgent, tag }: ListRequest, now: Date): TicketFilter {
  const conditions = [
    ...(unread ? [{ unread: { $gt: 0 } }] : []),
    ...(overdue ? [{ 'sla.dueAt': { $gt: earliest, $lte: now } }] : []),
    ...(urgent ? [{ priority: { $gt: 0 } }] : []),
    // The lower bound lets the index of those that have tags be used.
    ...(tag ? [{ tags: { $gt: '', $eq: tag } }] : []),
  ];
  // Apart from the range of the page, which names priorities as well.
  return conditions.length > 0 ? { $and: conditions } : {};
}

/** Tickets looked through for the others of what was searched for. */
const MAX_FOUND = 500;

/**
 * `#17` and `17` are numbers; else for everything typed there must be a word that begins so, in subject, customer, tags or
 * messages. Null where nothing was typed that could be looked for.
 */
async function findSearched(search: string): Promise<string[] | null> {
  const number = /^#?(\d{1,9})$/.exec(search)?.[1];
  const beginnings = searchBeginnings(search);
  if (beginnings.length === 0) return null;
  const ids = await findTicketIdsByWords(beginnings, MAX_FOUND);
  // A number may be the ticket's or stand in a text.
  const named = number ? await findTicketIdByNumber(Number(number)) : null;
  return named ? [named, ...ids] : ids;
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
