import { createHash } from 'node:crypto';
import type { FindCursor, WithId } from 'mongodb';
import { Schema } from 'mongoose';
import type { Party } from '@/runtime/flow/facts';
import type { Json } from '@/runtime/flow/json';
import { defineModel, nativeCollection } from './define-model';

/**
 * `new`: its flow has not given it a place yet; `open`: in a queue or with an agent; `parked`: put aside until a time
 * or the next message; `closed`: done, reopened by the customer's next message.
 */
export type TicketState = 'new' | 'open' | 'parked' | 'closed';

/** Times by which something is promised; `null` where nothing is, or where it was kept. */
export interface TicketSla {
  firstReplyDueAt: Date | null;
  nextReplyDueAt: Date | null;
  solveDueAt: Date | null;
  /** The earliest of them: what the list sorts and colours by. */
  dueAt: Date | null;
  breached: boolean;
}

export interface TicketRecord {
  _id: string;
  /** Counts up per installation: what people call the ticket. */
  number: number;
  /** Random text that outgoing mail carries, so that an answer finds its ticket without any header. */
  token: string;
  subject: string;
  state: TicketState;
  /** Higher is more urgent; 0 is normal, 10 high, 20 urgent, -10 low. */
  priority: number;
  /** Where it stands; `null` while its flow still decides. */
  queueId: string | null;
  teamId: string | null;
  assigneeId: string | null;
  assigneeName: string | null;
  tags: string[];
  /** What flows and agents know of it: classifier results, form answers ... */
  fields: Record<string, Json>;
  /** The classifier's category (`fields.category` where a flow sets it): inbox views are made of it. */
  category: string | null;
  language: string | null;
  customerId: string;
  customer: Party;
  channelId: string;
  channelKind: string;
  /** Why it was put where it is, as the flow said it. */
  reason: string | null;
  flowId: string | null;
  /** The execution that walks for it now, or the last one. */
  executionId: string | null;
  createdAt: Date;
  updatedAt: Date;
  queuedAt: Date | null;
  assignedAt: Date | null;
  firstReplyAt: Date | null;
  lastMessageAt: Date;
  lastInboundAt: Date;
  closedAt: Date | null;
  parkedUntil: Date | null;
  reopenedAt: Date | null;
  /** Inbound messages that no agent has answered or marked as read. */
  unread: number;
  messageCount: number;
  snippet: string;
  /** When automatic replies went out, milliseconds, newest last, at most 50. */
  autoReplies: number[];
  sla: TicketSla;
  /** Counts changes by people: an operation names the revision it saw. */
  revision: number;
  mergedInto: string | null;
  /** By execution: the last command that was carried out on this ticket. A command is never applied twice. */
  applied: Record<string, number>;
  /** The last messages that were counted in, so that counting one twice is impossible. */
  countedMessages: string[];
}

/** Before every time in a ticket: queries name it as lower bound, which lets them use the indexes of those that have one. */
export const earliest = new Date(0);

const text = { type: String, default: null };
const date = { type: Date, default: null };

export const Tickets = defineModel<TicketRecord>(
  'tickets',
  {
    number: { type: Number, required: true },
    token: { type: String, required: true },
    subject: { type: String, default: '' },
    state: { type: String, enum: ['new', 'open', 'parked', 'closed'], required: true },
    priority: { type: Number, default: 0 },
    queueId: text,
    teamId: text,
    assigneeId: text,
    assigneeName: text,
    tags: { type: [String], default: [] },
    fields: { type: Schema.Types.Mixed, default: {} },
    category: text,
    language: text,
    customerId: { type: String, required: true },
    customer: { type: Schema.Types.Mixed, required: true },
    channelId: { type: String, required: true },
    channelKind: { type: String, required: true },
    reason: text,
    flowId: text,
    executionId: text,
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    queuedAt: date,
    assignedAt: date,
    firstReplyAt: date,
    lastMessageAt: { type: Date, required: true },
    lastInboundAt: { type: Date, required: true },
    closedAt: date,
    parkedUntil: date,
    reopenedAt: date,
    unread: { type: Number, default: 0 },
    messageCount: { type: Number, default: 0 },
    snippet: { type: String, default: '' },
    autoReplies: { type: [Number], default: [] },
    sla: { type: Schema.Types.Mixed, default: () => noSla() },
    revision: { type: Number, default: 0 },
    mergedInto: text,
    applied: { type: Schema.Types.Mixed, default: {} },
    countedMessages: { type: [String], default: [] },
  },
  [
    { fields: { number: 1 }, unique: true },
    { fields: { token: 1 }, unique: true },
    // The inbox: a view by state, most urgent and newest first. The id makes the order of its pages certain.
    { fields: { state: 1, priority: -1, lastMessageAt: -1, _id: -1 } },
    { fields: { queueId: 1, state: 1, priority: -1, lastMessageAt: -1, _id: -1 } },
    { fields: { assigneeId: 1, state: 1, priority: -1, lastMessageAt: -1, _id: -1 } },
    { fields: { category: 1, state: 1, priority: -1, lastMessageAt: -1, _id: -1 } },
    // Only tickets that have tags are in it: most have none.
    {
      fields: { tags: 1, state: 1, priority: -1, lastMessageAt: -1, _id: -1 },
      partial: { tags: { $gt: '' } },
    },
    // Counts of all inbox views at once, answered from this index alone.
    { fields: { state: 1, queueId: 1, category: 1, assigneeId: 1 } },
    { fields: { customerId: 1, createdAt: -1 } },
    { fields: { 'sla.dueAt': 1 }, partial: { 'sla.dueAt': { $gt: earliest } } },
    { fields: { channelId: 1, state: 1 } },
    { fields: { parkedUntil: 1 }, partial: { parkedUntil: { $gt: earliest } } },
    // What came of tickets that ended lately.
    { fields: { closedAt: -1 }, partial: { closedAt: { $gt: earliest } } },
  ],
);

