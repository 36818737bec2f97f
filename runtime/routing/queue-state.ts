import { nativeCollection } from '@/runtime/store/define-model';
import { findQueues } from '@/runtime/store/queues';
import { findTeams } from '@/runtime/store/teams';
import { Tickets } from '@/runtime/store/tickets';
import { readAgentLoads } from './agent-loads';
import { servesQueue } from './pick-agent';

export interface QueueState {
  /** Tickets that nobody has taken. */
  waiting: number;
  /** How long the longest waiting of them has stood there, milliseconds. */
  longestWaitMs: number;
  agentsAvailable: number;
}

/** How a queue stands now. All zero for a queue that is not there. */
export async function readQueueState(queueId: string, at: number): Promise<QueueState> {
  const waiting = { queueId, state: 'open' as const, assigneeId: null };
  const tickets = nativeCollection(Tickets);
  const [queues, teams, loads, count, oldest] = await Promise.all([
    findQueues(),
    findTeams(),
    readAgentLoads(),
    tickets.countDocuments(waiting),
    tickets
      .find(waiting)
      .sort({ queuedAt: 1 })
      .limit(1)
      .project<{ queuedAt: Date | null }>({ queuedAt: 1 })
      .next(),
  ]);
  const queue = queues.find(({ _id }) => _id === queueId);
  const available = loads.filter(
    ({ agent }) => queue && agent.presence === 'available' && servesQueue(queue, agent, teams),
  );
  return {
    waiting: count,
    longestWaitMs: oldest?.queuedAt ? Math.max(0, at - oldest.queuedAt.getTime()) : 0,
    agentsAvailable: available.length,
  };
}
