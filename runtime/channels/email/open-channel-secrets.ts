import type { ChannelRecord } from '@/runtime/store/channels';
import { openSecret } from '@/runtime/store/secret-box';
import { channelSecretPurpose, type EmailSecretName, emailSecretNames } from './email-settings';

/** The secrets of a mailbox in the clear, for the moment of a log-in. They are never kept, logged or sent anywhere. */
export function openChannelSecrets(
  channel: Pick<ChannelRecord, '_id' | 'secrets'>,
): Partial<Record<EmailSecretName, string>> {
  const opened: Partial<Record<EmailSecretName, string>> = {};
  for (const name of emailSecretNames) {
    const sealed = channel.secrets[name];
    if (sealed) opened[name] = openSecret(sealed, channelSecretPurpose(channel._id, name));
  }
  return opened;
}
