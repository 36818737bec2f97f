import type { MessageRecord } from '@/runtime/store/messages';
import { noteRecord } from './note-record';
import { testMessage } from './test-kit';

/** For tests: a stored message whose ticket and customer are gone. */
export function inboundWithoutCustomer(): MessageRecord {
  const { channelId, channelKind, facts } = testMessage();
  const ticket = { _id: 'nowhere', customerId: 'nobody', channelId, channelKind };
  return {
    ...noteRecord(ticket, '', '', new Date()),
    direction: 'inbound',
    origin: 'customer',
    automatic: false,
    from: facts.from,
    decision: { kind: 'opened', executionId: null, flow: null },
  };
}
