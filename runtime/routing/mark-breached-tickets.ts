import { nativeCollection } from '@/runtime/store/define-model';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { earliest, Tickets } from '@/runtime/store/tickets';

/** Marks open tickets whose promised time is over, so that lists and reports can count them. Gives how many there were. */
export async function markBreachedTickets(at: Date): Promise<number> {
  const late = {
    state: { $in: ['new' as const, 'open' as const] },
    'sla.dueAt': { $gt: earliest, $lte: at },
    'sla.breached': false,
  };
  const tickets = await nativeCollection(Tickets)
    .find(late)
    .limit(500)
    .project<{ _id: string }>({ _id: 1 })
    .toArray();
  if (tickets.length === 0) return 0;
  await nativeCollection(Tickets).updateMany(
    { _id: { $in: tickets.map(({ _id }) => _id) }, ...late },
    { $set: { 'sla.breached': true } },
  );
  await appendLiveEvents(
    tickets.map(({ _id }) => ({ topic: 'ticket' as const, key: _id, data: { change: 'breached' } })),
    at,
  );
  return tickets.length;
}
