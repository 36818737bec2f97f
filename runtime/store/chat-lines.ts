import { ChatSessions } from './chat-sessions';
import { defineModel, nativeCollection } from './define-model';

/**
 * One line of what a visitor sees, in its place. It names a message and holds nothing of it, so that nothing personal is
 * kept twice.
 */
export interface ChatLineRecord {
  /** `sessionId:messageId`: a message stands in a chat once. */
  _id: string;
  sessionId: string;
  /** Counts up per session. A crash may leave a number out. */
  place: number;
  /** Inbound: the ledger line's id, which becomes the message's. */
  messageId: string;
  /** What the browser called it; null for messages to the visitor. */
  clientId: string | null;
  at: Date;
}

/** Seconds for which a line is kept: longer than any session lives without a sign of its visitor. */
const keptSeconds = 400 * 24 * 3600;

export const ChatLines = defineModel<ChatLineRecord>(
  'chatLines',
  {
    sessionId: { type: String, required: true },
    place: { type: Number, required: true },
    messageId: { type: String, required: true },
    clientId: { type: String, default: null },
    at: { type: Date, required: true },
  },
  [{ fields: { sessionId: 1, place: 1 } }, { fields: { at: 1 }, expireAfterSeconds: keptSeconds }],
);

/** Adds a message to what a visitor sees; adding it again changes nothing. */
export async function appendChatLine(
  sessionId: string,
  message: { messageId: string; clientId: string | null },
  at: Date,
): Promise<void> {
  const _id = chatLineId(sessionId, message.messageId);
  const lines = nativeCollection(ChatLines);
  if (await lines.findOne({ _id }, { projection: { _id: 1 } })) return;
  const session = await nativeCollection(ChatSessions).findOneAndUpdate(
    { _id: sessionId },
    { $inc: { lines: 1 } },
    { returnDocument: 'after', projection: { lines: 1 } },
  );
  if (!session) return;
  await lines.updateOne(
    { _id },
    { $setOnInsert: { sessionId, place: session.lines, ...message, at } },
    { upsert: true },
  );
}

/** The newest lines after a place, in their order; at most `limit`. */
export async function findChatLines(
  sessionId: string,
  after: number,
  limit: number,
): Promise<ChatLineRecord[]> {
  const found = await nativeCollection(ChatLines)
    .find({ sessionId, place: { $gt: after } })
    .sort({ place: -1 })
    .limit(limit)
    .toArray();
  return (found as ChatLineRecord[]).reverse();
}

export async function findChatLine(sessionId: string, messageId: string): Promise<ChatLineRecord | null> {
  const line = await nativeCollection(ChatLines).findOne({ _id: chatLineId(sessionId, messageId) });
  return line as ChatLineRecord | null;
}

/** The message that the visitor himself wrote last, by its ledger line; null where he has written none. */
export async function findLastOfVisitor(sessionId: string): Promise<string | null> {
  const line = await nativeCollection(ChatLines).findOne(
    { sessionId, clientId: { $ne: null } },
    { sort: { place: -1 }, projection: { messageId: 1 } },
  );
  return line?.messageId ?? null;
}

function chatLineId(sessionId: string, messageId: string): string {
  return `${sessionId}:${messageId}`;
}
