import { Graph, layout } from '@dagrejs/dagre';
import type { FlowDocument, FlowNode } from '@/runtime/flow/flow-document';
import type { Size } from './card-size';
import { CARD, GRID } from './card-size';
import { countCrossings } from './count-crossings';

export type Places = Record<string, { x: number; y: number }>;

/** Larger flows are laid out in fewer ways: one takes about a second for a thousand nodes. */
const LARGE = 200;

/**
 * Places for all nodes so that messages travel from left to right and ways cross as little as can be: several layouts
 * are made, and the one with the fewest crossings is taken. The upper left corner of the flow stays where it is; notes
 * are not moved.
 * @param flow with its edges in the order of their ports (see in-port-order.ts)
 * @param sizes of the cards, by node id
 */
export function tidyLayout(flow: FlowDocument, sizes: ReadonlyMap<string, Size>): Places {
  const orders = flow.nodes.length > LARGE ? [flow.nodes] : [flow.nodes, walkOrder(flow)];
  let best: { places: Places; crossings: number } | null = null;
  for (const nodes of orders)
    for (const constraints of [portConstraints(flow), []]) {
      const places = layOut({ ...flow, nodes }, sizes, constraints);
      const crossings = countCrossings(flow, places);
      if (best === null || crossings < best.crossings) best = { places, crossings };
    }
  return best?.places ?? {};
}

interface Constraint {
  left: string;
  right: string;
}

function layOut(flow: FlowDocument, sizes: ReadonlyMap<string, Size>, constraints: Constraint[]): Places {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 40, ranksep: 96, edgesep: 24 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of flow.nodes)
    graph.setNode(node.id, { ...(sizes.get(node.id) ?? { width: CARD.width, height: 96 }) });
  for (const edge of flow.edges) graph.setEdge(edge.from.node, edge.to, {}, edge.id);
  layout(graph, { constraints });
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
function portConstraints({ edges }: FlowDocument): Constraint[] {
  const arriving = Map.groupBy(edges, ({ to }) => to);
  const leaving = Map.groupBy(edges, ({ from }) => from.node);
  return [...leaving.values()].flatMap((ways) => {
    const own = ways.map(({ to }) => to).filter((to) => arriving.get(to)?.length === 1);
    return own.slice(1).map((to, index) => ({ left: own[index] ?? to, right: to }));
  });
}

/** The nodes as a walk from the starts meets them, upper ports first. */
function walkOrder({ nodes, edges }: FlowDocument): FlowNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const leaving = Map.groupBy(edges, ({ from }) => from.node);
  const reached = new Set(edges.map(({ to }) => to));
  const walked = new Set<FlowNode>();
  for (const root of [...nodes.filter(({ id }) => !reached.has(id)), ...nodes]) {
    const waiting = [root.id];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const node = byId.get(id);
      if (!node || walked.has(node)) continue;
      walked.add(node);
      waiting.push(...(leaving.get(id) ?? []).map(({ to }) => to).toReversed());
    }
  }
  return [...walked];
}

function toGrid(value: number): number {
  return Math.round(value / GRID) * GRID;
}

function least(values: number[]): number {
  return values.reduce((smallest, value) => Math.min(smallest, value), Number.POSITIVE_INFINITY);
}
