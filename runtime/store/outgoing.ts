import { defineModel } from './define-model';

/**
 * `queued`: to be sent; `sending`: handed to the transport, its answer not yet known; `sent`; `failed`: refused for
 * good; `unknown`: the process ended while `sending`, and the transport may or may not have it (never sent twice
 * without a person's decision once the data was handed over); `withdrawn`: its writer took it back before it left.
 */
export type OutgoingState = 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'withdrawn';

export interface OutgoingRecord {
  /** The idempotency key: `executionId:seq` for flows, the message's id for people. */
  _id: string;
  /** The outbound message in `messages`. */
  messageRecordId: string;
  ticketId: string;
  channelId: string;
  channelKind: string;
  purpose: 'automatic' | 'flow' | 'notification' | 'reply';
  /** Whether the message it answers goes along as an attachment. */
  attachOriginal: boolean;
  /** Who is done with the ticket by this message: its flow is told when the message can no longer be taken back. */
  endsHandoffBy: string | null;
  state: OutgoingState;
  attempts: number;
  /** When to try (again), or when the lease of a `sending` one ends. */
  dueAt: Date;
  owner: string | null;
  lastError: string | null;
  /** Recipients who have it, while others are tried again. */
  delivered: string[];
  /** What the transport said, and its id of the message. */
  receipt: string | null;
  /** Set just before the content is handed over: after it a lost answer means `unknown`, never a second attempt. */
  dataStartedAt: Date | null;
  createdAt: Date;
  finalAt: Date | null;
}

export const Outgoing = defineModel<OutgoingRecord>(
  'outgoing',
  {
    messageRecordId: { type: String, required: true },
    ticketId: { type: String, required: true },
    channelId: { type: String, required: true },
    channelKind: { type: String, required: true },
    purpose: { type: String, enum: ['automatic', 'flow', 'notification', 'reply'], required: true },
    attachOriginal: { type: Boolean, default: false },
    endsHandoffBy: { type: String, default: null },
    state: {
      type: String,
      enum: ['queued', 'sending', 'sent', 'failed', 'unknown', 'withdrawn'],
      required: true,
    },
    attempts: { type: Number, default: 0 },
    dueAt: { type: Date, required: true },
    owner: { type: String, default: null },
    lastError: { type: String, default: null },
    delivered: { type: [String], default: [] },
    receipt: { type: String, default: null },
    dataStartedAt: { type: Date, default: null },
    createdAt: { type: Date, required: true },
    finalAt: { type: Date, default: null },
  },
  [{ fields: { state: 1, dueAt: 1 } }, { fields: { state: 1, channelId: 1, dueAt: 1 } }],
);
