import { defineModel, nativeCollection } from './define-model';

/** One use, or several of one moment, of something that is capped within a sliding window. */
export interface WindowUseRecord {
  /** key + idempotency key: the same use is counted once. */
  _id: string;
  key: string;
  at: Date;
  /** How many uses it stands for. */
  count: number;
  expiresAt: Date;
}

export const WindowUses = defineModel<WindowUseRecord>(
  'windowUses',
  {
    key: { type: String, required: true },
    at: { type: Date, required: true },
    count: { type: Number, default: 1 },
    expiresAt: { type: Date, required: true },
  },
  [{ fields: { key: 1, at: 1 } }, { fields: { expiresAt: 1 }, expireAfterSeconds: 0 }],
);

/** Counts one use of `key` and tells how many there were within `windowMs` up to `at`, this one included. */
export async function countUse(key: string, useId: string, windowMs: number, at: Date): Promise<number> {
  await WindowUses.updateOne(
    { _id: `${key}|${useId}` },
    { $setOnInsert: { key, at, count: 1, expiresAt: new Date(at.getTime() + windowMs) } },
    { upsert: true },
  ).exec();
  return WindowUses.countDocuments({ key, at: { $gt: new Date(at.getTime() - windowMs), $lte: at } }).exec();
}

/**
 * Takes one of `limit` uses of `key` within a sliding window: 0 when it is taken, else milliseconds until the next one
 * is free. Several that ask at once are ordered by time and id, so that never more than `limit` get one.
 */
export async function takeUse(
  use: { key: string; useId: string; windowMs: number; limit: number },
  at: Date,
): Promise<number> {
  const { key, useId, windowMs, limit } = use;
  const _id = `${key}|${useId}`;
  const uses = nativeCollection(WindowUses);
  await uses.updateOne(
    { _id },
    { $setOnInsert: { key, at, count: 1, expiresAt: new Date(at.getTime() + windowMs) } },
    { upsert: true },
  );
  const within = await uses
    .find({ key, at: { $gt: new Date(at.getTime() - windowMs) } })
    .sort({ at: 1, _id: 1 })
    .limit(limit + 1)
    .toArray();
  if (within.slice(0, limit).some((one) => one._id === _id)) return 0;
  await uses.deleteOne({ _id });
  const oldest = within[0]?.at.getTime() ?? at.getTime();
  return Math.max(1, oldest + windowMs - at.getTime());
}

/** Uses of these keys since then. */
export function findUses(keys: string[], since: Date): Promise<WindowUseRecord[]> {
  return nativeCollection(WindowUses)
    .find({ key: { $in: keys }, at: { $gt: since } })
    .toArray() as Promise<WindowUseRecord[]>;
}

/** A use to be stored; storing it twice is refused by its id. */
export function windowUse(key: string, useId: string, windowMs: number, at: Date): WindowUseRecord {
  return { _id: `${key}|${useId}`, key, at, count: 1, expiresAt: new Date(at.getTime() + windowMs) };
}

/** Adds to what a key was used within one slice of time: a count for what is used too often to keep every use. */
export async function addToSlice(
  key: string,
  count: number,
  { sliceMs, windowMs }: { sliceMs: number; windowMs: number },
  at: Date,
): Promise<void> {
  const start = new Date(Math.floor(at.getTime() / sliceMs) * sliceMs);
  await nativeCollection(WindowUses).updateOne(
    { _id: `${key}|${start.getTime()}` },
    {
      $inc: { count },
      $setOnInsert: { key, at: start, expiresAt: new Date(start.getTime() + sliceMs + windowMs) },
    },
    { upsert: true },
  );
}
