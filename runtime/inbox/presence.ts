import { DomainError } from '@/runtime/domain-error';
import { type AgentRecord, findAgent, type Presence, setPresence, touchAgent } from '@/runtime/store/agents';
import { appendLiveEvents } from '@/runtime/store/live-events';

/**
 * A browser of this agent is open. Whoever was offline because all his browsers were closed is available again when he
 * opens one (`arrives`); what he has chosen himself while being here stays. Gives his presence.
 */
export async function noteSignOfLife(accountId: string, arrives: boolean, now: Date): Promise<Presence> {
  const agent = await readAgent(accountId);
  await touchAgent(accountId, now);
  if (agent.presence !== 'offline' || !arrives) return agent.presence;
  await choosePresence(accountId, 'available', now);
  return 'available';
}

/** Errors: DomainError `agentUnknown`. */
export async function choosePresence(accountId: string, presence: Presence, now: Date): Promise<void> {
  await readAgent(accountId);
  await setPresence(accountId, presence, now);
  await touchAgent(accountId, now);
  await appendLiveEvents([{ topic: 'agent', key: accountId, data: { change: 'presence', presence } }], now);
}

async function readAgent(accountId: string): Promise<AgentRecord> {
  const agent = await findAgent(accountId);
  if (!agent) throw new DomainError('notFound', 'agentUnknown', 'This agent does not exist.');
  return agent;
}
