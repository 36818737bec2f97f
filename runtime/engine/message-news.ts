import { isMachine } from '@/runtime/flow/machine-signs';
import type { MessageRecord } from '@/runtime/store/messages';
import type { StoredInbound } from './stored-inbound';

/**
 * What an inbound message is to those who work on its ticket. `customer`: somebody wrote. `returned`: a message of ours
 * did not arrive, somebody has to act. `quiet`: a machine told something that asks for nothing (absence note, read
 * receipt, a delivery that only takes longer).
 */
export type MessageNews = 'customer' | 'returned' | 'quiet';

export function newsOf(
  facts: Pick<NonNullable<MessageRecord['facts']>, 'automatic' | 'automaticReason' | 'bounce'> | null,
  report: StoredInbound['report'],
): MessageNews {
  if (facts?.bounce) {
    // A report that names nobody may mean anything: better looked at once too often.
    const isDelay = report !== null && report.recipients.length > 0;
    return isDelay && !report.recipients.some(({ permanent }) => permanent) ? 'quiet' : 'returned';
  }
  return isMachine(facts?.automatic ?? false, facts?.automaticReason ?? null) ? 'quiet' : 'customer';
}
