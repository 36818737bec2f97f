import { bareMessage } from '@/runtime/channels/bare-message';
import type { InboundAttachment, InboundMessage } from '@/runtime/channels/inbound-message';
import type { Json } from '@/runtime/flow/json';
import type { ChannelRecord } from '@/runtime/store/channels';
import type { ChatSessionRecord } from '@/runtime/store/chat-sessions';
import { ticketToken } from '@/runtime/store/tickets';
import { subjectOfText } from './subject-of-text';

export interface VisitorMessage {
  clientId: string;
  text: string;
  /** The value behind a chosen quick reply. */
  choice: Json;
  /** URL of the page the visitor is on. */
  page: string;
  attachments: InboundAttachment[];
  arrivedAt: number;
  /** Ledger line of what he wrote before, or null. */
  follows: string | null;
}

/** A visitor's message in the form that every channel hands in. The page he is on stands where mail has its address. */
export function toInboundMessage(
  message: VisitorMessage,
  session: Pick<ChatSessionRecord, '_id' | 'visitor' | 'name' | 'language' | 'ticketId'>,
  channel: Pick<ChannelRecord, '_id' | 'kind' | 'slot'>,
): InboundMessage {
  const [file] = message.attachments;
  const bare = bareMessage(channel.kind, channel.slot, message.arrivedAt);
  return {
    ...bare,
    channelId: channel._id,
    channelKind: channel.kind,
    externalId: externalIdOf(session._id, message.clientId),
    raw: null,
    facts: {
      ...bare.facts,
      address: message.page,
      from: { name: session.name, address: session.visitor },
      subject: subjectOfText(message.text) || (file?.name ?? ''),
      text: message.text,
      language: session.language,
      choice: message.choice,
    },
    ticketTokens: session.ticketId === null ? [] : [ticketToken(session.ticketId)],
    follows: message.follows,
    attachments: message.attachments,
  };
}

/** What the ledger knows a message by: the same message of the same browser is taken once. */
export function externalIdOf(sessionId: string, clientId: string): string {
  return `${sessionId}:${clientId}`;
}
