import type { ReactFlowInstance } from '@xyflow/react';
import { nodeRegistry } from '@/nodes/registry.generated';
import { takesEdges } from '../model/node-ports';
import type { CanvasEdge, CanvasNode } from './canvas-model';
import { surface } from './canvas-surface';
import { initialViewport } from './initial-viewport';

type View = ReactFlowInstance<CanvasNode, CanvasEdge>;

/**
 * The view that shows a flow from its beginning; `null` while there is nothing to show.
 * @param least zoom below which it does not go to show everything
 */
export function viewportOfFlow(view: View, least?: number): { x: number; y: number; zoom: number } | null {
  const screen = surface()?.getBoundingClientRect();
  const nodes = view.getNodes();
  if (!screen || nodes.length === 0) return null;
  const start = firstStart(nodes);
  return initialViewport(view.getNodesBounds(nodes), screen, {
    ...(least === undefined ? {} : { least }),
    start: start && view.getNodesBounds([start]),
  });
}

/** The start on the left; of several the upper one. */
function firstStart(nodes: readonly CanvasNode[]): CanvasNode | undefined {
  return nodes
    .filter((node) => node.type === 'card' && !takesEdges(node.data.node.type, nodeRegistry))
    .toSorted((one, other) => one.position.x - other.position.x || one.position.y - other.position.y)[0];
}
