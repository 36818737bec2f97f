import type { InboundMessage, Receipt } from '@/runtime/channels/inbound-message';
import type { CompiledNode } from '@/runtime/flow/compile';
import type { Environment } from '@/runtime/flow/facts';
import { nativeCollection } from '@/runtime/store/define-model';
import { type ScheduleRecord, Schedules } from '@/runtime/store/schedules';
import type { EngineContext } from './engine-context';
import type { InstallationSnapshot } from './environment-source';
import type { PublishedFlow } from './flow-shelf';
import { lastDue } from './last-due';
import { scheduledMessage } from './scheduled-message';

interface ScheduledStart {
  id: string;
  flow: PublishedFlow['flow'];
  node: CompiledNode;
  config: string;
  environment: Environment;
}

/**
 * Begins flows whose time has come. Each time of each start is one message with an id of its own: whichever process hands
 * it in, and however often, the ledger takes it once. What was missed while nothing ran is caught up once, for the last
 * time that was missed. A start counts from the moment it is first seen, and anew when its settings change or its flow
 * was paused. Gives how many began.
 */
export async function drainSchedules(
  context: EngineContext,
  receive: (message: InboundMessage) => Promise<Receipt>,
): Promise<number> {
  const [flows, installation] = await Promise.all([
    context.flows.published(),
    context.environments.snapshot(),
  ]);
  const starts = flows.flatMap((flow) => startsOf(flow, installation));
  const known = await loadKnown(starts);
  let begun = 0;
  for (const start of starts) {
    const now = context.now();
    const record = known.get(start.id);
    if (record?.config !== start.config) {
      await remember(start, now);
      continue;
    }
    const due = dueTime(context, start, record.after.getTime(), now);
    if (due === null) continue;
    const { duplicate } = await receive(scheduledMessage(start, due, installation));
    await context.reached('schedules:received');
    await nativeCollection(Schedules).updateOne({ _id: start.id }, { $max: { after: new Date(due) } });
    if (!duplicate) begun += 1;
  }
  return begun;
}

function startsOf({ flow, bindings }: PublishedFlow, installation: InstallationSnapshot): ScheduledStart[] {
  return flow.starts
    .filter(({ definition, invalid }) => definition?.startedBy === 'schedule' && invalid === null)
    .map((node) => ({
      id: `${flow.id}/${node.id}`,
      flow,
      node,
      config: JSON.stringify(node.config),
      environment: installation.environment(bindings),
    }));
}

/** Starts that are gone, or whose flow is paused, are forgotten: when they come back they begin anew. */
async function loadKnown(starts: ScheduledStart[]): Promise<Map<string, ScheduleRecord>> {
  const schedules = nativeCollection(Schedules);
  const records = (await schedules.find({}).toArray()) as ScheduleRecord[];
  const ids = new Set(starts.map(({ id }) => id));
  const gone = records.filter(({ _id }) => !ids.has(_id)).map(({ _id }) => _id);
  if (gone.length > 0) await schedules.deleteMany({ _id: { $in: gone } });
  return new Map(records.map((record) => [record._id, record]));
}

async function remember({ id, config }: ScheduledStart, now: number): Promise<void> {
  await nativeCollection(Schedules).updateOne(
    { _id: id },
    { $set: { config, after: new Date(now) } },
    { upsert: true },
  );
}

/** A start that fails when it is asked for its time keeps no other from its own. */
function dueTime(
  { log }: Pick<EngineContext, 'log'>,
  { node, environment, flow }: ScheduledStart,
  after: number,
  now: number,
): number | null {
  const nextDue = node.definition?.nextDue;
  if (!nextDue) return null;
  try {
    return lastDue((from) => nextDue(node.config, from, environment), after, now);
  } catch (error) {
    log.error({ error, flow: flow.id, node: node.id }, 'A start by the clock does not know its time.');
    return null;
  }
}
