import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { publicAddress } from '@/runtime/channels/chat/chat-link';
import {
  HOOK_KIND,
  type HookSettings,
  hookSecret,
  hookSecretPurpose,
  hookSettingsSchema,
} from '@/runtime/channels/hook/hook-settings';
import { DomainError } from '@/runtime/domain-error';
import { jsonObjectSchema } from '@/runtime/flow/json';
import { type ChannelRecord, Channels, findChannels } from '@/runtime/store/channels';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { newId } from '@/runtime/store/new-id';
import { sealSecret } from '@/runtime/store/secret-box';
import { slotFromName } from './slot-from-name';

export const hookInputSchema = z.object({
  name: z.string().trim().min(1).max(120),
  enabled: z.boolean(),
  /** Calls must bear a signature under `key`. */
  signed: z.boolean(),
  /** Typed anew; what is empty stays as it is. */
  key: z.string().max(2_000),
  /** Id of the mailbox for answers; `null`: the first one. */
  answerBy: z.string().max(64).nullable(),
});
export type HookInput = z.infer<typeof hookInputSchema>;

export interface HookView {
  id: string;
  slot: string;
  name: ChannelRecord['name'];
  enabled: boolean;
  /** The address that is called: whoever knows it may. */
  url: string;
  signed: boolean;
  hasKey: boolean;
  answerBy: string | null;
}

/** Every web hook of this installation, oldest first. */
export async function listHooks(): Promise<HookView[]> {
  return (await findHooks()).map(viewOf);
}

/** Makes a web hook with an address that nobody guesses. Errors: DomainError `hookKeyMissing`, `secretKeyMissing`. */
export async function addHook(input: HookInput, now: Date): Promise<HookView> {
  const id = newId(now.getTime());
  const taken = (await findHooks()).map(({ slot }) => slot);
  const channel: ChannelRecord = {
    _id: id,
    kind: HOOK_KIND,
    slot: slotFromName(input.name, taken),
    addresses: [],
    health: { state: 'ok', message: '', at: now },
    createdAt: now,
    ...fieldsOf(id, input, {}, newToken(), now),
  };
  await Channels.create(channel);
  await tell(id, now);
  return viewOf(channel);
}

/** Errors: DomainError `hookUnknown`, `hookKeyMissing`, `secretKeyMissing`. */
export async function changeHook(id: string, input: HookInput, now: Date): Promise<void> {
  const channel = await readHook(id);
  const { token } = hookSettingsSchema.parse(channel.settings);
  await Channels.updateOne({ _id: id }, { $set: fieldsOf(id, input, channel.secrets, token, now) }).exec();
  await tell(id, now);
}

/** Gives a web hook another address: whoever has the old one is let in no more. Error: DomainError `hookUnknown`. */
export async function renewHookAddress(id: string, now: Date): Promise<void> {
  await readHook(id);
  await Channels.updateOne({ _id: id }, { $set: { 'settings.token': newToken(), updatedAt: now } }).exec();
  await tell(id, now);
}

/** Errors: DomainError `hookUnknown`. */
export async function removeHook(id: string, now: Date): Promise<void> {
  await readHook(id);
  await Channels.deleteOne({ _id: id }).exec();
  await tell(id, now);
}

function fieldsOf(
  id: string,
  { name, enabled, signed, key, answerBy }: HookInput,
  before: ChannelRecord['secrets'],
  token: string,
  now: Date,
): Pick<ChannelRecord, 'name' | 'enabled' | 'settings' | 'secrets' | 'updatedAt'> {
  const secrets = key === '' ? before : { [hookSecret]: sealSecret(key, hookSecretPurpose(id)) };
  if (signed && !secrets[hookSecret])
    throw new DomainError('invalid', 'hookKeyMissing', 'Signed calls need a key.');
  const settings: HookSettings = { token, signed, answerBy };
  return {
    name: { de: name, en: name },
    enabled,
    settings: jsonObjectSchema.parse(settings),
    secrets,
    updatedAt: now,
  };
}

async function findHooks(): Promise<ChannelRecord[]> {
  return (await findChannels()).filter(({ kind }) => kind === HOOK_KIND);
}

async function readHook(id: string): Promise<ChannelRecord> {
  const channel = (await findHooks()).find(({ _id }) => _id === id);
  if (!channel) throw new DomainError('notFound', 'hookUnknown', 'There is no such web hook.');
  return channel;
}

function viewOf({ _id, slot, name, enabled, settings, secrets }: ChannelRecord): HookView {
  const { token, signed, answerBy } = hookSettingsSchema.parse(settings);
  return {
    id: _id,
    slot,
    name,
    enabled,
    url: `${publicAddress()}/api/hooks/${token}`,
    signed,
    hasKey: secrets[hookSecret] !== undefined,
    answerBy,
  };
}

function newToken(): string {
  return randomBytes(24).toString('base64url');
}

function tell(key: string, now: Date): Promise<void> {
  return appendLiveEvents([{ topic: 'channel', key, data: { change: 'settings' } }], now);
}
