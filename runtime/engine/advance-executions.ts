import type { OutboxEntry } from '@/runtime/store/executions';
import type { ActivityRunner } from './activity-runner';
import { type CommittedExecution, commitExecutions } from './commit-executions';
import { type Dispatched, dispatchOutbox } from './dispatch-outbox';
import type { EngineContext } from './engine-context';
import { failExecution } from './fail-execution';
import type { FirstWalk } from './first-walk';
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
  const ahead = loaded.flatMap((one) => (one.ahead ? [{ ...one.ahead.committed, ahead: one.ahead }] : []));
  const { owed, ready } = sortOut(
    context,
    loaded.filter((one) => !one.ahead),
  );
  const results = await walkExecutions(context, ready);
  const walked = results.flatMap((result) => (result.kind === 'walked' ? [result.walked] : []));
  for (const result of results) {
    if (result.kind === 'failed') await failExecution(context, result.loaded.execution, result.error);
  }
  await rerouteIgnored(context, walked);
  const committed = await commitExecutions(context, walked);
  await keepRefusedResults(activities, walked, committed);
  const resumed = await Promise.all(owed.map((one) => owedAgain(context, one)));
  await carryOut(context, activities, [...ahead, ...committed, ...resumed]);
}

/**
 * What a dead process still owed is carried out before another event is taken: commands keep their order, and facts
 * show what they changed. Where a living process is at it, the execution is left to it: it looks again when it is done.
 */
function sortOut(
  context: EngineContext,
  loaded: LoadedExecution[],
): { owed: LoadedExecution[]; ready: LoadedExecution[] } {
  const now = context.now();
  const owed: LoadedExecution[] = [];
  const ready: LoadedExecution[] = [];
  for (const one of loaded) {
    const { outbox } = one.execution;
    const isAtWork = ({ command, leaseUntil }: OutboxEntry) =>
      command.type !== 'callActivity' && leaseUntil.getTime() > now;
    if (outbox.some(isAtWork)) continue;
    const isOwed = ({ command, leaseUntil }: OutboxEntry) =>
      command.type !== 'callActivity' || leaseUntil.getTime() <= now;
    const hasEvent = one.result !== undefined || nextEvent(one.execution) !== null;
    if (one.result === undefined && (outbox.some(isOwed) || !hasEvent)) owed.push(one);
    else ready.push(one);
  }
  return { owed, ready };
}

/** A result whose execution was changed in the meantime is handed over by way of the store. */
async function keepRefusedResults(
  activities: ActivityRunner,
  walked: WalkedExecution[],
  committed: CommittedExecution[],
): Promise<void> {
  const stored = new Set(committed.map(({ execution }) => execution._id));
  await Promise.all(
    walked.map(async ({ execution, result }) => {
      if (result && !stored.has(execution._id))
        await activities.deliver(execution._id, result.seq, result.event);
    }),
  );
}

/** Executions claimed without an event: their process died between commit and release, so their outbox is still owed. */
async function owedAgain(context: EngineContext, loaded: LoadedExecution): Promise<Dispatched> {
  const now = context.now();
  const { execution } = loaded;
  return {
    ...loaded,
    environment: await environmentOf(context, execution.flowId),
    isFresh: false,
    outbox: execution.outbox.filter(({ leaseUntil }) => leaseUntil.getTime() <= now),
  };
}

async function carryOut(
  context: EngineContext,
  activities: ActivityRunner,
  dispatched: (Dispatched | CommittedExecution)[],
): Promise<void> {
  const unsettled = dispatched.filter((one) => !('resting' in one && one.resting));
  if (unsettled.length > 0) {
    const done = await dispatchOutbox(
      context,
      unsettled.map((one) => ({ ...one, ticketDone: firstWalkOf(one)?.ticketDone ?? false })),
    );
    await releaseExecutions(
      context,
      unsettled.map(({ execution }) => ({ execution, done: done.get(execution._id) ?? [] })),
    );
    for (const { execution } of unsettled) {
      const gone = done.get(execution._id) ?? [];
      execution.outbox = execution.outbox.filter(({ seq }) => !gone.includes(seq));
    }
  }
  await context.reached('advance:released');
  for (const one of dispatched) startActivities(activities, one);
}

function firstWalkOf(dispatched: Dispatched | CommittedExecution): FirstWalk | undefined {
  return 'ahead' in dispatched ? dispatched.ahead : undefined;
}

function startActivities(activities: ActivityRunner, dispatched: Dispatched): void {
  const { execution, ticket, customer, message, outbox } = dispatched;
  const begun = firstWalkOf(dispatched)?.begun;
  for (const { command, seq } of outbox) {
    if (command.type !== 'callActivity') continue;
    activities.start({
      ...(begun?.seq === seq ? { begun: begun.event } : {}),
      flowId: execution.state?.flowId ?? execution.flowId,
      flowVersion: execution.state?.flowVersion ?? execution.flowVersion,
      command,
      loaded: { execution, ticket, customer, message },
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
