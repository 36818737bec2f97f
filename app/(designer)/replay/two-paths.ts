import type { TapeStep } from '@/runtime/flow/execution';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { LitPath } from '../editor-state';

/** The way a message took at the time, as far as the draft still has it. */
export interface RecordedPath {
  nodes: ReadonlySet<string>;
  edges: ReadonlySet<string>;
}

/** Both ways of one message on the canvas: what was, and what the draft would do. */
export function twoPaths(
  flow: FlowDocument,
  recorded: readonly TapeStep[],
  replayed: readonly TapeStep[],
): { recorded: RecordedPath; draft: LitPath } {
  const before = pathOn(flow, recorded);
  const after = pathOn(flow, replayed);
  const parting = partingNodes(recorded, replayed).filter((id) => flow.nodes.some((node) => node.id === id));
  return { recorded: before, draft: { ...after, current: null, parting } };
}

/** The node at which two ways part, and the next one on each of them. */
function partingNodes(left: readonly TapeStep[], right: readonly TapeStep[]): string[] {
  const common = commonSteps(left, right);
  // Either the exits differ, or what the common exit leads to.
  const at = left[common]?.nodeId === right[common]?.nodeId ? common : common - 1;
  const places = [left[at], left[at + 1], right[at + 1]].flatMap((step) => (step ? [step.nodeId] : []));
  return [...new Set(places)];
}

/**
 * Nodes and edges of a way. An edge counts where the way went on at the very node it leads to: a port that the draft has
 * bent to another node was taken at the time as well, but not this edge.
 */
function pathOn(flow: FlowDocument, steps: readonly TapeStep[]): RecordedPath {
  const known = new Set(flow.nodes.map(({ id }) => id));
  const edges = new Set<string>();
  for (const [index, { nodeId, port, flowId }] of steps.entries()) {
    if (port === null) continue;
    const next = steps.slice(index + 1).find((step) => step.flowId === flowId);
    const edge = flow.edges.find(
      ({ from, to }) => from.node === nodeId && from.port === port && to === next?.nodeId,
    );
    if (edge) edges.add(edge.id);
  }
  const own = steps.filter(({ nodeId }) => known.has(nodeId));
  return { nodes: new Set(own.map(({ nodeId }) => nodeId)), edges };
}

/** Where two ways part: how many steps they have in common, by node and port. */
export function commonSteps(left: readonly TapeStep[], right: readonly TapeStep[]): number {
  let common = 0;
  while (
    common < Math.min(left.length, right.length) &&
    left[common]?.nodeId === right[common]?.nodeId &&
    left[common]?.port === right[common]?.port
  )
    common += 1;
  return common;
}
