import type { ChannelKind, OutgoingMessage, SendResult } from '@/runtime/channels/channel';
import { appendChatLine } from '@/runtime/store/chat-lines';
import { findChatSessionsFor } from '@/runtime/store/chat-sessions';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { chatCapabilities } from './chat-capabilities';
import { chatSettingsSchema } from './chat-settings';
import { CHAT_KIND } from './find-chat';

/**
 * Chat on web pages. Visitors' messages come in by the web process (`take-message.ts`), so there is nothing to listen to
 * here; sending puts a message into the visitor's chat, from where every open browser of his gets it.
 */
export function createChatChannel(): ChannelKind {
  return {
    kind: CHAT_KIND,
    capabilities: chatCapabilities,
    start: async () => ({ stop: async () => undefined }),
    send: (outgoing, host) => showToVisitor(outgoing, new Date(host.now())),
    async verify(settings) {
      const parsed = chatSettingsSchema.safeParse(settings);
      if (!parsed.success) return [{ level: 'error', code: 'incomplete', values: {} }];
      return parsed.data.allowedOrigins.length === 0
        ? [{ level: 'warning', code: 'noOrigins', values: {} }]
        : [{ level: 'ok', code: 'ready', values: { sites: parsed.data.allowedOrigins.length } }];
    },
  };
}

/** Doing it again changes nothing: a message stands in a chat once. */
async function showToVisitor({ channel, message, ticket }: OutgoingMessage, at: Date): Promise<SendResult> {
  const visitors = message.to.map(({ address }) => address);
  const sessions = await findChatSessionsFor(channel._id, visitors, ticket._id);
  if (sessions.length === 0) return { state: 'failed', reason: 'The visitor’s chat is no longer there.' };
  for (const { _id } of sessions) {
    await appendChatLine(_id, { messageId: message._id, clientId: null }, at);
  }
  await appendLiveEvents(
    sessions.map(({ _id }) => ({ topic: 'chat' as const, key: _id, data: { change: 'line' } })),
    at,
  );
  return { state: 'sent', receipt: sessions.map(({ _id }) => _id).join(', ') };
}
