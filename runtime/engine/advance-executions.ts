import type { ExecutionRecord } from '@/runtime/store/executions';
import type { ActivityRunner } from './activity-runner';
import { type CommittedExecution, commitExecutions } from './commit-executions';
import { type Dispatched, dispatchOutbox } from './dispatch-outbox';
import type { EngineContext } from './engine-context';
import { failExecution } from './fail-execution';
import { releaseExecutions } from './release-executions';
import { rerouteMessage } from './reroute-message';
import { isStoreOutage } from './store-outage';
import {
  environmentOf,
  type LoadedExecution,
  nextEvent,
  type WalkedExecution,
  walkExecutions,
} from './walk-executions';

/**
 * Takes claimed executions one event further: walk, commit, carry out, release. Executions of one call share their
 * database commands; where a batch fails, each is tried by itself, so that one bad execution harms no other.
 */
export async function advanceExecutions(
  context: EngineContext,
  activities: ActivityRunner,
  loaded: LoadedExecution[],
): Promise<void> {
  try {
    await advanceTogether(context, activities, loaded);
  } catch (error) {
    if (isStoreOutage(error)) throw error;
    if (loaded.length === 1 && loaded[0]) {
      await failExecution(context, loaded[0].execution, error);
      return;
    }
    for (const one of loaded) await advanceExecutions(context, activities, [one]);
  }
}

async function advanceTogether(
  context: EngineContext,
  activities: ActivityRunner,
  loaded: LoadedExecution[],
): Promise<void> {
  const withEvent = loaded.filter(({ execution }) => nextEvent(execution) !== null);
  const results = await walkExecutions(context, withEvent);
  const walked = results.flatMap((result) => (result.kind === 'walked' ? [result.walked] : []));
  for (const result of results) {
    if (result.kind === 'failed') await failExecution(context, result.loaded.execution, result.error);
  }
  await rerouteIgnored(context, walked);
  const committed = await commitExecutions(context, walked);
  const resumed = await Promise.all(
    loaded.filter((one) => !withEvent.includes(one)).map((one) => owedAgain(context, one)),
  );
  await carryOut(context, activities, [...committed, ...resumed]);
}

/** Executions claimed without an event: their process died between commit and release, so their outbox is still owed. */
async function owedAgain(context: EngineContext, loaded: LoadedExecution): Promise<Dispatched> {
  const now = context.now();
  const { execution } = loaded;
  return {
    ...loaded,
    environment: await environmentOf(context, execution.flowId),
    outbox: execution.outbox.filter(({ leaseUntil }) => leaseUntil.getTime() <= now),
  };
}

async function carryOut(
  context: EngineContext,
  activities: ActivityRunner,
  dispatched: (Dispatched | CommittedExecution)[],
): Promise<void> {
  if (dispatched.length === 0) return;
  const done = await dispatchOutbox(context, dispatched);
  await releaseExecutions(
    context,
    dispatched.map(({ execution }) => ({ execution, done: done.get(execution._id) ?? [] })),
  );
  await context.reached('advance:released');
  for (const { execution, outbox } of dispatched) startActivities(activities, execution, outbox);
}

function startActivities(
  activities: ActivityRunner,
  execution: ExecutionRecord,
  outbox: ExecutionRecord['outbox'],
): void {
  for (const { command } of outbox) {
    if (command.type !== 'callActivity') continue;
    activities.start({
      executionId: execution._id,
      ticketId: execution.ticketId,
      flowId: execution.state?.flowId ?? execution.flowId,
      flowVersion: execution.state?.flowVersion ?? execution.flowVersion,
      command,
    });
  }
}

/**
 * A message that the execution did not take, while its ticket is closed: nobody would see it. Its ticket is opened again
 * before the message counts as consumed.
 */
async function rerouteIgnored(context: EngineContext, walked: WalkedExecution[]): Promise<void> {
  for (const { advance, event, ticket, message, customer } of walked) {
    if (advance.ignored === undefined || event.type !== 'messageReceived' || !message) continue;
    if (ticket.state === 'closed' || message.decision?.kind === 'reopened') {
      await rerouteMessage(context, message, customer);
    }
  }
}
