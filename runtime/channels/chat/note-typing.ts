import type { ChatSessionRecord } from '@/runtime/store/chat-sessions';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { TicketViewers } from '@/runtime/store/ticket-viewers';

/** Agents who have the ticket open see that the visitor is writing, as they see it of colleagues. */
export async function noteTyping(session: ChatSessionRecord, typing: boolean, now: Date): Promise<void> {
  const { ticketId, visitor } = session;
  if (ticketId === null) return;
  const _id = `${ticketId}:${visitor}`;
  const before = typing
    ? await TicketViewers.findOneAndUpdate(
        { _id },
        {
          $set: {
            ticketId,
            accountId: visitor,
            name: session.name || visitor,
            activity: 'replying',
            at: now,
          },
        },
        { upsert: true },
      ).exec()
    : await TicketViewers.findOneAndDelete({ _id }).exec();
  if ((before === null) !== typing) return;
  await appendLiveEvents([{ topic: 'ticket', key: ticketId, data: { change: 'viewers', by: visitor } }], now);
}
