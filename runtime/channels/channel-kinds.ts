import type { ChannelKind } from './channel';
import { createEmailChannel } from './email/email-channel';

/**
 * Every kind of channel of this installation; one folder here is one kind. `SMTP_PORT=0` makes a worker that only
 * fetches and sends: on several machines one of them listens.
 */
export const channelKinds: ChannelKind[] = [createEmailChannel({ listener: listenerAddress(process.env) })];

function listenerAddress({ SMTP_PORT = '2525', STELLWERK_HOST = '127.0.0.1' }: NodeJS.ProcessEnv) {
  const port = Number(SMTP_PORT);
  return port > 0 ? { host: STELLWERK_HOST, port } : null;
}
