import { Schema } from 'mongoose';
import type { Localized } from '@/runtime/flow/flow-document';
import { defineModel } from './define-model';

/** Promised times in minutes of the calendar (or of every hour of the week where there is none). */
export interface SlaPolicy {
  firstReplyMinutes: number | null;
  nextReplyMinutes: number | null;
  solveMinutes: number | null;
  /** Slot of the calendar whose opening hours count. */
  calendarSlot: string | null;
}

export interface QueueRecord {
  _id: string;
  slot: string;
  name: Localized;
  color: string | null;
  /** Where it stands in lists. */
  order: number;
  /** `pull`: agents take; `push`: the routing assigns to an agent with free capacity. */
  distribution: 'pull' | 'push';
  /** Agents of these teams work on it; of every team where it is empty. */
  teamIds: string[];
  /** Skills an agent needs to be assigned by the routing. */
  skills: string[];
  /** What one ticket takes of an agent's capacity. */
  weight: number;
  sla: SlaPolicy | null;
  createdAt: Date;
}

export const Queues = defineModel<QueueRecord>(
  'queues',
  {
    slot: { type: String, required: true },
    name: { type: Schema.Types.Mixed, required: true },
    color: { type: String, default: null },
    order: { type: Number, default: 0 },
    distribution: { type: String, enum: ['pull', 'push'], default: 'pull' },
    teamIds: { type: [String], default: [] },
    skills: { type: [String], default: [] },
    weight: { type: Number, default: 1 },
    sla: { type: Schema.Types.Mixed, default: null },
    createdAt: { type: Date, required: true },
  },
  [{ fields: { slot: 1 }, unique: true }],
);

export function findQueues(): Promise<QueueRecord[]> {
  return Queues.find({}).sort({ order: 1, createdAt: 1 }).lean<QueueRecord[]>().exec();
}

export function findQueue(id: string): Promise<QueueRecord | null> {
  return Queues.findById(id).lean<QueueRecord>().exec();
}
