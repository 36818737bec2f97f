import { Schema } from 'mongoose';
import { defineModel, nativeCollection } from './define-model';
import { Messages } from './messages';

/**
 * What became of one inbound message. `received` is the only state that is not final: the message is safe here and its
 * ticket is being made. `ticket`: it lies on a ticket. `rejected`: refused on purpose (a rule, a limit). `quarantined`:
 * it could not be processed and waits for a person.
 */
export type LedgerState = 'received' | 'ticket' | 'rejected' | 'quarantined';

/** Why the final state is what it is: a text `ledger.reasons.<reason>`. */
export type LedgerReason =
  | 'opened'
  | 'joined'
  | 'reopened'
  | 'noFlow'
  | 'automatic'
  | 'bounce'
  | 'empty'
  | 'flowFailed'
  | 'blocked'
  | 'tooLarge'
  | 'loop'
  | 'undecodable'
  | 'notProcessable'
  | (string & {});

export interface LedgerRecord {
  _id: string;
  channelId: string;
  channelKind: string;
  /** What the source calls the message: never taken twice for one channel. */
  externalId: string;
  state: LedgerState;
  reason: LedgerReason | null;
  /** One sentence for people where the reason alone does not say enough. */
  detail: string | null;
  ticketId: string | null;
  ticketNumber: number | null;
  from: string;
  subject: string;
  arrivedAt: Date;
  finalAt: Date | null;
  attempts: number;
  lastError: string | null;
  /** While it is `received`: whose work it is, and when others may take it over. */
  owner: string | null;
  leaseUntil: Date | null;
  /** The normalised message while it is `received` or quarantined; afterwards it lies in `messages`. */
  inbound: unknown;
  /** Size of the raw message in bytes, and where it lies: inline in `rawMessages` or a GridFS file. */
  raw: { size: number; place: 'inline' | 'file' | 'none'; fileId: string | null };
}

export const Ledger = defineModel<LedgerRecord>(
  'ledger',
  {
    channelId: { type: String, required: true },
    channelKind: { type: String, required: true },
    externalId: { type: String, required: true },
    state: { type: String, enum: ['received', 'ticket', 'rejected', 'quarantined'], required: true },
    reason: { type: String, default: null },
    detail: { type: String, default: null },
    ticketId: { type: String, default: null },
    ticketNumber: { type: Number, default: null },
    from: { type: String, default: '' },
    subject: { type: String, default: '' },
    arrivedAt: { type: Date, required: true },
    finalAt: { type: Date, default: null },
    attempts: { type: Number, default: 0 },
    lastError: { type: String, default: null },
    owner: { type: String, default: null },
    leaseUntil: { type: Date, default: null },
    inbound: { type: Schema.Types.Mixed, default: null },
    raw: { type: Schema.Types.Mixed, default: { size: 0, place: 'none', fileId: null } },
  },
  [
    { fields: { channelId: 1, externalId: 1 }, unique: true },
    { fields: { leaseUntil: 1 }, partial: { state: 'received' } },
    { fields: { 'inbound.facts.messageId': 1 }, partial: { state: 'received' } },
    { fields: { state: 1, arrivedAt: -1 } },
    { fields: { reason: 1, arrivedAt: -1 } },
    { fields: { arrivedAt: -1 } },
    { fields: { channelId: 1, arrivedAt: -1 } },
  ],
);

/** Lines that have no final state though they arrived before `before`: "unaccounted", which must be 0. */
export function countUnaccounted(before: Date): Promise<number> {
  return nativeCollection(Ledger).countDocuments({ state: 'received', arrivedAt: { $lt: before } });
}

/** Messages of a channel (of all for null) whose tickets are still to be made; counts no further than `limit`. */
export function countReceived(channelId: string | null, limit: number): Promise<number> {
  const channel = channelId === null ? {} : { channelId };
  return nativeCollection(Ledger).countDocuments({ ...channel, state: 'received' }, { limit });
}

/** All lines, or those in a state. */
export function countLedger(state?: LedgerState): Promise<number> {
  return nativeCollection(Ledger).countDocuments(state ? { state } : {});
}

export function countLedgerByState(): Promise<
  { _id: { state: LedgerState; reason: string | null }; count: number }[]
> {
  return Ledger.aggregate<{ _id: { state: LedgerState; reason: string | null }; count: number }>([
    { $group: { _id: { state: '$state', reason: '$reason' }, count: { $sum: 1 } } },
  ]).exec();
}

/** Lines of a channel that arrived from `since` on. */
export function countLedgerSince(channelId: string, since: Date): Promise<number> {
  return nativeCollection(Ledger).countDocuments({ channelId, arrivedAt: { $gte: since } });
}

/** A line whose ticket is still to be made, and how often that has failed. */
export interface ReceivedLine {
  ledgerId: string;
  attempts: number;
}

/** Lines whose tickets are still to be made and whose messages bear one of these RFC 5322 ids. */
export async function findReceivedByMessageId(
  messageIds: string[],
): Promise<(ReceivedLine & { messageId: string })[]> {
  const lines = await nativeCollection(Ledger)
    .find({ state: 'received', 'inbound.facts.messageId': { $in: messageIds } })
    .project<{ _id: string; attempts: number; inbound: { facts: { messageId: string } } }>({
      attempts: 1,
      'inbound.facts.messageId': 1,
    })
    .toArray();
  return lines.map(({ _id, attempts, inbound }) => ({
    ledgerId: _id,
    attempts,
    messageId: inbound.facts.messageId,
  }));
}

/** Those of these lines whose tickets are still to be made. */
export async function findReceived(ids: string[]): Promise<ReceivedLine[]> {
  const lines = await nativeCollection(Ledger)
    .find({ _id: { $in: ids }, state: 'received' })
    .project<{ _id: string; attempts: number }>({ attempts: 1 })
    .toArray();
  return lines.map(({ _id, attempts }) => ({ ledgerId: _id, attempts }));
}

/** Lines of a channel whose messages bear one of these RFC 5322 ids, with the sizes of their raw messages in bytes. */
export async function findLedgerMails(
  channelId: string,
  messageIds: string[],
): Promise<{ ledgerId: string; messageId: string; size: number }[]> {
  const messages = await nativeCollection(Messages)
    .find({ messageId: { $in: messageIds }, direction: 'inbound', channelId })
    .project<{ _id: string; messageId: string }>({ messageId: 1 })
    .toArray();
  if (messages.length === 0) return [];
  const lines = await nativeCollection(Ledger)
    .find({ _id: { $in: messages.map(({ _id }) => _id) } })
    .project<Pick<LedgerRecord, '_id' | 'raw'>>({ raw: 1 })
    .toArray();
  const sizes = new Map(lines.map(({ _id, raw }) => [_id, raw.size]));
  return messages.flatMap(({ _id, messageId }) => {
    const size = sizes.get(_id);
    return size === undefined ? [] : [{ ledgerId: _id, messageId, size }];
  });
}
