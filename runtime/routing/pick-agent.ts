import type { AgentRecord } from '@/runtime/store/agents';
import type { QueueRecord } from '@/runtime/store/queues';
import type { TeamRecord } from '@/runtime/store/teams';

/** What is known of an agent when a ticket is to be given away. */
export interface AgentLoad {
  agent: AgentRecord;
  /** Sum of queue weights of his open tickets. */
  load: number;
}

export interface PickedTicket {
  /** The agent who had the customer before: preferred while he has room. */
  lastAgentId: string | null;
}

/**
 * Who should get a ticket of a queue, or `null`: available, in one of the queue's teams, with all its skills, and with
 * room for its weight. Among those: the customer's last agent, then the one with the most room left, then the one who
 * has waited longest. Pure; claiming is another matter (`assign-ticket.ts`), because two may pick at the same time.
 */
export function pickAgent(
  queue: Pick<QueueRecord, 'teamIds' | 'skills' | 'weight'>,
  ticket: PickedTicket,
  agents: AgentLoad[],
  teams: Pick<TeamRecord, '_id' | 'memberIds'>[],
): AgentRecord | null {
  const fitting = agents.filter((one) => mayTake(queue, one, teams));
  const familiar = fitting.find(({ agent }) => agent._id === ticket.lastAgentId);
  if (familiar) return familiar.agent;
  const [best] = fitting.toSorted(
    (one, other) =>
      roomOf(other) - roomOf(one) ||
      waitingSince(one) - waitingSince(other) ||
      (one.agent._id < other.agent._id ? -1 : 1),
  );
  return best?.agent ?? null;
}

/** Whether an agent works on a queue at all, whatever he has on his desk. */
export function servesQueue(
  queue: Pick<QueueRecord, 'teamIds' | 'skills'>,
  agent: Pick<AgentRecord, '_id' | 'skills'>,
  teams: Pick<TeamRecord, '_id' | 'memberIds'>[],
): boolean {
  const inTeam =
    queue.teamIds.length === 0 ||
    teams.some((team) => queue.teamIds.includes(team._id) && team.memberIds.includes(agent._id));
  return inTeam && queue.skills.every((skill) => agent.skills.includes(skill));
}

function mayTake(
  queue: Pick<QueueRecord, 'teamIds' | 'skills' | 'weight'>,
  { agent, load }: AgentLoad,
  teams: Pick<TeamRecord, '_id' | 'memberIds'>[],
): boolean {
  return (
    agent.presence === 'available' &&
    load + queue.weight <= agent.capacity &&
    servesQueue(queue, agent, teams)
  );
}

function roomOf({ agent, load }: AgentLoad): number {
  return agent.capacity - load;
}

function waitingSince({ agent }: AgentLoad): number {
  return agent.lastAssignedAt?.getTime() ?? 0;
}
