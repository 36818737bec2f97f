import type { FlowEvent } from '@/runtime/flow/execution';
import { createActivityDeliveries } from './activity-deliveries';
import { createActivityLeases } from './activity-leases';
import type { EngineContext } from './engine-context';
import { type ActivityCallRequest, keyOf, performActivity } from './perform-activity';
import type { LoadedExecution } from './walk-executions';

export interface ActivityRunner {
  /** Performs an activity once in this process, and hands its result to the execution. */
  start(request: ActivityCallRequest): void;
  /** Hands a result over by way of the store: the execution may have moved on. */
  deliver(executionId: string, seq: number, event: FlowEvent): Promise<void>;
  /** How many more activities this process may begin now. */
  room(): number;
  /** Whether anything is at work. */
  busy(): boolean;
  /** Resolves when nothing is. */
  idle(): Promise<void>;
}

/** Results of activities that took longer than this go by way of the store: the execution may well have changed, ms. */
const inHandMs = 2000;

/**
 * Runs activities beside the engine's loop. However the result reaches the execution, it and the end of the outbox entry
 * are ONE update of the execution, guarded by the entry: an activity that was performed twice (its process died
 * before it could tell) counts once.
 * @param advance takes an execution further with a result that is still in the hand of this process.
 */
export function createActivityRunner(
  context: EngineContext,
  advance: (loaded: LoadedExecution) => Promise<void>,
): ActivityRunner {
  const working = new Map<string, { request: ActivityCallRequest; done: Promise<void> }>();
  const waiting: ActivityCallRequest[] = [];
  const deliveries = createActivityDeliveries(context);
  const leases = createActivityLeases(context, () => [
    ...[...working.values()].map(({ request }) => request),
    ...waiting,
  ]);

  function startWaiting(): void {
    while (working.size < context.limits.maxActivities) {
      const request = waiting.shift();
      if (!request) return;
      const key = keyOf(request);
      const done = work(request).finally(() => {
        working.delete(key);
        startWaiting();
        if (working.size === 0) leases.stop();
      });
      working.set(key, { request, done });
    }
  }

  async function work(request: ActivityCallRequest): Promise<void> {
    const { execution } = request.loaded;
    const { seq } = request.command;
    try {
      const began = context.now();
      const event = await (request.begun ?? performActivity(context, request));
      await context.reached('activity:performed');
      if (execution.outbox.length === 1 && context.now() - began < inHandMs) {
        // Not awaited: the place is free for the next activity while this result is stored.
        advance({ ...request.loaded, result: { seq, event } }).catch(report);
      } else await deliveries.add({ executionId: execution._id, seq, event });
    } catch (error) {
      report(error);
    }

    // The entry stays in the outbox: its lease ends, and it is performed again.
    function report(error: unknown): void {
      context.log.error(
        { error, execution: execution._id },
        'The result of an activity could not be stored.',
      );
    }
  }

  return {
    start(request) {
      const key = keyOf(request);
      if (working.has(key) || waiting.some((other) => keyOf(other) === key)) return;
      waiting.push(request);
      startWaiting();
      leases.start();
    },
    deliver: (executionId, seq, event) => deliveries.add({ executionId, seq, event }),
    room: () => Math.max(0, context.limits.maxActivities - working.size - waiting.length),
    busy: () => working.size > 0 || deliveries.busy(),
    async idle() {
      while (working.size > 0) await Promise.all([...working.values()].map(({ done }) => done));
      await deliveries.idle();
    },
  };
}
