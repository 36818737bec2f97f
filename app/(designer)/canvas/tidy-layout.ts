import { Graph, layout } from '@dagrejs/dagre';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { Size } from './card-size';
import { GRID } from './card-size';

/**
 * Places for all nodes so that messages travel from left to right and ways cross as little as can be. The upper left
 * corner of the flow stays where it is; notes are not moved. Edges are taken to come in the order of their ports.
 * @param sizes of the cards, by node id
 */
export function tidyLayout(
  flow: FlowDocument,
  sizes: ReadonlyMap<string, Size>,
): Record<string, { x: number; y: number }> {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 40, ranksep: 96, edgesep: 24 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of flow.nodes)
    graph.setNode(node.id, { ...(sizes.get(node.id) ?? { width: 248, height: 96 }) });
  for (const edge of flow.edges) graph.setEdge(edge.from.node, edge.to, {}, edge.id);
  layout(graph, { constraints: portConstraints(flow) });
  const corners = flow.nodes.map((node) => {
    const { x, y, width, height } = graph.node(node.id);
    return { id: node.id, x: (x ?? 0) - (width ?? 0) / 2, y: (y ?? 0) - (height ?? 0) / 2 };
  });
  const shift = {
    x: least(flow.nodes.map(({ position }) => position.x)) - least(corners.map(({ x }) => x)),
    y: least(flow.nodes.map(({ position }) => position.y)) - least(corners.map(({ y }) => y)),
  };
  return Object.fromEntries(
    corners.map(({ id, x, y }) => [id, { x: toGrid(x + shift.x), y: toGrid(y + shift.y) }]),
  );
}

/** Of the nodes that one node alone leads to, the one behind an upper port stands above the one behind a lower. */
function portConstraints({ edges }: FlowDocument): { left: string; right: string }[] {
  const arriving = Map.groupBy(edges, ({ to }) => to);
  const leaving = Map.groupBy(edges, ({ from }) => from.node);
  return [...leaving.values()].flatMap((ways) => {
    const own = ways.map(({ to }) => to).filter((to) => arriving.get(to)?.length === 1);
    return own.slice(1).map((to, index) => ({ left: own[index] ?? to, right: to }));
  });
}

function toGrid(value: number): number {
  return Math.round(value / GRID) * GRID;
}

function least(values: number[]): number {
  return values.reduce((smallest, value) => Math.min(smallest, value), Number.POSITIVE_INFINITY);
}
