import { appendLiveEvents } from '@/runtime/store/live-events';
import { findViewers, type TicketViewerRecord, TicketViewers } from '@/runtime/store/ticket-viewers';
import type { Person } from './person';

/** Notes that somebody has a ticket open or is writing a reply; tells others only when that is new. */
export async function noteViewer(
  ticketId: string,
  activity: TicketViewerRecord['activity'],
  by: Person,
  now: Date,
): Promise<void> {
  const before = await TicketViewers.findOneAndUpdate(
    { _id: `${ticketId}:${by.id}` },
    { $set: { ticketId, accountId: by.id, name: by.name, activity, at: now } },
    { upsert: true },
  )
    .lean<TicketViewerRecord>()
    .exec();
  if (before?.activity !== activity) await tell(ticketId, by, now);
}

/** He has closed the ticket or left the page. */
export async function forgetViewer(ticketId: string, by: Person, now: Date): Promise<void> {
  const { deletedCount } = await TicketViewers.deleteOne({ _id: `${ticketId}:${by.id}` }).exec();
  if (deletedCount > 0) await tell(ticketId, by, now);
}

/** The others who have a ticket open, those who write first. */
export async function otherViewers(
  ticketId: string,
  accountId: string,
  now: Date,
): Promise<{ name: string; activity: TicketViewerRecord['activity'] }[]> {
  const viewers = await findViewers([ticketId], now);
  return viewers
    .filter((viewer) => viewer.accountId !== accountId)
    .toSorted((a, b) => a.activity.localeCompare(b.activity) || a.name.localeCompare(b.name))
    .map(({ name, activity }) => ({ name, activity }));
}

function tell(ticketId: string, by: Person, now: Date): Promise<void> {
  return appendLiveEvents([{ topic: 'ticket', key: ticketId, data: { change: 'viewers', by: by.id } }], now);
}
