import { chatDescription } from './chat/chat-description';
import { emailDescription } from './email/email-description';
import { hookDescription } from './hook/hook-description';

/** Every kind of channel, in the order in which people are offered them. */
export const channelDescriptions = [emailDescription, chatDescription, hookDescription] as const;

/** Kinds of channels as they are stored. */
export type ChannelKindName = (typeof channelDescriptions)[number]['kind'];

/** What flows name channels by. */
export type ChannelSlotKind = (typeof channelDescriptions)[number]['slotKind'];

/** The stored kind of the channels that flows name by `slotKind`; `undefined` where that names no channels. */
export function channelKindOf(slotKind: string): ChannelKindName | undefined {
  return channelDescriptions.find((description) => description.slotKind === slotKind)?.kind;
}
