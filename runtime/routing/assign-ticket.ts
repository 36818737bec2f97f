import { type AgentRecord, Agents } from '@/runtime/store/agents';
import { nativeCollection } from '@/runtime/store/define-model';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';

/**
 * Gives a ticket to an agent if nobody has it yet: one update decides, so of two who try at the same time one gets it.
 * Gives the ticket as it is then, or `null` when another was faster or it is closed.
 */
export async function assignTicket(
  ticketId: string,
  agent: Pick<AgentRecord, '_id' | 'name'>,
  at: Date,
): Promise<TicketRecord | null> {
  const ticket = (await nativeCollection(Tickets).findOneAndUpdate(
    { _id: ticketId, assigneeId: null, state: { $in: ['new', 'open', 'parked'] } },
    {
      $set: {
        assigneeId: agent._id,
        assigneeName: agent.name,
        assignedAt: at,
        updatedAt: at,
        state: 'open',
        parkedUntil: null,
      },
      $inc: { revision: 1 },
    },
    { returnDocument: 'after' },
  )) as TicketRecord | null;
  if (!ticket) return null;
  await nativeCollection(Agents).updateOne({ _id: agent._id }, { $set: { lastAssignedAt: at } });
  await appendLiveEvents(
    [
      { topic: 'ticket', key: ticketId, data: { change: 'assigned', agentId: agent._id } },
      ...(ticket.queueId
        ? [{ topic: 'queue' as const, key: ticket.queueId, data: { change: 'assigned', ticketId } }]
        : []),
    ],
    at,
  );
  return ticket;
}
