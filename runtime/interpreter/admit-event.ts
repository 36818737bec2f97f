import type { FlowEvent, Wait } from '@/runtime/flow/execution';
import { enterFallback } from './detour';
import { findHandler, takeHandler } from './handlers';
import { closeWaits, hasPlace, type Walk } from './walk';

/** Ids of messages and hand-over ends that are remembered to consume each once. */
const CONSUMED_KEPT = 32;

/**
 * Decides what an event means for the execution: sets `walk.next`, or ends it, or gives the reason why the event has no effect.
 */
export function admitEvent(walk: Walk): string | null {
  const { state, event } = walk;
  if (state.consumed.includes(event.id)) return 'duplicate';
  if (state.status !== 'running' && state.status !== 'waiting') return 'ended';
  if (event.type === 'cancelled') return cancel(walk);

  const fresh = state.status === 'running';
  const answered = fresh ? [] : answeredBy(state.waits, event);
  const handler = fresh ? null : findHandler(walk);
  if (!fresh && answered.length === 0 && handler === null) return 'noWait';

  consume(walk);
  if (!locate(walk)) return null;
  if (handler !== null) return takeHandler(walk, handler);

  const node = walk.flow.nodes.get(state.cursor ?? '');
  if (!node) return lost(walk, 'nodeGone', 'The node that the execution stood at is no longer in the flow.');
  closeWaits(walk, node.id);
  walk.state.status = 'running';
  walk.next = { node, resumed: !fresh, answered };
  return null;
}

function answeredBy(waits: readonly Wait[], event: FlowEvent): Wait[] {
  switch (event.type) {
    case 'messageReceived':
      return waits.filter((wait) => wait.for === 'message');
    case 'handoffEnded':
      return waits.filter((wait) => wait.for === 'handoff');
    case 'timerFired':
      return waits.filter((wait) => wait.seq === event.seq && wait.for !== 'activity');
    case 'activityCompleted':
    case 'activityFailed':
      return waits.filter((wait) => wait.seq === event.seq && wait.for === 'activity');
    case 'cancelled':
      return [];
  }
}

/** Timers and activities are consumed with the wait they answer; the others could come twice. */
function consume(walk: Walk): void {
  const { state, event, facts } = walk;
  if (event.type !== 'messageReceived' && event.type !== 'handoffEnded') return;
  state.consumed = [...state.consumed, event.id].slice(-CONSUMED_KEPT);
  // A new message needs a place of its own, unless the ticket has one already.
  state.settled = hasPlace(facts);
}

/** Finds the flow that the execution is in the middle of. */
function locate(walk: Walk): boolean {
  const { state } = walk;
  if (state.frames.length === 0) return true;
  const flow = walk.library.byVersion(state.flowId, state.flowVersion);
  if (flow) {
    walk.flow = flow;
    return true;
  }
  lost(walk, 'flowGone', 'The called flow that the execution stood in cannot be found.');
  return false;
}

function lost(walk: Walk, code: string, message: string): null {
  const { cursor, flowId, flowVersion } = walk.state;
  walk.trace.push({
    event: walk.event.id,
    at: walk.event.at,
    flowId,
    flowVersion,
    nodeId: cursor ?? '',
    nodeType: '',
    outcome: 'fail',
    port: null,
    because: null,
    detour: 'fallback',
    failure: { code, message },
    commands: [],
  });
  enterFallback(walk, cursor ?? '', { code, message });
  return null;
}

function cancel(walk: Walk): null {
  closeWaits(walk, walk.state.cursor ?? '');
  walk.state.status = 'cancelled';
  return null;
}
