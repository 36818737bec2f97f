import type { CompiledNode } from '@/runtime/flow/compile';
import { noteForFallback } from './fallback-note';
import { returnToCaller } from './sub-flows';
import { closeWaits, issueCommand, type Walk } from './walk';

export interface Failure {
  code: string;
  message: string;
}

/**
 * Leads a ticket on after a failure: the node's own error port, else the flow's catch, else the same in the flow that called,
 * else the fallback queue with a note. Gives what was done, for the tape.
 */
export function detour(
  walk: Walk,
  node: CompiledNode,
  failure: Failure,
): { port: string | null; by?: 'catch' | 'fallback' } {
  if (!walk.spent) {
    let failed: CompiledNode | null = node;
    while (failed !== null) {
      const way = wayOut(walk, failed);
      if (way !== null) {
        walk.next = { node: way.target, resumed: false, answered: [] };
        return way.port === null ? { port: null, by: 'catch' } : { port: way.port };
      }
      failed = returnToCaller(walk)?.node ?? null;
    }
  }
  enterFallback(walk, node.id, failure);
  return { port: null, by: 'fallback' };
}

function wayOut(walk: Walk, node: CompiledNode): { target: CompiledNode; port: string | null } | null {
  if (node.errorPort?.target) return { target: node.errorPort.target, port: node.errorPort.id };
  const caught = walk.flow.nodes.get(walk.flow.document.settings.catchNode ?? '');
  // The catch is for what fails before it: reached once already, it would only lead round in a circle.
  const usedAlready = walk.trace.some((step) => step.detour === 'catch' && step.flowId === walk.flow.id);
  if (!caught || caught.id === node.id || usedAlready) return null;
  return { target: caught, port: null };
}

/** No message ends in nothing: the ticket goes to the fallback queue with a note that says why. */
export function enterFallback(walk: Walk, nodeId: string, failure: Failure): void {
  const { state, environment } = walk;
  const { installation } = environment;
  closeWaits(walk, nodeId);
  const place = { nodeTitle: walk.flow.nodes.get(nodeId)?.title, flowName: walk.flow.document.name };
  issueCommand(walk, nodeId, {
    type: 'addNote',
    text: noteForFallback(installation.language, failure, place),
  });
  issueCommand(walk, nodeId, {
    type: 'enqueueTicket',
    queue: walk.root.document.settings.fallbackQueue ?? installation.fallbackQueue ?? FALLBACK_QUEUE,
    priority: null,
    reason: failure.code,
  });
  state.status = failure.code === 'noPlace' ? 'completed' : 'failed';
  state.failure = { nodeId, ...failure };
  state.frames = [];
  walk.next = null;
}

/** The slot name used where neither flow nor installation names a fallback queue. */
export const FALLBACK_QUEUE = 'fallback';
