import type { CompiledNode } from '@/runtime/flow/compile';
import type { FlowSettings } from '@/runtime/flow/flow-document';
import { asksFor } from './asks-for';
import { closeWaits, type Walk } from './walk';

type Handler = FlowSettings['handlers'][number];

/** The handler of the whole flow that takes a message which comes while the execution waits. */
export function findHandler(walk: Walk): CompiledNode | null {
  const { message } = walk.facts;
  // Whoever chose what he was offered meant just that, whatever it is called.
  if (walk.event.type !== 'messageReceived' || message === null || message.choice !== null) return null;
  // An absence note that names a colleague asks for nobody.
  if (message.automatic) return null;
  for (const handler of walk.root.document.settings.handlers) {
    if (asksFor(handler, message.text)) return targetOf(walk, handler);
  }
  return null;
}

/** The handler for an answer that was refused once too often. */
export function findInvalidAnswersHandler(walk: Walk): CompiledNode | null {
  for (const handler of walk.root.document.settings.handlers) {
    if (handler.on === 'invalidAnswers' && walk.state.invalidAnswers >= (handler.times ?? 3)) {
      return targetOf(walk, handler);
    }
  }
  return null;
}

/** Leads the execution to a handler's node: what it waited for, and calls it was in, are left. */
export function takeHandler(walk: Walk, target: CompiledNode): null {
  const { state } = walk;
  const left = state.cursor ?? '';
  closeWaits(walk, left);
  walk.trace.push({
    event: walk.event.id,
    at: walk.event.at,
    flowId: state.flowId,
    flowVersion: state.flowVersion,
    nodeId: left,
    nodeType: walk.flow.nodes.get(left)?.type ?? '',
    outcome: 'port',
    port: null,
    because: null,
    detour: 'handler',
    commands: [],
  });
  leaveCalls(walk);
  state.status = 'running';
  state.invalidAnswers = 0;
  walk.next = { node: target, resumed: false, answered: [] };
  return null;
}

function leaveCalls(walk: Walk): void {
  const outermost = walk.state.frames[0];
  if (!outermost) return;
  walk.flow = walk.root;
  walk.state.frames = [];
  walk.state.flowId = outermost.flowId;
  walk.state.flowVersion = outermost.flowVersion;
  walk.state.variables = outermost.variables;
  walk.state.nodeState = outermost.nodeState;
}

function targetOf(walk: Walk, handler: Handler): CompiledNode | null {
  return walk.root.nodes.get(handler.node) ?? null;
}
