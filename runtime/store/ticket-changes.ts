import { Schema } from 'mongoose';
import { defineModel } from './define-model';

export type TicketChangeKind =
  | 'taken'
  | 'returned'
  | 'assigned'
  | 'transferred'
  | 'parked'
  | 'woken'
  | 'closed'
  | 'reopened'
  | 'edited'
  | 'replied'
  | 'noted'
  | 'written'
  | 'forwarded'
  | 'withdrawn'
  | 'merged'
  | 'absorbed'
  | 'split'
  | 'splitOff'
  | 'undone';

/** What a person did with a ticket: who, when, and what it was before, so that it can be told and undone. */
export interface TicketChangeRecord {
  _id: string;
  ticketId: string;
  kind: TicketChangeKind;
  by: { id: string; name: string };
  at: Date;
  /** The changed fields of the ticket as they were, and as they are then. */
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  /** For people: a queue's or colleague's name, a reason. */
  detail: string | null;
  /** The message that it is about, where it is about one. */
  messageId: string | null;
  /** The other ticket of a merge or a split. */
  otherTicketId: string | null;
  /** Messages that went along to the other ticket. */
  movedMessages: string[];
  /** The ticket's revision that this change made: it can be undone while nothing else has happened. */
  revision: number;
  undone: boolean;
}

export const TicketChanges = defineModel<TicketChangeRecord>(
  'ticketChanges',
  {
    ticketId: { type: String, required: true },
    kind: { type: String, required: true },
    by: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
    before: { type: Schema.Types.Mixed, default: {} },
    after: { type: Schema.Types.Mixed, default: {} },
    detail: { type: String, default: null },
    messageId: { type: String, default: null },
    otherTicketId: { type: String, default: null },
    movedMessages: { type: [String], default: [] },
    revision: { type: Number, required: true },
    undone: { type: Boolean, default: false },
  },
  [
    { fields: { ticketId: 1, at: 1 } },
    // Whether anybody has answered a customer at all.
    { fields: { kind: 1 }, partial: { kind: 'replied' } },
  ],
);

export function findChangesOfTicket(ticketId: string): Promise<TicketChangeRecord[]> {
  return TicketChanges.find({ ticketId }).sort({ at: 1, _id: 1 }).lean<TicketChangeRecord[]>().exec();
}
