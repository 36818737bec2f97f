import * as z from 'zod';
import { DomainError } from '@/runtime/domain-error';
import { localizedSchema } from '@/runtime/flow/flow-document';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { newId } from '@/runtime/store/new-id';
import { findQueues, type QueueRecord, Queues } from '@/runtime/store/queues';
import { Tickets } from '@/runtime/store/tickets';
import { slotFromName } from './slot-from-name';

const minutes = z.int().min(1).max(525_600).nullable();

export const queueInputSchema = z.object({
  name: localizedSchema.refine((name) => Object.values(name).some((text) => text.trim() !== '')),
  color: z.string().max(20).nullable(),
  distribution: z.enum(['pull', 'push']),
  sla: z
    .object({
      firstReplyMinutes: minutes,
      nextReplyMinutes: minutes,
      solveMinutes: minutes,
      calendarSlot: z.string().max(64).nullable(),
    })
    .nullable(),
  /** Whose people work on it; empty: everybody. What is not said stays as it is. */
  teamIds: z.array(z.string().max(64)).max(100).optional(),
});
export type QueueInput = z.infer<typeof queueInputSchema>;

/** Adds a queue at the end of the list; flows name it by a slot made of its name. */
export async function addQueue(input: QueueInput, now: Date): Promise<QueueRecord> {
  const queues = await findQueues();
  const title = Object.values(input.name).find((text) => text.trim() !== '') ?? '';
  const queue: QueueRecord = {
    _id: newId(now.getTime()),
    slot: slotFromName(
      title,
      queues.map(({ slot }) => slot),
    ),
    teamIds: [],
    ...input,
    order: Math.max(-1, ...queues.map(({ order }) => order)) + 1,
    skills: [],
    weight: 1,
    createdAt: now,
  };
  await Queues.create(queue);
  await tell(queue._id, now);
  return queue;
}

/** Errors: DomainError `queueUnknown`. */
export async function changeQueue(id: string, input: QueueInput, now: Date): Promise<void> {
  const { matchedCount } = await Queues.updateOne({ _id: id }, { $set: input }).exec();
  if (matchedCount === 0) throw new DomainError('notFound', 'queueUnknown', 'This queue does not exist.');
  await tell(id, now);
}

/** Removes a queue in which nothing stands. Errors: DomainError `queueUnknown`, `queueNotEmpty`, `lastQueue`. */
export async function removeQueue(id: string, now: Date): Promise<void> {
  const queues = await findQueues();
  if (!queues.some(({ _id }) => _id === id)) {
    throw new DomainError('notFound', 'queueUnknown', 'This queue does not exist.');
  }
  if (queues.length === 1) throw new DomainError('conflict', 'lastQueue', 'The last queue must stay.');
  const count = await Tickets.countDocuments({ queueId: id, state: { $ne: 'closed' } }).exec();
  if (count > 0) {
    throw new DomainError('conflict', 'queueNotEmpty', `${count} tickets still stand in this queue.`, {
      count,
    });
  }
  await Queues.deleteOne({ _id: id }).exec();
  await tell(id, now);
}

function tell(key: string, now: Date): Promise<void> {
  return appendLiveEvents([{ topic: 'queue', key, data: { change: 'settings' } }], now);
}
