import { findChannels } from '@/runtime/store/channels';
import { type MessageRecord, Messages } from '@/runtime/store/messages';

/** A message that came in, with what a flow may know of it: to try it out on a draft. */
export interface RecordedMessage {
  id: string;
  at: Date;
  from: { name: string; address: string };
  subject: string;
  text: string;
  language: string | null;
  automatic: boolean;
  attachments: number;
  /** Slot of the mailbox it came in by; `null` where that is gone. */
  channel: string | null;
}

/** The last messages that came in, newest first; with `search` those whose subject or sender holds it. */
export async function listRecordedMessages(search: string, limit: number): Promise<RecordedMessage[]> {
  const pattern = search.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const matches =
    pattern === ''
      ? {}
      : { $or: searchedIn.map((field) => ({ [field]: { $regex: pattern, $options: 'i' } })) };
  const [messages, channels] = await Promise.all([
    // Ids grow with time: the newest are found without sorting anything.
    Messages.find({ direction: 'inbound', ...matches })
      .sort({ _id: -1 })
      .limit(limit)
      .lean<MessageRecord[]>()
      .exec(),
    findChannels(),
  ]);
  const slots = new Map(channels.map(({ _id, slot }) => [_id, slot]));
  return messages.map((message) => ({
    id: message._id,
    at: message.at,
    from: message.from,
    subject: message.subject,
    text: message.text,
    language: message.language,
    automatic: message.facts?.automatic ?? false,
    attachments: message.attachments.length,
    channel: slots.get(message.channelId) ?? null,
  }));
}

const searchedIn = ['subject', 'from.name', 'from.address'] as const;
