import type { CompiledFlow, CompiledNode } from '@/runtime/flow/compile';
import { calledStart } from '@/runtime/flow/flow-calls';
import type { JsonObject } from '@/runtime/flow/json';
import type { Walk } from './walk';

/** Calls within calls; more would be flows that call each other in a circle. */
const MAX_FRAMES = 16;

/** Enters a called flow, or gives the reason why it cannot be entered. */
export function enterCall(
  walk: Walk,
  caller: CompiledNode,
  slot: string,
  input: JsonObject,
): { code: string; message: string } | null {
  const { state } = walk;
  if (state.frames.length >= MAX_FRAMES) {
    return { code: 'callDepth', message: `Flows call each other more than ${MAX_FRAMES} deep.` };
  }
  const called = walk.library.bySlot(slot);
  const start = called ? calledStart(called) : null;
  if (!called || !start)
    return { code: 'flowMissing', message: `No flow that can be called is bound to "${slot}".` };
  state.frames = [
    ...state.frames,
    {
      flowId: state.flowId,
      flowVersion: state.flowVersion,
      nodeId: caller.id,
      variables: state.variables,
      nodeState: state.nodeState,
    },
  ];
  state.flowId = called.id;
  state.flowVersion = called.version;
  state.variables = { ...called.initialVariables, ...pick(called, 'input', input) };
  state.nodeState = {};
  walk.flow = called;
  walk.next = { node: start, resumed: false, answered: [] };
  return null;
}

/** Leaves a called flow; gives the node that called it, and what the called flow gives back. `null` at the outermost flow. */
export function returnToCaller(walk: Walk): { node: CompiledNode; outputs: JsonObject } | null {
  const { state } = walk;
  const frame = state.frames.at(-1);
  if (!frame) return null;
  const frames = state.frames.slice(0, -1);
  const flow = frames.length === 0 ? walk.root : walk.library.byVersion(frame.flowId, frame.flowVersion);
  const outputs = pick(walk.flow, 'output', state.variables);
  state.frames = frames;
  state.flowId = frame.flowId;
  state.flowVersion = frame.flowVersion;
  state.variables = frame.variables;
  state.nodeState = frame.nodeState;
  walk.flow = flow ?? walk.root;
  const node = flow?.nodes.get(frame.nodeId);
  return node ? { node, outputs } : returnToCaller(walk);
}

function pick(flow: CompiledFlow, role: 'input' | 'output', values: Readonly<JsonObject>): JsonObject {
  const picked: JsonObject = {};
  for (const variable of flow.document.variables) {
    const value = values[variable.name];
    if ((variable.role === role || variable.role === 'both') && value !== undefined)
      picked[variable.name] = value;
  }
  return picked;
}
