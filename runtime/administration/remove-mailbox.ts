import { DomainError } from '@/runtime/domain-error';
import { type ChannelRecord, Channels, findChannel } from '@/runtime/store/channels';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { MailboxChecks } from '@/runtime/store/mailbox-checks';
import { MailboxCursors } from '@/runtime/store/mailbox-cursors';
import { Messages } from '@/runtime/store/messages';
import { Outgoing } from '@/runtime/store/outgoing';
import { Tickets } from '@/runtime/store/tickets';

/** What hangs on a mailbox. */
export interface MailboxUse {
  tickets: number;
  /** Of these: not closed. */
  openTickets: number;
  /** Messages that wait to be sent by it. */
  unsent: number;
}

/** What an admin should know before a mailbox goes. Errors: DomainError `channelUnknown`. */
export async function mailboxUse(id: string): Promise<MailboxUse> {
  await mailbox(id);
  const [tickets, openTickets, unsent] = await Promise.all([
    Tickets.countDocuments({ channelId: id }).exec(),
    Tickets.countDocuments({ channelId: id, state: { $ne: 'closed' } }).exec(),
    Outgoing.countDocuments({ channelId: id, state: { $in: ['queued', 'sending'] } }).exec(),
  ]);
  return { tickets, openTickets, unsent };
}

/**
 * Removes a mailbox that is switched off. Its tickets and their history stay; `heirId` is the mailbox by which they are answered
 * from now on. Mail that was not fetched stays on its server. Errors: DomainError `channelUnknown`, `mailboxStillOn`,
 * `mailboxHasUnsent`, `heirMissing` (it has tickets, and nobody takes them).
 */
export async function removeMailbox(id: string, heirId: string | null, now: Date): Promise<void> {
  const channel = await mailbox(id);
  if (channel.enabled)
    throw new DomainError('conflict', 'mailboxStillOn', 'Switch the mailbox off before you remove it.');
  const { tickets, unsent } = await mailboxUse(id);
  if (unsent > 0)
    throw new DomainError('conflict', 'mailboxHasUnsent', 'Messages still wait to be sent by it.', {
      count: unsent,
    });
  if (tickets > 0) {
    const heir = heirId === null || heirId === id ? null : await findChannel(heirId);
    if (heir?.kind !== 'email')
      throw new DomainError('conflict', 'heirMissing', 'Another mailbox must take its tickets over.');
    // Messages first: done again after a failure, the rest follows.
    await Messages.updateMany({ channelId: id }, { $set: { channelId: heir._id } }).exec();
    await Tickets.updateMany({ channelId: id }, { $set: { channelId: heir._id } }).exec();
  }
  await MailboxCursors.deleteMany({ _id: { $gte: `${id}:`, $lt: `${id};` } }).exec();
  await MailboxChecks.deleteOne({ _id: id }).exec();
  await Channels.deleteOne({ _id: id }).exec();
  await appendLiveEvents([{ topic: 'channel', key: id, data: { change: 'removed' } }], now);
}

async function mailbox(id: string): Promise<ChannelRecord> {
  const channel = await findChannel(id);
  if (channel?.kind !== 'email')
    throw new DomainError('notFound', 'channelUnknown', 'This mailbox does not exist.');
  return channel;
}
