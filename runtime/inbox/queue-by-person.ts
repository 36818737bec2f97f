import { type OutboundDraft, queueOutgoing } from '@/runtime/engine/queue-outgoing';
import type { ChannelRecord } from '@/runtime/store/channels';
import { localizedName } from '@/runtime/store/localized-name';
import type { TicketRecord } from '@/runtime/store/tickets';
import type { OutgoingContent } from './outgoing-content';
import type { Person } from './person';
import type { Recipients } from './recipients';

/** A message that a person has written, ready to leave. */
export interface WrittenMessage
  extends Pick<OutboundDraft, 'id' | 'subject' | 'hold' | 'endsHandoffBy' | 'forwards'>,
    Partial<Pick<OutboundDraft, 'inReplyTo' | 'attachOriginal'>> {
  ticket: TicketRecord;
  channel: ChannelRecord;
  recipients: Recipients;
  content: OutgoingContent;
}

/** Queues what a person wrote, in the language of its ticket and under his name; once for each id. */
export async function queueByPerson(
  { ticket, channel, recipients, content, ...written }: WrittenMessage,
  by: Person,
  now: Date,
): Promise<void> {
  const { language } = ticket;
  const { _id, kind, name, addresses } = channel;
  const draft: OutboundDraft = {
    inReplyTo: null,
    attachOriginal: false,
    ...written,
    ...recipients,
    ...content,
    ticket,
    channel: { _id, kind, name: localizedName(name, language ?? 'de'), address: addresses[0] ?? '' },
    purpose: 'reply',
    language,
    author: by,
    quickReplies: [],
  };
  await queueOutgoing([draft], now);
}
