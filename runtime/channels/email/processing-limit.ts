import type { ChannelRecord } from '@/runtime/store/channels';
import { countReceived } from '@/runtime/store/ledger';
import { readMailSettings } from '@/runtime/store/mail-settings';
import { countUnfinishedTickets } from '@/runtime/store/tickets';
import { emailSettingsSchema } from './email-settings';

/**
 * Whether a mailbox may take mail in just now: below its own processing limit and that of the installation. While it may not,
 * mail stays with its source (an IMAP server, a sender who is asked to try again), so nothing is lost.
 */
export async function mayTakeMail(
  channel: Pick<ChannelRecord, '_id' | 'settings'>,
  ofInstallation: () => Promise<number | null> = readInstallationLimit,
): Promise<boolean> {
  const settings = emailSettingsSchema.safeParse(channel.settings);
  const own = settings.success ? settings.data.processingLimit : null;
  if (!(await isBelow(own, channel._id))) return false;
  return isBelow(await ofInstallation(), null);
}

/** The installation's limit on unfinished tickets, or null. */
export async function readInstallationLimit(): Promise<number | null> {
  return (await readMailSettings()).processingLimit;
}

/** Whether there are fewer unfinished tickets, and messages that are just becoming some, of one channel or of all, than the limit. */
async function isBelow(limit: number | null, channelId: string | null): Promise<boolean> {
  if (limit === null) return true;
  const [tickets, received] = await Promise.all([
    countUnfinishedTickets(channelId, limit),
    countReceived(channelId, limit),
  ]);
  return tickets + received < limit;
}
