import * as z from 'zod';
import type { ChannelFinding } from '@/runtime/channels/channel';
import {
  channelSecretPurpose,
  type EmailSecretName,
  type EmailSettings,
  emailSecretNames,
  emailSettingsSchema,
} from '@/runtime/channels/email/email-settings';
import { openChannelSecrets } from '@/runtime/channels/email/open-channel-secrets';
import { mayTakeMail } from '@/runtime/channels/email/processing-limit';
import { verifyMailbox } from '@/runtime/channels/email/verify-mailbox';
import { DomainError } from '@/runtime/domain-error';
import { jsonObjectSchema } from '@/runtime/flow/json';
import { type ChannelRecord, Channels, findChannel, findChannels } from '@/runtime/store/channels';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { newId } from '@/runtime/store/new-id';
import { sealSecret } from '@/runtime/store/secret-box';
import { slotFromName } from './slot-from-name';

const KIND = 'email';

/** An address, or `*@domain`: everything in a domain that no other mailbox takes. */
const addressSchema = z.union([
  z.email().toLowerCase(),
  z
    .string()
    .toLowerCase()
    .regex(/^\*@(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/),
]);

export const mailboxInputSchema = z.object({
  name: z.string().trim().min(1).max(120),
  addresses: z
    .array(addressSchema)
    .min(1)
    .max(50)
    // The first one is the sender of replies.
    .refine(([first = '']) => !first.startsWith('*')),
  enabled: z.boolean(),
  settings: emailSettingsSchema,
  /** Passwords typed anew; what is missing stays as it is. */
  secrets: z.partialRecord(z.enum(emailSecretNames), z.string().min(1).max(2_000)),
});
export type MailboxInput = z.infer<typeof mailboxInputSchema>;

export interface MailboxView {
  id: string;
  slot: string;
  name: ChannelRecord['name'];
  addresses: string[];
  enabled: boolean;
  settings: EmailSettings;
  /** Which passwords are stored; they themselves never leave the server. */
  storedSecrets: string[];
  health: ChannelRecord['health'];
  /** As many tickets are open as allowed: mail stays with its source. */
  paused: boolean;
}

/** Every mailbox of this installation, oldest first. */
export async function listMailboxes(): Promise<MailboxView[]> {
  const channels = await findChannels();
  return Promise.all(channels.filter(({ kind }) => kind === KIND).map(viewOf));
}

/** Errors: DomainError `addressTaken`, `secretKeyMissing`. */
export async function addMailbox(input: MailboxInput, now: Date): Promise<MailboxView> {
  const channels = await findChannels();
  const id = newId(now.getTime());
  refuseTakenAddress(input.addresses, channels, id);
  const channel: ChannelRecord = {
    _id: id,
    kind: KIND,
    slot: slotFromName(
      input.name,
      channels.filter(({ kind }) => kind === KIND).map(({ slot }) => slot),
    ),
    name: { de: input.name, en: input.name },
    addresses: input.addresses,
    settings: jsonObjectSchema.parse(input.settings),
    secrets: sealed(id, input.secrets),
    enabled: input.enabled,
    health: { state: 'unknown', message: '', at: null },
    createdAt: now,
    updatedAt: now,
  };
  await Channels.create(channel);
  await tell(id, now);
  return viewOf(channel);
}

/** Errors: DomainError `channelUnknown`, `addressTaken`, `secretKeyMissing`. */
export async function changeMailbox(id: string, input: MailboxInput, now: Date): Promise<void> {
  const channels = await findChannels();
  const channel = channels.find(({ _id, kind }) => _id === id && kind === KIND);
  if (!channel) throw unknown();
  refuseTakenAddress(input.addresses, channels, id);
  await Channels.updateOne(
    { _id: id },
    {
      $set: {
        name: { de: input.name, en: input.name },
        addresses: input.addresses,
        enabled: input.enabled,
        settings: input.settings,
        secrets: { ...channel.secrets, ...sealed(id, input.secrets) },
        updatedAt: now,
      },
    },
  ).exec();
  await tell(id, now);
}

/** Tries to connect and log in with these settings, before they are saved; changes nothing. */
export async function tryMailbox(
  id: string | null,
  input: Pick<MailboxInput, 'settings' | 'secrets'>,
  now: () => number,
): Promise<ChannelFinding[]> {
  const stored = id === null ? null : await findChannel(id);
  const secrets = { ...(stored ? openChannelSecrets(stored) : {}), ...input.secrets };
  return verifyMailbox(jsonObjectSchema.parse(input.settings), secrets, now);
}

async function viewOf(channel: ChannelRecord): Promise<MailboxView> {
  return {
    id: channel._id,
    slot: channel.slot,
    name: channel.name,
    addresses: channel.addresses,
    enabled: channel.enabled,
    settings: emailSettingsSchema.parse(channel.settings),
    storedSecrets: Object.keys(channel.secrets),
    health: channel.health,
    paused: channel.enabled && !(await mayTakeMail(channel)),
  };
}

/** One address belongs to one mailbox: mail to it would otherwise have two homes. */
function refuseTakenAddress(addresses: string[], channels: ChannelRecord[], id: string): void {
  const others = new Set(channels.filter(({ _id }) => _id !== id).flatMap((channel) => channel.addresses));
  const address = addresses.find((candidate) => others.has(candidate));
  if (address) {
    throw new DomainError('conflict', 'addressTaken', `${address} belongs to another mailbox.`, { address });
  }
}

function sealed(
  channelId: string,
  secrets: Partial<Record<EmailSecretName, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(secrets).map(([name, secret]) => [
      name,
      sealSecret(secret, channelSecretPurpose(channelId, name)),
    ]),
  );
}

function unknown(): DomainError {
  return new DomainError('notFound', 'channelUnknown', 'This mailbox does not exist.');
}

function tell(key: string, now: Date): Promise<void> {
  return appendLiveEvents([{ topic: 'channel', key, data: { change: 'settings' } }], now);
}
