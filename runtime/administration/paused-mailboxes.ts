import { mayTakeMail, readInstallationLimit } from '@/runtime/channels/email/processing-limit';
import { findChannels } from '@/runtime/store/channels';
import { localizedName } from '@/runtime/store/localized-name';

export interface PausedMailbox {
  id: string;
  name: string;
}

/**
 * Mailboxes that take no mail in just now because as many tickets are open as allowed: the mail waits with its source, and
 * goes on coming as soon as tickets are closed.
 */
export async function findPausedMailboxes(language: string): Promise<PausedMailbox[]> {
  const mailboxes = (await findChannels()).filter(({ kind, enabled }) => kind === 'email' && enabled);
  const ofInstallation = await readInstallationLimit();
  const paused = await Promise.all(
    mailboxes.map(async (mailbox) => !(await mayTakeMail(mailbox, async () => ofInstallation))),
  );
  return mailboxes
    .filter((_, index) => paused[index])
    .map(({ _id, name }) => ({ id: _id, name: localizedName(name, language) }));
}
