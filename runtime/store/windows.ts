import { defineModel } from './define-model';

/** One use of something that is capped within a sliding window. */
export interface WindowUseRecord {
  /** key + idempotency key: the same use is counted once. */
  _id: string;
  key: string;
  at: Date;
  expiresAt: Date;
}

export const WindowUses = defineModel<WindowUseRecord>(
  'windowUses',
  {
    key: { type: String, required: true },
    at: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  [{ fields: { key: 1, at: 1 } }, { fields: { expiresAt: 1 }, expireAfterSeconds: 0 }],
);

/** Counts one use of `key` and tells how many there were within `windowMs` up to `at`, this one included. */
export async function countUse(key: string, useId: string, windowMs: number, at: Date): Promise<number> {
  await WindowUses.updateOne(
    { _id: `${key}|${useId}` },
    { $setOnInsert: { key, at, expiresAt: new Date(at.getTime() + windowMs) } },
    { upsert: true },
  ).exec();
  return WindowUses.countDocuments({ key, at: { $gt: new Date(at.getTime() - windowMs), $lte: at } }).exec();
}
