import { findChannels } from '@/runtime/store/channels';
import { nativeCollection } from '@/runtime/store/define-model';
import { Ledger, type LedgerRecord, type LedgerState } from '@/runtime/store/ledger';
import { Messages } from '@/runtime/store/messages';
import { searchBeginnings, searchWords } from '@/runtime/store/search-words';
import { findTicketIdsByWords } from '@/runtime/store/ticket-search';
import { findTicketIdByNumber } from '@/runtime/store/tickets';

export type LedgerFilter = Record<string, unknown>;

/** Tickets looked through for a search. */
const MAX_TICKETS = 500;
const MAX_MESSAGES = 2000;
const MAX_LINES = 500;
/** Lines that lie on no ticket. */
const WITHOUT_TICKET: readonly LedgerState[] = ['received', 'rejected', 'quarantined'];

/** Lines that fulfil conditions, newest first. */
export function readLines(conditions: LedgerFilter, limit: number): Promise<LedgerRecord[]> {
  return Ledger.find(conditions)
    .select('-inbound')
    .sort({ arrivedAt: -1 })
    .limit(limit)
    .lean<LedgerRecord[]>()
    .exec();
}

/**
 * Lines by a ticket number (`#17`, `17`), by the id of a message, or by words that sender or subject have, newest first.
 * Lines with a ticket are found through its words, so a search reads little, however long the ledger is; of the others
 * there are few, and any part of sender, subject or id finds them.
 */
export async function findSearchedLines(search: string, conditions: LedgerFilter): Promise<LedgerRecord[]> {
  const number = /^#?(\d{1,9})$/.exec(search)?.[1];
  const [onTickets, others, named] = await Promise.all([
    linesOnTickets(search, number ? Number(number) : null, conditions),
    linesWithoutTicket(search, conditions),
    linesNamed(search, conditions),
  ]);
  const found = new Map([...onTickets, ...others, ...named].map((line) => [line._id, line]));
  return [...found.values()].toSorted((one, other) => other.arrivedAt.getTime() - one.arrivedAt.getTime());
}

async function linesOnTickets(
  search: string,
  number: number | null,
  conditions: LedgerFilter,
): Promise<LedgerRecord[]> {
  const named = number === null ? null : await findTicketIdByNumber(number);
  const beginnings = searchBeginnings(search);
  const ticketIds = await findTicketIdsByWords(beginnings, MAX_TICKETS);
  const lines = await linesOfTickets(named ? [named, ...ticketIds] : ticketIds, conditions);
  return lines.filter((line) => {
    if (named !== null && line.ticketId === named) return true;
    const words = searchWords([line.from, line.subject], 1000);
    return beginnings.every((beginning) => words.some((word) => word.startsWith(beginning)));
  });
}

/** The line of a message bears the message's id. */
async function linesOfTickets(ticketIds: string[], conditions: LedgerFilter): Promise<LedgerRecord[]> {
  if (ticketIds.length === 0) return [];
  const messages = await nativeCollection(Messages)
    .find({ ticketId: { $in: ticketIds } })
    .limit(MAX_MESSAGES)
    .project<{ _id: string }>({ _id: 1 })
    .toArray();
  return readLines({ ...conditions, _id: { $in: messages.map(({ _id }) => _id) } }, MAX_MESSAGES);
}

async function linesWithoutTicket(search: string, conditions: LedgerFilter): Promise<LedgerRecord[]> {
  if (conditions.state === 'ticket') return [];
  const pattern = { $regex: search.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), $options: 'i' };
  return readLines(
    {
      state: { $in: [...WITHOUT_TICKET] },
      ...conditions,
      $or: [{ from: pattern }, { subject: pattern }, { externalId: pattern }],
    },
    MAX_LINES,
  );
}

/** By its Message-ID, with or without angle brackets, or by the id that the source gave the message. */
async function linesNamed(search: string, conditions: LedgerFilter): Promise<LedgerRecord[]> {
  const bare = search.replace(/^<|>$/g, '');
  if (/\s/.test(bare)) return [];
  const [channels, messages] = await Promise.all([
    findChannels(),
    nativeCollection(Messages)
      .find({ messageId: bare })
      .limit(MAX_LINES)
      .project<{ _id: string }>({ _id: 1 })
      .toArray(),
  ]);
  const [bySource, byMessage] = await Promise.all([
    readLines(
      { ...conditions, channelId: { $in: channels.map(({ _id }) => _id) }, externalId: bare },
      MAX_LINES,
    ),
    readLines({ ...conditions, _id: { $in: messages.map(({ _id }) => _id) } }, MAX_LINES),
  ]);
  return [...bySource, ...byMessage];
}
