import { nativeCollection } from '@/runtime/store/define-model';
import { Messages } from '@/runtime/store/messages';
import { Outgoing, type OutgoingRecord } from '@/runtime/store/outgoing';

/** Sends an order again whose end is `failed` or `unknown`, at a person's request. Tells whether there was such a one. */
export async function sendAgain(id: string, at: Date): Promise<boolean> {
  const result = await nativeCollection(Outgoing).updateOne(
    { _id: id, state: { $in: ['failed', 'unknown'] } },
    { $set: { state: 'queued', attempts: 0, dueAt: at, owner: null, finalAt: null, dataStartedAt: null } },
  );
  if (result.modifiedCount === 0) return false;
  await nativeCollection(Messages).updateOne(
    { _id: id },
    { $set: { delivery: 'pending', deliveryDetail: null, reported: null, sendAt: null } },
  );
  return true;
}

/** A person knows that an order whose end is `unknown` did arrive. Tells whether there was such a one. */
export async function markAsSent(id: string, at: Date): Promise<boolean> {
  const result = await nativeCollection(Outgoing).updateOne(
    { _id: id, state: 'unknown' },
    { $set: { state: 'sent', finalAt: at } },
  );
  if (result.modifiedCount === 0) return false;
  await nativeCollection(Messages).updateOne(
    { _id: id },
    { $set: { delivery: 'sent', deliveryDetail: null, reported: null, sentAt: at } },
  );
  return true;
}

/**
 * Takes an order back that is not leaving at this moment and has not arrived; it is never sent then, not even under the same id again. Gives the
 * order as it was, or null where it is too late.
 */
export async function withdrawOrder(id: string, at: Date): Promise<OutgoingRecord | null> {
  const order = await nativeCollection(Outgoing).findOneAndUpdate(
    { _id: id, state: 'queued' },
    { $set: { state: 'withdrawn', finalAt: at } },
  );
  if (!order) return null;
  await nativeCollection(Messages).updateOne({ _id: id }, { $set: { delivery: 'withdrawn', sendAt: null } });
  return order as OutgoingRecord;
}

/** Lets an order that is not leaving at this moment do so at another time. Tells whether it was early enough. */
export async function reschedule(id: string, at: Date): Promise<boolean> {
  const result = await nativeCollection(Outgoing).updateOne(
    { _id: id, state: 'queued' },
    { $set: { dueAt: at } },
  );
  if (result.matchedCount === 0) return false;
  await nativeCollection(Messages).updateOne({ _id: id }, { $set: { sendAt: at, at } });
  return true;
}
