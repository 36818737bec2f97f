import { randomInt } from 'node:crypto';
import * as z from 'zod';
import { publicAddress } from '@/runtime/channels/chat/chat-link';
import { type ChatSettings, chatSettingsSchema } from '@/runtime/channels/chat/chat-settings';
import { CHAT_KIND } from '@/runtime/channels/chat/find-chat';
import { DomainError } from '@/runtime/domain-error';
import { jsonObjectSchema } from '@/runtime/flow/json';
import { type ChannelRecord, Channels, findChannels } from '@/runtime/store/channels';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { newId } from '@/runtime/store/new-id';
import { Tickets } from '@/runtime/store/tickets';
import { slotFromName } from './slot-from-name';

export const chatInputSchema = z.object({
  name: z.string().trim().min(1).max(120),
  enabled: z.boolean(),
  settings: chatSettingsSchema.omit({ publicToken: true }),
});
export type ChatInput = z.infer<typeof chatInputSchema>;

export interface ChatView {
  id: string;
  slot: string;
  name: ChannelRecord['name'];
  enabled: boolean;
  settings: ChatSettings;
  /** The chat on a page of its own. */
  pageUrl: string;
  /** The script that other web pages load. */
  scriptUrl: string;
}

/** Every chat of this installation, oldest first. */
export async function listChats(): Promise<ChatView[]> {
  const channels = await findChannels();
  return channels.filter(({ kind }) => kind === CHAT_KIND).map(viewOf);
}

/** Makes a chat with a public token of its own. */
export async function addChat(input: ChatInput, now: Date): Promise<ChatView> {
  const taken = (await findChannels()).filter(({ kind }) => kind === CHAT_KIND).map(({ slot }) => slot);
  const id = newId(now.getTime());
  const channel: ChannelRecord = {
    _id: id,
    kind: CHAT_KIND,
    slot: slotFromName(input.name, taken),
    name: { de: input.name, en: input.name },
    addresses: [],
    settings: jsonObjectSchema.parse({ ...input.settings, publicToken: newPublicToken() }),
    secrets: {},
    enabled: input.enabled,
    health: { state: 'ok', message: '', at: now },
    createdAt: now,
    updatedAt: now,
  };
  await Channels.create(channel);
  await tell(id, now);
  return viewOf(channel);
}

/** Errors: DomainError `chatUnknown`. */
export async function changeChat(id: string, input: ChatInput, now: Date): Promise<ChatView> {
  const channel = (await findChannels()).find(({ _id, kind }) => _id === id && kind === CHAT_KIND);
  if (!channel) throw new DomainError('notFound', 'chatUnknown', 'This chat does not exist.');
  const { publicToken } = chatSettingsSchema.parse(channel.settings);
  const changed = {
    name: { de: input.name, en: input.name },
    enabled: input.enabled,
    settings: jsonObjectSchema.parse({ ...input.settings, publicToken }),
    updatedAt: now,
  };
  await Channels.updateOne({ _id: id }, { $set: changed }).exec();
  await tell(id, now);
  return viewOf({ ...channel, ...changed });
}

/** Removes a chat by which nobody has written. Errors: DomainError `chatUnknown`, `chatHasTickets`. */
export async function removeChat(id: string, now: Date): Promise<void> {
  if (!(await Channels.exists({ _id: id, kind: CHAT_KIND }).exec()))
    throw new DomainError('notFound', 'chatUnknown', 'This chat does not exist.');
  if (await Tickets.exists({ channelId: id }).exec())
    throw new DomainError('conflict', 'chatHasTickets', 'Customers have written by this chat.');
  await Channels.deleteOne({ _id: id }).exec();
  await tell(id, now);
}

function viewOf(channel: ChannelRecord): ChatView {
  const settings = chatSettingsSchema.parse(channel.settings);
  const base = publicAddress();
  return {
    id: channel._id,
    slot: channel.slot,
    name: channel.name,
    enabled: channel.enabled,
    settings,
    pageUrl: `${base}/chat/${settings.publicToken}`,
    scriptUrl: `${base}/chat-widget.js`,
  };
}

const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

function newPublicToken(): string {
  return Array.from({ length: 24 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

function tell(key: string, now: Date): Promise<void> {
  return appendLiveEvents([{ topic: 'channel', key, data: { change: 'settings' } }], now);
}
