import type { InboundMessage } from './inbound-message';

export type MessageContent = Omit<InboundMessage, 'channelId' | 'channelKind' | 'externalId' | 'raw'>;

/**
 * A message that says nothing yet, of a channel of this kind and slot: every source fills in what it knows. `arrivedAt` in epoch
 * milliseconds.
 */
export function bareMessage(channelKind: string, slot: string, arrivedAt: number): MessageContent {
  return {
    facts: {
      channelKind,
      channel: slot,
      address: '',
      from: { name: '', address: '' },
      to: [],
      cc: [],
      subject: '',
      text: '',
      language: null,
      arrivedAt,
      sentAt: null,
      automatic: false,
      automaticReason: null,
      bounce: false,
      messageId: null,
      references: [],
      choice: null,
    },
    fullText: null,
    html: null,
    inReplyTo: null,
    ticketTokens: [],
    follows: null,
    report: null,
    forwarded: null,
    attachments: [],
    verdict: { kind: 'accept' },
  };
}
