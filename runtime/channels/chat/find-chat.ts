import { DomainError } from '@/runtime/domain-error';
import { type ChannelRecord, findChannels } from '@/runtime/store/channels';
import { type ChatSettings, chatSettingsSchema } from './chat-settings';

export const CHAT_KIND = 'chat';

/** A chat that visitors may use. */
export interface Chat {
  channel: ChannelRecord;
  settings: ChatSettings;
}

/** The chat behind a public token. Errors: DomainError `chatUnknown` where there is none or it is switched off. */
export async function findChat(publicToken: string): Promise<Chat> {
  for (const channel of await findChannels()) {
    if (channel.kind !== CHAT_KIND || !channel.enabled) continue;
    const settings = chatSettingsSchema.safeParse(channel.settings);
    if (settings.success && settings.data.publicToken === publicToken) {
      return { channel, settings: settings.data };
    }
  }
  throw new DomainError('notFound', 'chatUnknown', 'There is no such chat.');
}
