import { isMachine } from '@/runtime/flow/machine-signs';
import type { TicketDetail } from './use-ticket-actions';

export type Message = TicketDetail['messages'][number];

/** What an answer answers: what a person wrote last; only where nobody has, what a machine did. */
export function newestToAnswer({ messages }: Pick<TicketDetail, 'messages'>): Message | undefined {
  return (
    messages.findLast(
      ({ direction, automatic, machine }) => direction === 'inbound' && !isMachine(automatic, machine),
    ) ?? messages.findLast(({ direction }) => direction === 'inbound')
  );
}

/** What customers and colleagues have written after the message with this id; all of it where that is null. */
export function newsSince({ messages }: Pick<TicketDetail, 'messages'>, seenId: string | null): Message[] {
  const seenAt = messages.findIndex(({ id }) => id === seenId);
  return messages.slice(seenAt + 1).filter(isFromOthers);
}

/** The server asks with the same rule before a reply leaves. */
function isFromOthers({ direction, origin, automatic, machine, mine }: Message): boolean {
  if (mine || isMachine(automatic, machine)) return false;
  return direction === 'inbound' || (direction === 'outbound' && origin === 'agent');
}
