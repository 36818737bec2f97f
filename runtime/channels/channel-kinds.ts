import type { ChannelKind } from './channel';
import { createChatChannel } from './chat/chat-channel';
import { createEmailChannel } from './email/email-channel';

/**
 * Every kind of channel of this installation; one folder here is one kind. `SMTP_PORT=0` makes a worker that only
 * fetches and sends: on several machines one of them listens. `LMTP_PORT` opens a second door for a local mail server.
 */
export const channelKinds: ChannelKind[] = [
  createEmailChannel({
    listener: listenerAddress(process.env.SMTP_PORT ?? '2525'),
    lmtp: listenerAddress(process.env.LMTP_PORT ?? '0'),
  }),
  createChatChannel(),
];

function listenerAddress(givenPort: string) {
  const port = Number(givenPort);
  return port > 0 ? { host: process.env.STELLWERK_HOST ?? '127.0.0.1', port } : null;
}
