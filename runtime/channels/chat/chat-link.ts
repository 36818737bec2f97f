import type { ChannelRecord } from '@/runtime/store/channels';
import { chatSettingsSchema } from './chat-settings';
import { CHAT_KIND } from './find-chat';
import { type CarriedTicket, signCarriedTicket } from './ticket-link';

/** Where this installation is reached from outside, without a slash at its end. */
export function publicAddress(): string {
  return (process.env.STELLWERK_URL ?? 'http://localhost:3000').replace(/\/+$/, '');
}

/**
 * The address of the chat page under a slot, with a ticket that goes on there; null where no chat of this slot is in
 * use. Errors: DomainError `secretKeyMissing`.
 */
export function chatLink(
  channels: ChannelRecord[],
  slot: string,
  { ticketId, expiresAt }: Pick<CarriedTicket, 'ticketId' | 'expiresAt'>,
): string | null {
  const channel = channels.find((one) => one.kind === CHAT_KIND && one.enabled && one.slot === slot);
  const settings = chatSettingsSchema.safeParse(channel?.settings).data;
  if (!channel || !settings) return null;
  const carried = signCarriedTicket({ ticketId, channelId: channel._id, expiresAt });
  return `${publicAddress()}/chat/${settings.publicToken}?with=${carried}`;
}
