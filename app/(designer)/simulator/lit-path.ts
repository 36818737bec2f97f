import type { TapeStep } from '@/runtime/flow/execution';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { LitPath } from '../editor-state';

/** The way of the first `shown` steps on the canvas. Steps in a called flow have no place on this one. */
export function litPathOf(flow: FlowDocument, steps: readonly TapeStep[], shown: number): LitPath {
  const walked = steps.slice(0, shown).filter(({ flowId }) => flowId === flow.id);
  const ports = new Set(walked.flatMap(({ nodeId, port }) => (port === null ? [] : [`${nodeId}\n${port}`])));
  const edges = flow.edges.filter(({ from }) => ports.has(`${from.node}\n${from.port}`));
  const last = walked.at(-1);
  return {
    nodes: new Set(walked.map(({ nodeId }) => nodeId)),
    edges: new Set(edges.map(({ id }) => id)),
    current: last?.nodeId ?? null,
  };
}
