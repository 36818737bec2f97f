import { createHash } from 'node:crypto';
import { Schema } from 'mongoose';
import { defineModel } from './define-model';

/** When mail of one sender to one address was put off because a processing limit was reached. */
export interface PutOffMailRecord {
  /** A digest of sender and recipient. */
  _id: string;
  /** Oldest first; at most the last `MAX_TIMES`. */
  times: Date[];
  expiresAt: Date;
}

export const PutOffMails = defineModel<PutOffMailRecord>(
  'putOffMails',
  {
    times: { type: [Schema.Types.Date], default: [] },
    expiresAt: { type: Date, required: true },
  },
  [{ fields: { expiresAt: 1 }, expireAfterSeconds: 0 }],
);

const MAX_TIMES = 50;
/** Mail servers give up after about five days (RFC 5321, 4.5.4.1). */
const KEEP_MS = 6 * 86_400_000;

export async function notePutOff(sender: string, recipient: string, at: Date): Promise<void> {
  await PutOffMails.updateOne(
    { _id: keyOf(sender, recipient) },
    {
      $push: { times: { $each: [at], $slice: -MAX_TIMES } },
      $set: { expiresAt: new Date(at.getTime() + KEEP_MS) },
    },
    { upsert: true },
  ).exec();
}

/** Whether any mail was put off in the last days. */
export async function hasPutOffMail(): Promise<boolean> {
  return (await PutOffMails.exists({}).exec()) !== null;
}

/** Epoch milliseconds, oldest first. */
export async function findPutOffTimes(sender: string, recipient: string): Promise<number[]> {
  const record = await PutOffMails.findById(keyOf(sender, recipient)).lean<PutOffMailRecord>().exec();
  return (record?.times ?? []).map((time) => time.getTime()).sort((a, b) => a - b);
}

function keyOf(sender: string, recipient: string): string {
  return createHash('sha256')
    .update(`${sender.toLowerCase()}\n${recipient.toLowerCase()}`)
    .digest('base64url');
}
