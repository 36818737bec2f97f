import * as z from 'zod';
import { type ChatLineRecord, findChatLines } from '@/runtime/store/chat-lines';
import type { ChatSessionRecord } from '@/runtime/store/chat-sessions';
import { nativeCollection } from '@/runtime/store/define-model';
import { Ledger, type LedgerRecord } from '@/runtime/store/ledger';
import { findMessagesById, type MessageRecord } from '@/runtime/store/messages';
import { findViewers } from '@/runtime/store/ticket-viewers';
import { findTicket, type TicketRecord } from '@/runtime/store/tickets';
import { chatLimits } from './chat-limits';
import type { ChatFile, ChatHistory, ChatLine, ChatState } from './chat-protocol';

/** Places that are looked at again: a line may become visible a moment after a later one. */
const OVERLAP = 20;

/** What a visitor has not seen yet, lines after `after`; those of the last moments may come again. */
export async function readHistory(
  session: ChatSessionRecord,
  after: number,
  now: Date,
): Promise<ChatHistory> {
  const [lines, state] = await Promise.all([
    readLines(session, after === 0 ? 0 : Math.max(0, after - OVERLAP)),
    readState(session, now),
  ]);
  return { lines, state };
}

export async function readLines(session: ChatSessionRecord, after: number): Promise<ChatLine[]> {
  const lines = await findChatLines(session._id, after, chatLimits.history);
  const ids = lines.map(({ messageId }) => messageId);
  // Taken a moment ago, and without a ticket yet. Asked for first: between the two questions they move on.
  const waiting = await nativeCollection(Ledger)
    .find({ _id: { $in: ids }, inbound: { $ne: null } })
    .toArray();
  const messages = await findMessagesById(ids);
  const byId = new Map<string, Shown>();
  for (const line of waiting) byId.set(line._id, shownOfLedger(line as LedgerRecord));
  for (const message of messages) byId.set(message._id, shownOfMessage(message));
  return lines.flatMap((line) => {
    const shown = byId.get(line.messageId);
    return shown ? [chatLine(line, shown)] : [];
  });
}

export async function readState(session: ChatSessionRecord, now: Date): Promise<ChatState> {
  const ticket = await currentTicket(session.ticketId);
  if (!ticket) return { state: 'none', agent: null, number: null, typing: false };
  const viewers = await findViewers([ticket._id], now);
  return {
    state: ticket.state === 'closed' ? 'closed' : 'open',
    agent: ticket.assigneeName,
    number: ticket.number,
    typing: viewers.some(
      ({ activity, accountId }) => activity === 'replying' && accountId !== session.visitor,
    ),
  };
}

/** A merged ticket goes on in another one. */
export async function currentTicket(ticketId: string | null): Promise<TicketRecord | null> {
  let ticket = ticketId === null ? null : await findTicket(ticketId);
  for (let round = 0; round < 5 && ticket?.mergedInto; round += 1)
    ticket = await findTicket(ticket.mergedInto);
  return ticket;
}

type Shown = Pick<ChatLine, 'from' | 'name' | 'text' | 'at' | 'files' | 'quickReplies'>;

function chatLine(line: ChatLineRecord, shown: Shown): ChatLine {
  return { id: line.messageId, place: line.place, clientId: line.clientId, ...shown };
}

function shownOfMessage(message: MessageRecord): Shown {
  return {
    from: message.direction === 'inbound' ? 'visitor' : message.origin === 'agent' ? 'agent' : 'flow',
    name: message.authorName,
    text: message.text,
    at: message.at.getTime(),
    files: message.attachments.map(chatFile),
    quickReplies: message.quickReplies.map(({ label }) => label),
  };
}

const waitingSchema = z.object({
  facts: z.object({ text: z.string(), arrivedAt: z.number() }),
  attachments: z.array(
    z.object({ fileId: z.string(), name: z.string(), type: z.string(), size: z.number() }),
  ),
});

function shownOfLedger(line: LedgerRecord): Shown {
  const { facts, attachments } = waitingSchema.parse(line.inbound);
  return {
    from: 'visitor',
    name: null,
    text: facts.text,
    at: facts.arrivedAt,
    files: attachments.map(chatFile),
    quickReplies: [],
  };
}

function chatFile({
  fileId,
  name,
  type,
  size,
}: {
  fileId: string;
  name: string;
  type: string;
  size: number;
}): ChatFile {
  return { id: fileId, name, type, size };
}
