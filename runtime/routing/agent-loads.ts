import { findAgents } from '@/runtime/store/agents';
import { findQueues, type QueueRecord } from '@/runtime/store/queues';
import { Tickets } from '@/runtime/store/tickets';
import type { AgentLoad } from './pick-agent';

/** Every agent with the sum of queue weights of the open tickets before him. */
export async function readAgentLoads(queues?: QueueRecord[]): Promise<AgentLoad[]> {
  const [agents, known, counts] = await Promise.all([
    findAgents(),
    queues ?? findQueues(),
    Tickets.aggregate<{ _id: { agentId: string; queueId: string | null }; count: number }>([
      { $match: { assigneeId: { $ne: null }, state: 'open' } },
      { $group: { _id: { agentId: '$assigneeId', queueId: '$queueId' }, count: { $sum: 1 } } },
    ]).exec(),
  ]);
  const weights = new Map(known.map((queue) => [queue._id, queue.weight]));
  const loads = new Map<string, number>();
  for (const { _id, count } of counts) {
    const weight = weights.get(_id.queueId ?? '') ?? 1;
    loads.set(_id.agentId, (loads.get(_id.agentId) ?? 0) + weight * count);
  }
  return agents.map((agent) => ({ agent, load: loads.get(agent._id) ?? 0 }));
}
