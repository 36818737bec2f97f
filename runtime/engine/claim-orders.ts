import type { Filter } from 'mongodb';
import { nativeCollection } from '@/runtime/store/define-model';
import { newId } from '@/runtime/store/new-id';
import { Outgoing, type OutgoingRecord } from '@/runtime/store/outgoing';
import type { SenderContext } from './sender-context';

/** Claims orders that are due, given those that are being sent. */
export type Claim = (sending: OutgoingRecord[]) => Promise<OutgoingRecord[]>;

type DueOrder = Pick<OutgoingRecord, '_id' | 'channelId'>;

/** Claims no more than there is room for, altogether and in each channel. */
export function createClaim(context: SenderContext): Claim {
  const findDue = createSearch();
  return async (sending) => {
    const room = context.parallel - sending.length;
    if (room <= 0) return [];
    const taken = new Map<string, number>();
    for (const { channelId } of sending) taken.set(channelId, (taken.get(channelId) ?? 0) + 1);
    const full = [...taken].flatMap(([channelId, count]) =>
      count < context.parallelInChannel ? [] : channelId,
    );
    const due = await findDue(new Date(context.now()), full, room);
    const ids = due.flatMap(({ _id, channelId }) => {
      const count = taken.get(channelId) ?? 0;
      if (count >= context.parallelInChannel) return [];
      taken.set(channelId, count + 1);
      return _id;
    });
    return ids.length === 0 ? [] : await take(context, ids);
  };
}

/**
 * Gives the orders that have waited longest while every channel has room. Otherwise it goes round the channels that have
 * some, and passes the waiting orders of the others over, however many those are.
 */
function createSearch(): (now: Date, full: readonly string[], room: number) => Promise<DueOrder[]> {
  let lastChannel = '';
  return async (now, full, room) => {
    if (full.length === 0)
      return await dueOrders({ state: 'queued', dueAt: { $lte: now } }, { dueAt: 1 }, room);
    const inChannels = (channels: { $gt: string } | { $lte: string }, limit: number) =>
      dueOrders(
        { state: 'queued', channelId: { ...channels, $nin: [...full] }, dueAt: { $lte: now } },
        { channelId: 1, dueAt: 1 },
        limit,
      );
    const due = await inChannels({ $gt: lastChannel }, room);
    if (due.length < room && lastChannel !== '')
      due.push(...(await inChannels({ $lte: lastChannel }, room - due.length)));
    lastChannel = due.at(-1)?.channelId ?? '';
    return due;
  };
}

async function dueOrders(
  filter: Filter<OutgoingRecord>,
  sort: Record<string, 1>,
  limit: number,
): Promise<DueOrder[]> {
  return await nativeCollection(Outgoing)
    .find(filter)
    .sort(sort)
    .limit(limit)
    .project<DueOrder>({ channelId: 1 })
    .toArray();
}

/** Of those only that nobody else has taken meanwhile. */
async function take(context: SenderContext, ids: string[]): Promise<OutgoingRecord[]> {
  const now = context.now();
  const token = `${context.owner}:${newId(now)}`;
  await nativeCollection(Outgoing).updateMany(
    { _id: { $in: ids }, state: 'queued' },
    {
      $set: {
        state: 'sending',
        owner: token,
        dataStartedAt: null,
        dueAt: new Date(now + context.leaseMs),
      },
      $inc: { attempts: 1 },
    },
  );
  const claimed = await nativeCollection(Outgoing)
    .find({ _id: { $in: ids }, owner: token })
    .toArray();
  await context.reached('outgoing:claimed');
  return claimed as OutgoingRecord[];
}
