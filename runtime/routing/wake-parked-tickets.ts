import { nativeCollection } from '@/runtime/store/define-model';
import { appendLiveEvents, type LiveEvent } from '@/runtime/store/live-events';
import { earliest, Tickets } from '@/runtime/store/tickets';

/** Brings parked tickets back whose time has come. Gives how many there were. */
export async function wakeParkedTickets(at: Date): Promise<number> {
  const due = { state: 'parked' as const, parkedUntil: { $gt: earliest, $lte: at } };
  const tickets = await nativeCollection(Tickets)
    .find(due)
    .limit(500)
    .project<{ _id: string; queueId: string | null }>({ queueId: 1 })
    .toArray();
  if (tickets.length === 0) return 0;
  const ids = tickets.map(({ _id }) => _id);
  await nativeCollection(Tickets).updateMany(
    { _id: { $in: ids }, ...due },
    { $set: { state: 'open', parkedUntil: null, updatedAt: at }, $inc: { revision: 1 } },
  );
  const events = tickets.flatMap(({ _id, queueId }): LiveEvent[] => [
    { topic: 'ticket', key: _id, data: { change: 'woken' } },
    ...(queueId ? [{ topic: 'queue' as const, key: queueId, data: { change: 'woken', ticketId: _id } }] : []),
  ]);
  await appendLiveEvents(events, at);
  return tickets.length;
}
