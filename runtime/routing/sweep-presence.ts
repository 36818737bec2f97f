import { type AgentRecord, Agents } from '@/runtime/store/agents';
import { nativeCollection } from '@/runtime/store/define-model';
import { appendLiveEvents } from '@/runtime/store/live-events';

/** Without a sign of life for this long an agent counts as gone, milliseconds. */
const goneAfter = 120_000;

/** Sets agents offline whose browsers are gone, so that the routing gives them no tickets. Gives how many there were. */
export async function sweepPresence(at: Date): Promise<number> {
  const before = new Date(at.getTime() - goneAfter);
  const gone = {
    presence: { $ne: 'offline' as const },
    $or: [{ lastSeenAt: { $lt: before } }, { lastSeenAt: null, presenceSince: { $lt: before } }],
  };
  const agents = await nativeCollection(Agents)
    .find(gone)
    .project<Pick<AgentRecord, '_id'>>({ _id: 1 })
    .toArray();
  if (agents.length === 0) return 0;
  await nativeCollection(Agents).updateMany(
    { _id: { $in: agents.map(({ _id }) => _id) }, ...gone },
    { $set: { presence: 'offline', presenceSince: at } },
  );
  await appendLiveEvents(
    agents.map(({ _id }) => ({ topic: 'agent' as const, key: _id, data: { presence: 'offline' } })),
    at,
  );
  return agents.length;
}
