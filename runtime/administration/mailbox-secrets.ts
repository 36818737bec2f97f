import { randomBytes } from 'node:crypto';
import { createDkimKey, dkimRecord, dkimRecordName } from '@/runtime/channels/email/dkim-key';
import {
  channelSecretPurpose,
  type EmailSecretName,
  emailSettingsSchema,
} from '@/runtime/channels/email/email-settings';
import { openChannelSecrets } from '@/runtime/channels/email/open-channel-secrets';
import { DomainError } from '@/runtime/domain-error';
import { type ChannelRecord, Channels, findChannel } from '@/runtime/store/channels';
import { sealSecret } from '@/runtime/store/secret-box';

/**
 * Makes a new secret for pushed mail; the old one ends at once. It is shown now and never again. Errors: DomainError
 * `channelUnknown`, `secretKeyMissing`.
 */
export async function makePushSecret(id: string, now: Date): Promise<{ secret: string }> {
  await mailbox(id);
  const secret = randomBytes(32).toString('base64url');
  await keep(id, 'pushSecret', secret, now);
  return { secret };
}

/** What has to stand in the DNS so that receivers find the key of a signature. */
export interface DkimRecord {
  name: string;
  value: string;
}

/**
 * Makes a key for signing mail, or keeps the one that is there. Errors: DomainError `channelUnknown`, `dkimNotSetUp`,
 * `secretKeyMissing`.
 */
export async function makeDkimRecord(id: string, isNew: boolean, now: Date): Promise<DkimRecord> {
  const channel = await mailbox(id);
  const { dkim } = emailSettingsSchema.parse(channel.settings).sending;
  if (!dkim) throw new DomainError('conflict', 'dkimNotSetUp', 'Domain and selector have to be saved first.');
  const stored = openChannelSecrets(channel).dkimPrivateKey;
  if (stored && !isNew) return { name: dkimRecordName(dkim), value: dkimRecord(stored) };
  const { privateKey, record } = await createDkimKey();
  await keep(id, 'dkimPrivateKey', privateKey, now);
  return { name: dkimRecordName(dkim), value: record };
}

async function mailbox(id: string): Promise<ChannelRecord> {
  const channel = await findChannel(id);
  if (channel?.kind !== 'email')
    throw new DomainError('notFound', 'channelUnknown', 'This mailbox does not exist.');
  return channel;
}

async function keep(id: string, name: EmailSecretName, secret: string, now: Date): Promise<void> {
  const sealed = sealSecret(secret, channelSecretPurpose(id, name));
  await Channels.updateOne({ _id: id }, { $set: { [`secrets.${name}`]: sealed, updatedAt: now } }).exec();
}
