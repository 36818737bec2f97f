import { findCustomersById } from '@/runtime/store/customers';
import { nativeCollection } from '@/runtime/store/define-model';
import { findQueues, type QueueRecord } from '@/runtime/store/queues';
import { findTeams } from '@/runtime/store/teams';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { readAgentLoads } from './agent-loads';
import { assignTicket } from './assign-ticket';
import { type AgentLoad, pickAgent } from './pick-agent';

/**
 * Gives waiting tickets of `push` queues to agents with room, the most urgent and longest waiting first. Safe to be done
 * by several processes at once. Gives how many were assigned.
 */
export async function distributeTickets(at: Date, limit = 100): Promise<number> {
  const queues = (await findQueues()).filter(({ distribution }) => distribution === 'push');
  if (queues.length === 0) return 0;
  const waiting = await findWaiting(queues, limit);
  if (waiting.length === 0) return 0;
  const [loads, teams, customers] = await Promise.all([
    readAgentLoads(queues),
    findTeams(),
    findCustomersById([...new Set(waiting.map(({ customerId }) => customerId))]),
  ]);
  const lastAgents = new Map(customers.map((customer) => [customer._id, customer.lastAgentId]));
  let assigned = 0;
  for (const ticket of waiting) {
    const queue = queues.find(({ _id }) => _id === ticket.queueId);
    const agent =
      queue && pickAgent(queue, { lastAgentId: lastAgents.get(ticket.customerId) ?? null }, loads, teams);
    if (!agent || !(await assignTicket(ticket._id, agent, at))) continue;
    addLoad(loads, agent._id, queue.weight, at);
    assigned += 1;
  }
  return assigned;
}

function findWaiting(queues: QueueRecord[], limit: number): Promise<TicketRecord[]> {
  return nativeCollection(Tickets)
    .find({ queueId: { $in: queues.map(({ _id }) => _id) }, state: 'open', assigneeId: null })
    .sort({ priority: -1, queuedAt: 1 })
    .limit(limit)
    .toArray() as Promise<TicketRecord[]>;
}

function addLoad(loads: AgentLoad[], agentId: string, weight: number, at: Date): void {
  const one = loads.find(({ agent }) => agent._id === agentId);
  if (!one) return;
  one.load += weight;
  one.agent = { ...one.agent, lastAssignedAt: at };
}
