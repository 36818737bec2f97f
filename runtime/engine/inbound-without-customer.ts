import type { MessageRecord } from '@/runtime/store/messages';
import { testMessage } from './test-kit';

/** For tests: a stored message whose ticket and customer are gone. */
export function inboundWithoutCustomer(): MessageRecord {
  const { facts } = testMessage();
  return {
    _id: '',
    ticketId: 'nowhere',
    customerId: 'nobody',
    direction: 'inbound',
    origin: 'customer',
    automatic: false,
    authorId: null,
    authorName: null,
    channelId: 'channel-service',
    channelKind: 'email',
    from: facts.from,
    to: [],
    cc: [],
    bcc: [],
    sendAt: null,
    forwards: null,
    subject: '',
    text: '',
    fullText: null,
    html: null,
    language: null,
    attachments: [],
    messageId: null,
    inReplyTo: null,
    references: [],
    at: new Date(),
    sentAt: null,
    facts: null,
    decision: { kind: 'opened', executionId: null, flow: null },
    delivery: null,
    deliveryDetail: null,
    quickReplies: [],
  };
}
