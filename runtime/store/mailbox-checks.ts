import { defineModel } from './define-model';

/** The last comparison of a mailbox on its server with the ledger. */
export interface MailboxCheckRecord {
  /** The channel's id. */
  _id: string;
  /** `wanted`: a worker will do it as soon as it can. */
  state: 'wanted' | 'running' | 'done' | 'failed';
  wantedAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** A check whose worker died is taken over after this. */
  leaseUntil: Date | null;
  /** From when on mail was compared, by its arrival. */
  since: Date | null;
  /** Mails that lie on the server. */
  checked: number;
  /** Of these: not yet fetched, because they have just come or fetching pauses. */
  waiting: number;
  /** Of these: should have been in the ledger and were not. */
  missing: number;
  /** Of the missing ones: fetched now. */
  repaired: number;
  /** In the ledger, but no longer in the folders: moved or deleted on the server after they had been taken. */
  gone: number;
  /** Lie on the server, which could not give them; they count as compared neither way. The first hundred. */
  unreadable: UnreadableMail[];
  error: string | null;
}

/** Where people can look for a mail that its server could not give. */
export interface UnreadableMail {
  folder: string;
  /** Number in the folder (RFC 9051, 2.3.1.1). */
  uid: number;
  /** A `FailureCause` or the server's own words. */
  reason: string;
}

export const MailboxChecks = defineModel<MailboxCheckRecord>(
  'mailboxChecks',
  {
    state: { type: String, enum: ['wanted', 'running', 'done', 'failed'], required: true },
    wantedAt: { type: Date, required: true },
    startedAt: { type: Date, default: null },
    finishedAt: { type: Date, default: null },
    leaseUntil: { type: Date, default: null },
    since: { type: Date, default: null },
    checked: { type: Number, default: 0 },
    waiting: { type: Number, default: 0 },
    missing: { type: Number, default: 0 },
    repaired: { type: Number, default: 0 },
    gone: { type: Number, default: 0 },
    unreadable: {
      type: [{ _id: false, folder: String, uid: Number, reason: String }],
      default: [],
    },
    error: { type: String, default: null },
  },
  [{ fields: { state: 1 } }],
);

export async function findMailboxChecks(): Promise<MailboxCheckRecord[]> {
  const checks = await MailboxChecks.find({}).lean<MailboxCheckRecord[]>().exec();
  // Those of earlier versions lack it.
  return checks.map((check) => ({ ...check, unreadable: check.unreadable ?? [] }));
}

/** Asks for a check; one that is asked for or under way already stays as it is. */
export async function wantMailboxCheck(channelId: string, at: Date): Promise<void> {
  const wanted = { state: 'wanted' as const, wantedAt: at, error: null };
  await MailboxChecks.updateOne(
    { _id: channelId, state: { $in: ['done', 'failed'] } },
    { $set: wanted },
  ).exec();
  await MailboxChecks.updateOne({ _id: channelId }, { $setOnInsert: wanted }, { upsert: true }).exec();
}

/** Takes one wanted check, or one whose worker died; of several workers one gets it. */
export function claimMailboxCheck(
  channelIds: string[],
  at: Date,
  leaseMs: number,
): Promise<MailboxCheckRecord | null> {
  return MailboxChecks.findOneAndUpdate(
    {
      _id: { $in: channelIds },
      $or: [{ state: 'wanted' }, { state: 'running', leaseUntil: { $lte: at } }],
    },
    {
      $set: { state: 'running', startedAt: at, leaseUntil: new Date(at.getTime() + leaseMs), error: null },
    },
    { returnDocument: 'after' },
  )
    .lean<MailboxCheckRecord>()
    .exec();
}

export type MailboxCheckCounts = Pick<
  MailboxCheckRecord,
  'since' | 'checked' | 'waiting' | 'missing' | 'repaired' | 'gone' | 'unreadable'
>;

export async function finishMailboxCheck(
  channelId: string,
  outcome: MailboxCheckCounts | { error: string },
  at: Date,
): Promise<void> {
  const state = 'error' in outcome ? 'failed' : 'done';
  await MailboxChecks.updateOne(
    { _id: channelId },
    { $set: { ...outcome, state, finishedAt: at, leaseUntil: null } },
  ).exec();
}
