import * as z from 'zod';
import { nativeCollection } from '@/runtime/store/define-model';
import { readLiveEvents } from '@/runtime/store/live-events';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { idTime } from '@/runtime/store/new-id';
import { searchWords } from '@/runtime/store/search-words';
import { readSetting, writeSetting } from '@/runtime/store/settings';
import { keepTicketWords } from '@/runtime/store/ticket-search';
import { findTicketsById, type TicketRecord, Tickets } from '@/runtime/store/tickets';

const WORDS_A_TICKET = 600;
const TEXT_A_MESSAGE = 20_000;
const MESSAGES_A_TICKET = 60;
const PORTION = 20;
/** Changes of a ticket that leave its words as they are. */
const WORDLESS = new Set(['assigned', 'breached', 'delivery', 'read', 'viewers', 'woken']);

/** How far the index has come: in what changes, and among the tickets that were there before it. */
const progressSchema = z.object({
  /** The last change seen; null: none ever was. */
  cursor: z.string().nullable().default(null),
  /** Tickets up to this id have been gone through once. */
  walkedTo: z.string().default(''),
  walked: z.boolean().default(false),
});

export interface TicketIndexer {
  /** Gives how many tickets were gone through. */
  run(budget: number, now: Date): Promise<number>;
}

/** Remembers what it has just seen, so that what is read twice is not done twice. */
export function createTicketIndexer(): TicketIndexer {
  const seen = new Set<string>();
  return { run: (budget, now) => indexTickets(seen, budget, now) };
}

/**
 * Brings the search index up to what has changed since the last time, and, in the beginning, through everything that was
 * there before. At most about `budget` tickets at a time: the index comes after the work. Gives how many were done.
 */
async function indexTickets(seen: Set<string>, budget: number, now: Date): Promise<number> {
  const progress = await readSetting('ticketSearch', progressSchema);
  const { events, cursor } = await readLiveEvents(progress.cursor ?? idTime(now.getTime()), seen, budget);
  const changed = new Set(
    events.flatMap(({ topic, key, data }) =>
      topic === 'ticket' && !WORDLESS.has(String(data.change)) ? key : [],
    ),
  );
  await indexTicketsById([...changed]);
  const walk = progress.walked
    ? { walkedTo: progress.walkedTo, walked: true, done: 0 }
    : await walkOn(progress.walkedTo, budget);
  const { done, ...walkedSoFar } = walk;
  if (cursor !== progress.cursor || done > 0 || walkedSoFar.walked !== progress.walked) {
    await writeSetting('ticketSearch', progressSchema, { cursor, ...walkedSoFar }, now);
  }
  return changed.size + done;
}

/** Makes the words of these tickets anew, a few at a time: messages that come in meanwhile go between. */
export async function indexTicketsById(ids: string[]): Promise<void> {
  for (let begun = 0; begun < ids.length; begun += PORTION) {
    const tickets = await findTicketsById(ids.slice(begun, begun + PORTION));
    const texts = await findTexts(tickets.map(({ _id }) => _id));
    await keepTicketWords(tickets.map((ticket) => wordsOf(ticket, texts.get(ticket._id) ?? [])));
  }
}

async function walkOn(
  from: string,
  budget: number,
): Promise<{ walkedTo: string; walked: boolean; done: number }> {
  const next = await nativeCollection(Tickets)
    .find({ _id: { $gt: from } })
    .sort({ _id: 1 })
    .limit(budget)
    .project<{ _id: string }>({ _id: 1 })
    .toArray();
  await indexTicketsById(next.map(({ _id }) => _id));
  return { walkedTo: next.at(-1)?._id ?? from, walked: next.length < budget, done: next.length };
}

async function findTexts(ticketIds: string[]): Promise<Map<string, string[]>> {
  const messages = await nativeCollection(Messages)
    .find({ ticketId: { $in: ticketIds }, delivery: { $ne: 'withdrawn' } })
    .sort({ ticketId: 1, at: -1 })
    .limit(ticketIds.length * MESSAGES_A_TICKET)
    .project<Pick<MessageRecord, 'ticketId' | 'text' | 'subject' | 'from'>>({
      ticketId: 1,
      text: 1,
      subject: 1,
      from: 1,
    })
    .toArray();
  const texts = new Map<string, string[]>();
  for (const { ticketId, text, subject, from } of messages) {
    const known = texts.get(ticketId) ?? [];
    known.push(subject, from.name, from.address, text.slice(0, TEXT_A_MESSAGE));
    texts.set(ticketId, known);
  }
  return texts;
}

function wordsOf({ _id, subject, customer, tags, lastMessageAt }: TicketRecord, texts: string[]) {
  return {
    _id,
    words: searchWords([subject, customer.name, customer.address, ...tags, ...texts], WORDS_A_TICKET),
    at: lastMessageAt,
  };
}
