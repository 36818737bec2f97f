import { Schema } from 'mongoose';
import type { Localized } from '@/runtime/flow/flow-document';
import { defineModel } from './define-model';

/** A text that agents insert into replies instead of writing it each time. */
export interface CannedReplyRecord {
  _id: string;
  title: string;
  /** What is typed after the slash to find it. Unique, lower case. */
  shortcut: string;
  /** By language, with places to fill: `Hello {{customer.name}}`. */
  text: Localized;
  /** Offered only for tickets of this queue; everywhere where it is null. */
  queueId: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export const CannedReplies = defineModel<CannedReplyRecord>(
  'cannedReplies',
  {
    title: { type: String, required: true },
    shortcut: { type: String, required: true },
    text: { type: Schema.Types.Mixed, required: true },
    queueId: { type: String, default: null },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  [{ fields: { shortcut: 1 }, unique: true }],
);

/** All of them, by title. */
export function findCannedReplies(): Promise<CannedReplyRecord[]> {
  return CannedReplies.find({}).sort({ title: 1 }).lean<CannedReplyRecord[]>().exec();
}

/** Those that a ticket of this queue is offered, by title. */
export function findCannedRepliesFor(queueId: string | null): Promise<CannedReplyRecord[]> {
  return CannedReplies.find({ queueId: { $in: [null, queueId] } })
    .sort({ title: 1 })
    .lean<CannedReplyRecord[]>()
    .exec();
}