/** Text that outgoing mail carries to find its ticket again: not to be guessed, always the same for one ticket. */
export function ticketToken(ticketId: string): string {
  return createHash('sha256').update(`ticket token ${ticketId}`).digest('hex').slice(0, 16);
}

type Untouched = Omit<
  TicketRecord,
  | '_id'
  | 'number'
  | 'token'
  | 'subject'
  | 'state'
  | 'language'
  | 'customerId'
  | 'customer'
  | 'channelId'
  | 'channelKind'
  | 'snippet'
>;

/** What a ticket is that one message opened and that nobody, neither flow nor agent, has worked on yet. */
export function untouchedTicket(at: Date): Untouched {
  return {
    priority: 0,
    queueId: null,
    teamId: null,
    assigneeId: null,
    assigneeName: null,
    tags: [],
    fields: {},
    category: null,
    reason: null,
    flowId: null,
    executionId: null,
    createdAt: at,
    updatedAt: at,
    queuedAt: null,
    assignedAt: null,
    firstReplyAt: null,
    lastMessageAt: at,
    lastInboundAt: at,
    closedAt: null,
    parkedUntil: null,
    reopenedAt: null,
    unread: 1,
    messageCount: 1,
    autoReplies: [],
    sla: noSla(),
    revision: 0,
    mergedInto: null,
    applied: {},
    countedMessages: [],
  };
}

export function noSla(): TicketSla {
  return { firstReplyDueAt: null, nextReplyDueAt: null, solveDueAt: null, dueAt: null, breached: false };
}

export function findTicket(id: string): Promise<TicketRecord | null> {
  return Tickets.findById(id).lean<TicketRecord>().exec();
}

export async function findTicketIdByNumber(number: number): Promise<string | null> {
  const found = await Tickets.findOne({ number }).select('_id').lean<Pick<TicketRecord, '_id'>>().exec();
  return found?._id ?? null;
}

export function findTicketsById(ids: string[]): Promise<TicketRecord[]> {
  return nativeCollection(Tickets)
    .find({ _id: { $in: ids } })
    .toArray() as Promise<TicketRecord[]>;
}

export function findTicketsByToken(tokens: string[]): Promise<TicketRecord[]> {
  return nativeCollection(Tickets)
    .find({ token: { $in: tokens } })
    .toArray() as Promise<TicketRecord[]>;
}

/** Tickets that were closed since then and not merged, those closed last first, with one of these values in a field of theirs. */
export function closedTicketsWith(
  { field, values }: { field: string; values: readonly string[] },
  since: Date,
): FindCursor<WithId<TicketRecord>> {
  return nativeCollection(Tickets)
    .find({
      closedAt: { $gt: earliest, $gte: since },
      state: 'closed',
      mergedInto: null,
      [`fields.${field}`]: { $in: values },
    })
    .sort({ closedAt: -1 });
}

/** Open tickets of a customer, newest first. */
export function findOpenTicketsOfCustomer(customerId: string, limit: number): Promise<TicketRecord[]> {
  return Tickets.find({ customerId, state: { $ne: 'closed' } })
    .sort({ createdAt: -1 })
    .limit(limit)
    .lean<TicketRecord[]>()
    .exec();
}

/** Tickets of these customers that are not closed and had a message of theirs since then, newest first. */
export function findRecentTicketsOfCustomers(customerIds: string[], since: Date): Promise<TicketRecord[]> {
  return nativeCollection(Tickets)
    .find({ customerId: { $in: customerIds }, state: { $ne: 'closed' }, lastInboundAt: { $gte: since } })
    .sort({ createdAt: -1 })
    .limit(1000)
    .toArray() as Promise<TicketRecord[]>;
}

/** Tickets of a channel that are neither closed nor put aside (of all channels for null); counts no further than `limit`. */
export function countUnfinishedTickets(channelId: string | null, limit: number): Promise<number> {
  const channel = channelId === null ? {} : { channelId };
  return nativeCollection(Tickets).countDocuments({ ...channel, state: { $in: ['new', 'open'] } }, { limit });
}
