import { appendLiveEvents, type LiveEvent } from '@/runtime/store/live-events';
import type { Admission } from './admit-messages';
import type { EngineContext } from './engine-context';

/** Tells spectators of messages that lie on their tickets now. */
export async function tellAdmissions(context: EngineContext, admissions: Admission[]): Promise<void> {
  if (admissions.length === 0) return;
  const events: LiveEvent[] = admissions.map(({ ticket, message, decision }) => ({
    topic: 'ticket',
    key: ticket._id,
    data: { change: decision.kind, messageId: message._id },
  }));
  for (const { ticket, decision } of admissions) {
    if (ticket.queueId && !decision.executionId) {
      events.push({ topic: 'queue', key: ticket.queueId, data: { change: 'entered', ticketId: ticket._id } });
    }
  }
  events.push({ topic: 'ledger', key: 'received', data: { count: admissions.length } });
  await appendLiveEvents(events, new Date(context.now()));
}
