import type { LedgerWork } from './stored-inbound';
import { referredMessages } from './thread-index';

/**
 * What a message has in common with those it may belong to: its senders, its own id and those it refers to, ticket tokens. Two
 * messages without a common key cannot come onto one ticket because of one another, so neither has to wait for the other.
 */
export function threadKeys(work: LedgerWork): string[] {
  const { facts, forwarded, start, ticketTokens, report } = work.inbound;
  const keys = new Set<string>();
  for (const address of [facts.from.address, forwarded?.from.address ?? ''])
    if (address !== '') keys.add(`sender ${address.toLowerCase()}`);
  for (const id of [facts.messageId, report?.originalMessageId ?? null, ...referredMessages(work)])
    if (id !== null) keys.add(`message ${id}`);
  for (const token of ticketTokens) keys.add(`ticket ${token}`);
  if (start) keys.add(`start ${start.flowId}/${start.nodeId}`);
  return [...keys];
}
