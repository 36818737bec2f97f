import type { QueueState } from '@/runtime/flow/activity';
import { nativeCollection } from '@/runtime/store/define-model';
import { findQueues } from '@/runtime/store/queues';
import { findTeams } from '@/runtime/store/teams';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { readAgentLoads } from './agent-loads';
import { servesQueue } from './pick-agent';

/**
 * How a queue stands now, and for one ticket, which need not stand in it yet. Everything is zero for a queue that is not there, and
 * the ticket would be the first.
 * @param ticketId the ticket whose position is told; without one the position of the next that enters
 */
export async function readQueueState(queueId: string, at: number, ticketId?: string): Promise<QueueState> {
  const waiting = { queueId, state: 'open' as const, assigneeId: null };
  const tickets = nativeCollection(Tickets);
  const [queues, teams, loads, count, oldest, own, taken] = await Promise.all([
    findQueues(),
    findTeams(),
    readAgentLoads(),
    tickets.countDocuments(waiting),
    tickets.find(waiting).sort({ queuedAt: 1 }).limit(1).project<QueuedTimes>({ queuedAt: 1 }).next(),
    ticketId === undefined ? null : tickets.findOne({ ...waiting, _id: ticketId }),
    tickets
      .find({ queueId, state: 'open', assigneeId: { $ne: null } })
      .limit(TAKEN_SEEN)
      .project<QueuedTimes>({ queuedAt: 1, assignedAt: 1 })
      .toArray(),
  ]);
  const queue = queues.find(({ _id }) => _id === queueId);
  const available = loads.filter(
    ({ agent }) => queue && agent.presence === 'available' && servesQueue(queue, agent, teams),
  );
  const position = (own ? await countBefore(own) : count) + 1;
  return {
    waiting: count,
    longestWaitMs: oldest?.queuedAt ? Math.max(0, at - oldest.queuedAt.getTime()) : 0,
    agentsAvailable: available.length,
    position,
    expectedWaitMs: expectedWait(taken, position / Math.max(count, position)),
  };
}

type QueuedTimes = Pick<TicketRecord, 'queuedAt' | 'assignedAt'>;

/** Tickets on the desks of a queue's agents that are looked at, and of these the newest that are reckoned with. */
const TAKEN_SEEN = 200;
const TAKEN_COUNTED = 20;
/** Fewer say nothing. */
const TAKEN_LEAST = 3;

/** Tickets that are taken before this one: more urgent, or as urgent and longer there. */
function countBefore({ queueId, priority, queuedAt, _id }: TicketRecord): Promise<number> {
  return nativeCollection(Tickets).countDocuments({
    queueId,
    state: 'open',
    assigneeId: null,
    _id: { $ne: _id },
    $or: [{ priority: { $gt: priority } }, { priority, queuedAt: { $lt: queuedAt } }],
  });
}

function expectedWait(taken: readonly QueuedTimes[], share: number): number | null {
  const waits = taken
    .flatMap(({ queuedAt, assignedAt }) =>
      queuedAt && assignedAt && assignedAt >= queuedAt
        ? [{ at: assignedAt.getTime(), waited: assignedAt.getTime() - queuedAt.getTime() }]
        : [],
    )
    .sort((one, other) => other.at - one.at)
    .slice(0, TAKEN_COUNTED);
  if (waits.length < TAKEN_LEAST) return null;
  return Math.round((share * waits.reduce((sum, { waited }) => sum + waited, 0)) / waits.length);
}
