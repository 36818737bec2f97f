import type { Advance, FlowEvent } from '@/runtime/flow/execution';
import type { Environment, Facts } from '@/runtime/flow/facts';
import type { CustomerRecord } from '@/runtime/store/customers';
import type { ExecutionRecord } from '@/runtime/store/executions';
import type { MessageRecord } from '@/runtime/store/messages';
import type { TicketRecord } from '@/runtime/store/tickets';
import type { EngineContext } from './engine-context';
import type { FirstWalk } from './first-walk';
import { hydrateFacts } from './hydrate-facts';

/** A claimed execution with what its next event is decided upon. */
export interface LoadedExecution {
  execution: ExecutionRecord;
  ticket: TicketRecord;
  customer: CustomerRecord;
  /** The message of the event, or the last one that the execution took. */
  message: MessageRecord | null;
  /** The result of its activity, still in the hand of the process that performed it: its event is not among the pending. */
  result?: { seq: number; event: FlowEvent };
  /** Its next event is being walked already. */
  walking?: Promise<WalkResult[]> | undefined;
  /** It was walked before it was stored: only its commands are left. */
  ahead?: FirstWalk;
}

/** One event, walked but not yet stored. */
export interface WalkedExecution extends LoadedExecution {
  event: FlowEvent;
  facts: Facts;
  environment: Environment;
  advance: Advance;
}

export type WalkResult =
  | { kind: 'walked'; walked: WalkedExecution }
  | { kind: 'failed'; loaded: LoadedExecution; error: unknown };

/**
 * The event to take next, or `null`. Messages wait their turn while an activity is at work, because nothing would be
 * there to take them; everything else is taken in the order it came.
 */
export function nextEvent(execution: ExecutionRecord): FlowEvent | null {
  if (!isBusy(execution)) return execution.pending[0] ?? null;
  return execution.pending.find(({ type }) => type !== 'messageReceived') ?? null;
}

/** Whether the execution waits for activities only. */
export function isBusy({ state }: ExecutionRecord): boolean {
  return state !== null && state.waits.length > 0 && state.waits.every((wait) => wait.for === 'activity');
}

/** Event types that are taken even while an activity is at work. */
export const urgentEvents = [
  'timerFired',
  'activityCompleted',
  'activityFailed',
  'handoffEnded',
  'cancelled',
] as const;

/** The message that `event` is about: its own, else the last one on the tape. */
export function messageIdFor(execution: ExecutionRecord, event: FlowEvent): string | null {
  if (event.type === 'messageReceived') return event.messageId;
  for (const { event: taken } of execution.tape.toReversed()) {
    if (taken.type === 'messageReceived') return taken.messageId;
  }
  return null;
}

/** Calls the interpreter for the next event of every execution. A failure of one does not touch the others. */
export function walkExecutions(context: EngineContext, loaded: LoadedExecution[]): Promise<WalkResult[]> {
  return Promise.all(
    loaded.map(async (one): Promise<WalkResult[]> => {
      if (one.walking) return one.walking;
      const event = one.result?.event ?? nextEvent(one.execution);
      if (!event) return [];
      try {
        return [{ kind: 'walked', walked: await walkOne(context, one, event) }];
      } catch (error) {
        return [{ kind: 'failed', loaded: one, error }];
      }
    }),
  ).then((results) => results.flat());
}

async function walkOne(
  context: EngineContext,
  loaded: LoadedExecution,
  event: FlowEvent,
): Promise<WalkedExecution> {
  const { execution, ticket, customer, message } = loaded;
  const flow = await context.flows.version(execution.flowId, execution.flowVersion);
  if (!flow)
    throw new Error(`Version ${execution.flowVersion} of flow ${execution.flowId} is not in the store.`);
  const bindings = await bindingsOf(context, execution.flowId);
  const installation = await context.environments.snapshot();
  const environment = installation.environment(bindings);
  const state =
    execution.state ??
    context.interpreter.start(flow, {
      executionId: execution._id,
      ticketId: execution.ticketId,
      startNode: execution.startNodeId,
    });
  const library = await context.flows.library(
    [{ flowId: state.flowId, flowVersion: state.flowVersion }, ...state.frames],
    bindings,
  );
  const facts = hydrateFacts(ticket, customer, message, environment);
  const advance = await context.interpreter.advance(flow, state, event, facts, environment, library);
  return { ...loaded, event, facts, environment, advance };
}

async function bindingsOf(context: EngineContext, flowId: string): Promise<Record<string, string>> {
  const published = (await context.flows.published()).find(({ flow }) => flow.id === flowId);
  if (published) return published.bindings;
  // A flow that is only tried out by a bound address.
  return [...(await context.flows.bound()).values()].find(({ flow }) => flow.id === flowId)?.bindings ?? {};
}

/** The installation as a flow sees it now. */
export async function environmentOf(context: EngineContext, flowId: string): Promise<Environment> {
  const [bindings, installation] = await Promise.all([
    bindingsOf(context, flowId),
    context.environments.snapshot(),
  ]);
  return installation.environment(bindings);
}
