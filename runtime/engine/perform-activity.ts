import { ActivityError } from '@/runtime/flow/activity';
import type { CommandOf, FlowEvent } from '@/runtime/flow/execution';
import type { Json } from '@/runtime/flow/json';
import type { EngineContext } from './engine-context';
import type { LoadedExecution } from './walk-executions';

export interface ActivityCallRequest {
  /** The flow version that the calling node belongs to. */
  flowId: string;
  flowVersion: number;
  command: CommandOf<'callActivity'>;
  /** The execution as this process has just stored it. */
  loaded: LoadedExecution;
  /** The activity is at work already. */
  begun?: Promise<FlowEvent>;
}

/**
 * Performs one call of an activity, as often as its definition allows and within its time. What goes wrong comes back
 * as an event; it rejects only where the store is away.
 */
export async function performActivity(
  context: EngineContext,
  request: ActivityCallRequest,
): Promise<FlowEvent> {
  const { command } = request;
  const definition = context.activities.get(command.activity);
  if (!definition)
    return failed(context, request, 'unknownActivity', `There is no activity ${command.activity}.`, false);
  const config = await configOf(context, request);
  const { execution } = request.loaded;
  const identity = {
    executionId: execution._id,
    ticketId: execution.ticketId,
    idempotencyKey: keyOf(request),
  };
  const deadline = AbortSignal.timeout(command.timeoutMs);
  const begun = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      const result = await withDeadline(
        definition.perform(command.input, {
          signal: deadline,
          ...identity,
          node: `${request.flowId}:${command.nodeId}`,
          config,
          now: context.now(),
          clients: await context.clientsFor(identity),
        }),
        deadline,
      );
      return {
        type: 'activityCompleted',
        id: `activity:${command.seq}`,
        at: context.now(),
        seq: command.seq,
        result,
      };
    } catch (error) {
      if (deadline.aborted) {
        return failed(context, request, 'timeout', `No answer within ${command.timeoutMs} ms.`, true);
      }
      const permanent = error instanceof ActivityError ? error.options.permanent : isProgrammingError(error);
      const isTimeout = error instanceof ActivityError && (error.options.timeout ?? false);
      const usual = definition.retry.firstDelayMs * 2 ** (attempt - 1);
      const asked = error instanceof ActivityError ? (error.options.retryAfterMs ?? 0) : 0;
      // Who asks to be left alone for longer than there is time has answered for good.
      const isTooLong = performance.now() - begun + asked > command.timeoutMs;
      if (permanent || isTooLong || attempt >= definition.retry.attempts) {
        const code = error instanceof ActivityError ? error.code : 'activityFailed';
        return failed(
          context,
          request,
          code,
          error instanceof Error ? error.message : String(error),
          isTimeout,
        );
      }
      await pause(Math.max(usual, asked), deadline);
    }
  }
}

/** The node's config as its flow version has it, for activities that read what is the same for every ticket. */
async function configOf(context: EngineContext, request: ActivityCallRequest): Promise<unknown> {
  const flow = await context.flows.version(request.flowId, request.flowVersion);
  return flow?.nodes.get(request.command.nodeId)?.config ?? null;
}

/** An input outside the schema, or a mistake in the activity: trying again gives the same. */
function isProgrammingError(error: unknown): boolean {
  return (
    error instanceof TypeError ||
    error instanceof RangeError ||
    (error instanceof Error && error.name === 'ZodError')
  );
}

function failed(
  context: EngineContext,
  { command }: ActivityCallRequest,
  code: string,
  message: string,
  timeout: boolean,
): FlowEvent {
  return {
    type: 'activityFailed',
    id: `activity:${command.seq}`,
    at: context.now(),
    seq: command.seq,
    code,
    message: message.slice(0, 1000),
    timeout,
  };
}

/** An activity that does not heed its signal is left behind when its time is over. */
function withDeadline(work: Promise<Json>, deadline: AbortSignal): Promise<Json> {
  return new Promise((resolve, reject) => {
    const expire = () => reject(new Error('The activity took too long.'));
    if (deadline.aborted) expire();
    deadline.addEventListener('abort', expire, { once: true });
    work.then(resolve, reject).finally(() => deadline.removeEventListener('abort', expire));
  });
}

function pause(ms: number, deadline: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    deadline.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

/** The idempotency key of a call. */
export function keyOf({ loaded, command }: Pick<ActivityCallRequest, 'loaded' | 'command'>): string {
  return `${loaded.execution._id}:${command.seq}`;
}
