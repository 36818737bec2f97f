import type { CompiledFlow } from '@/runtime/flow/compile';
import type { ExecutionState } from '@/runtime/flow/execution';

/** Where a waiting execution would stand in another version of its flow. */
export type Standing =
  /** The node it waits at is there, of the same type: it can go on in the new version. */
  | 'same'
  /** A node of that id is there, but of another type or not ready: what was waited for means nothing to it. */
  | 'changed'
  /** The node is no longer there. */
  | 'gone'
  /** It waits within a flow that was called: only that flow's versions matter. */
  | 'called';

/** The node of the outermost flow that an execution stands at: where it waits in a called flow, the node that called. */
export function standingNode(state: {
  cursor: string | null;
  frames?: readonly { nodeId: string }[];
}): string {
  return state.frames?.[0]?.nodeId ?? state.cursor ?? '';
}

/** Tells where a waiting execution would stand, so that a publisher sees it before he chooses. */
export function standingIn(
  state: { cursor: string | null; frames: readonly { nodeId: string }[] },
  target: CompiledFlow,
  present: CompiledFlow,
): Standing {
  if (state.frames.length > 0) {
    const caller = state.frames[0]?.nodeId ?? '';
    return target.nodes.has(caller) ? 'called' : 'gone';
  }
  const node = target.nodes.get(state.cursor ?? '');
  if (!node) return 'gone';
  const before = present.nodes.get(node.id);
  return node.invalid === null && before?.type === node.type ? 'same' : 'changed';
}

/**
 * Moves a waiting execution to another version of its flow, where it goes on with what it waits for. `null` where it cannot: then it
 * finishes on its own version or is restarted. Variables that the new version declares and the old one did not get their initial value.
 */
export function moveExecution(
  state: ExecutionState,
  target: CompiledFlow,
  present: CompiledFlow,
): ExecutionState | null {
  if (state.status !== 'waiting') return null;
  const standing = standingIn(state, target, present);
  if (standing === 'gone' || standing === 'changed') return null;
  const [outermost, ...inner] = state.frames;
  if (outermost) {
    const moved = {
      ...outermost,
      flowVersion: target.version,
      variables: { ...target.initialVariables, ...outermost.variables },
    };
    return { ...state, frames: [moved, ...inner] };
  }
  return {
    ...state,
    flowVersion: target.version,
    variables: { ...target.initialVariables, ...state.variables },
  };
}
