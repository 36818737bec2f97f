import { findChannels } from '@/runtime/store/channels';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { searchBeginnings } from '@/runtime/store/search-words';
import { findTicketIdsByWords } from '@/runtime/store/ticket-search';

const TICKETS_SEARCHED = 200;

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

/** The last messages that came in, newest first; with `search` those of the newest tickets that have its words. */
export async function listRecordedMessages(search: string, limit: number): Promise<RecordedMessage[]> {
  const ofTickets =
    search.trim() === ''
      ? {}
      : { ticketId: { $in: await findTicketIdsByWords(searchBeginnings(search), TICKETS_SEARCHED) } };
  const [messages, channels] = await Promise.all([
    // Ids grow with time: the newest are found without sorting anything.
    Messages.find({ direction: 'inbound', ...ofTickets })
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
