import { defineModel, nativeCollection } from './define-model';

/** One visitor's browser in one chat: what its signed token stands for. */
export interface ChatSessionRecord {
  _id: string;
  channelId: string;
  /** The address its messages come from (`visitor-7k3f...`): tells visitors apart, opens nothing. */
  visitor: string;
  name: string;
  /** As the visitor typed it: nobody has proven that it is his. */
  email: string | null;
  /** Language the visitor reads: `de` or `en`. */
  language: string;
  /** When he agreed to the consent text, and a digest of that text; null where none was asked for. */
  consent: { at: Date; text: string } | null;
  /** The ticket his messages belong to; null until the first one, and after "new chat". */
  ticketId: string | null;
  /** Since when the first message of a ticket is on its way: others wait for it. */
  openingSince: Date | null;
  /** How many lines it has had: the next line's place. */
  lines: number;
  createdAt: Date;
  lastSeenAt: Date;
}

/** Seconds without a sign of the visitor after which his browser's token is worth nothing. */
const keptSeconds = 90 * 24 * 3600;

const text = { type: String, default: null };

export const ChatSessions = defineModel<ChatSessionRecord>(
  'chatSessions',
  {
    channelId: { type: String, required: true },
    visitor: { type: String, required: true },
    name: { type: String, default: '' },
    email: text,
    language: { type: String, required: true },
    consent: { type: Object, default: null },
    ticketId: text,
    openingSince: { type: Date, default: null },
    lines: { type: Number, default: 0 },
    createdAt: { type: Date, required: true },
    lastSeenAt: { type: Date, required: true },
  },
  [
    { fields: { visitor: 1 }, unique: true },
    { fields: { ticketId: 1 }, partial: { ticketId: { $gt: '' } } },
    { fields: { lastSeenAt: 1 }, expireAfterSeconds: keptSeconds },
  ],
);

export function findChatSession(id: string): Promise<ChatSessionRecord | null> {
  return nativeCollection(ChatSessions).findOne({ _id: id }) as Promise<ChatSessionRecord | null>;
}

/** Sessions that a message goes to: of these visitors, else of everybody who writes in that ticket. */
export async function findChatSessionsFor(
  channelId: string,
  visitors: string[],
  ticketId: string,
): Promise<ChatSessionRecord[]> {
  const sessions = nativeCollection(ChatSessions);
  const named = await sessions.find({ visitor: { $in: visitors }, channelId }).toArray();
  const found = named.length > 0 ? named : await sessions.find({ ticketId, channelId }).toArray();
  return found as ChatSessionRecord[];
}
