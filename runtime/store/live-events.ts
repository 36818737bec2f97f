import { Schema } from 'mongoose';
import type { Json } from '@/runtime/flow/json';
import { defineModel, nativeCollection } from './define-model';
import { idTime, newId, timeOfId } from './new-id';

export type LiveTopic =
  | 'ticket'
  | 'queue'
  | 'flow'
  | 'ledger'
  | 'channel'
  | 'chat'
  | 'agent'
  | 'outgoing'
  | 'settings';

/** Something that spectators (open browsers, statistics, web hooks) may care about. Written after the commit. */
export interface LiveEventRecord {
  /** Ordered by time to the millisecond. */
  _id: string;
  at: Date;
  topic: LiveTopic;
  /** Id of the ticket, queue ... */
  key: string;
  data: Record<string, Json>;
}

/** Events that were told together lie in one record: `packed` holds them, and the record's own fields say nothing. */
interface StoredLiveEvents extends LiveEventRecord {
  packed?: LiveEvent[];
}

/** Seconds that spectators may be away and still miss nothing. */
const keptSeconds = 24 * 3600;

export const LiveEvents = defineModel<StoredLiveEvents>(
  'events',
  {
    at: { type: Date, required: true },
    topic: { type: String, required: true },
    key: { type: String, required: true },
    data: { type: Schema.Types.Mixed, default: {} },
    packed: { type: [Schema.Types.Mixed], default: undefined },
  },
  [{ fields: { at: 1 }, expireAfterSeconds: keptSeconds }],
);

export type LiveEvent = Omit<LiveEventRecord, '_id' | 'at'>;

/** Tells spectators; nothing on the way of a message depends on it. */
export async function appendLiveEvents(events: LiveEvent[], at: Date = new Date()): Promise<void> {
  if (events.length === 0) return;
  const records: StoredLiveEvents[] =
    events.length <= keptApart
      ? events.map((event) => ({ _id: newId(), at, ...event }))
      : [{ _id: newId(), at, topic: 'ticket', key: '', data: {}, packed: events }];
  await nativeCollection(LiveEvents).insertMany(records, { ordered: false });
}

/** Up to so many events have a record each. Under load there are hundreds at once, and one record costs as much as ten. */
const keptApart = 5;

/** The events of a record. */
export function unpackLiveEvents({ packed, ...record }: StoredLiveEvents): LiveEventRecord[] {
  return packed
    ? packed.map((event, index) => ({ ...event, _id: `${record._id}.${index}`, at: record.at }))
    : [record];
}

/** Several processes write: an id may become visible this much later than a greater one of another process. */
const overlapMs = 3000;

/**
 * Reads events after `cursor` (an event's id, or `null` for only those from now on), oldest first. Because several
 * processes append, it reads a little back every time and leaves out what `seen` holds; give the same `seen` again.
 */
export async function readLiveEvents(
  cursor: string | null,
  seen: Set<string>,
  limit = 1000,
): Promise<{ events: LiveEventRecord[]; cursor: string }> {
  const from = cursor ?? idTime(Date.now());
  const lower = idTime(timeOfId(from) - overlapMs);
  const found = (await nativeCollection(LiveEvents)
    .find({ _id: { $gt: cursor === null ? from : lower } })
    .sort({ _id: 1 })
    .limit(limit + seen.size)
    .toArray()) as StoredLiveEvents[];
  const records = found.filter((record) => !seen.has(record._id));
  const newest = found.at(-1)?._id;
  const next = newest !== undefined && newest > from ? newest : from;
  const forget = idTime(timeOfId(next) - 2 * overlapMs);
  for (const id of seen) if (id < forget) seen.delete(id);
  for (const record of records) seen.add(record._id);
  return { events: records.flatMap(unpackLiveEvents), cursor: next };
}
