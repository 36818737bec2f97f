import { DomainError } from '@/runtime/domain-error';
import { type ChannelRecord, findChannels } from '@/runtime/store/channels';
import { HOOK_KIND, type HookSettings, hookSettingsSchema } from './hook-settings';

/** A web hook that may be called, and the channel that answers to it go out by. */
export interface Hook {
  channel: ChannelRecord;
  settings: HookSettings;
  answerBy: ChannelRecord | null;
}

/** The web hook behind a token. Errors: DomainError `hookUnknown` where there is none or it is switched off. */
export async function findHook(token: string): Promise<Hook> {
  const channels = await findChannels();
  for (const channel of channels) {
    if (channel.kind !== HOOK_KIND || !channel.enabled) continue;
    const settings = hookSettingsSchema.safeParse(channel.settings);
    if (!settings.success || settings.data.token !== token) continue;
    const mailboxes = channels.filter(({ kind, enabled }) => kind === 'email' && enabled);
    const chosen = mailboxes.find(({ _id }) => _id === settings.data.answerBy);
    return { channel, settings: settings.data, answerBy: chosen ?? mailboxes[0] ?? null };
  }
  throw new DomainError('notFound', 'hookUnknown', 'There is no such web hook.');
}
