import { emailSettingsSchema } from '@/runtime/channels/email/email-settings';
import { type ChannelRecord, findChannels } from '@/runtime/store/channels';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { findMailboxChecks, type MailboxCheckRecord, wantMailboxCheck } from '@/runtime/store/mailbox-checks';

export interface MailboxCheckView {
  channelId: string;
  name: ChannelRecord['name'];
  /** Null: never made. */
  check: Omit<MailboxCheckRecord, '_id' | 'leaseUntil'> | null;
}

/** Every mailbox that is fetched, with its last comparison with the ledger. */
export async function listMailboxChecks(): Promise<MailboxCheckView[]> {
  const [channels, checks] = await Promise.all([fetchedMailboxes(), findMailboxChecks()]);
  return channels.map(({ _id, name }) => {
    const found = checks.find((check) => check._id === _id);
    if (!found) return { channelId: _id, name, check: null };
    const { _id: channelId, leaseUntil: _, ...check } = found;
    return { channelId, name, check };
  });
}

/** Asks for all of them; a worker does it. */
export async function wantAllMailboxChecks(now: Date): Promise<void> {
  for (const { _id } of await fetchedMailboxes()) await wantMailboxCheck(_id, now);
  await appendLiveEvents([{ topic: 'ledger', key: 'checks', data: { change: 'wanted' } }], now);
}

async function fetchedMailboxes(): Promise<ChannelRecord[]> {
  return (await findChannels()).filter(({ kind, enabled, settings }) => {
    if (kind !== 'email' || !enabled) return false;
    const parsed = emailSettingsSchema.safeParse(settings);
    return parsed.success && parsed.data.incoming.kind === 'imap';
  });
}
