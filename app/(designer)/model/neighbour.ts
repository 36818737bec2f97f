import type { FlowDocument, FlowNode } from '@/runtime/flow/flow-document';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { portsOf } from './node-ports';

/**
 * The node to go to by keyboard: `next` along the first connected port, `previous` back along the first edge that comes
 * in, `above` and `below` among the nodes that the same node leads to (or else the nearest on the canvas).
 * Without a node it is the first of the flow.
 */
export function neighbourOf(
  flow: FlowDocument,
  from: string | undefined,
  direction: 'next' | 'previous' | 'above' | 'below',
  registry: NodeRegistry,
): string | null {
  const node = flow.nodes.find((candidate) => candidate.id === from);
  if (!node) return firstNode(flow, registry);
  if (direction === 'next') return targets(flow, node, registry)[0] ?? null;
  if (direction === 'previous') return flow.edges.find((edge) => edge.to === node.id)?.from.node ?? null;
  const step = direction === 'below' ? 1 : -1;
  const parent = flow.nodes.find(
    ({ id }) => id === flow.edges.find((edge) => edge.to === node.id)?.from.node,
  );
  const siblings = parent ? targets(flow, parent, registry) : [];
  const sibling = siblings[siblings.indexOf(node.id) + step];
  return sibling ?? nearestOnCanvas(flow, node, step);
}

function firstNode(flow: FlowDocument, registry: NodeRegistry): string | null {
  const start = flow.nodes.find((node) => registry.get(node.type)?.category === 'start');
  return (start ?? flow.nodes[0])?.id ?? null;
}

/** In the order of the ports, each node once. */
function targets(flow: FlowDocument, node: FlowNode, registry: NodeRegistry): string[] {
  const order = portsOf(node, registry).map((port) => port.id);
  const leaving = flow.edges
    .filter((edge) => edge.from.node === node.id)
    .sort((left, right) => order.indexOf(left.from.port) - order.indexOf(right.from.port));
  return [...new Set(leaving.map((edge) => edge.to))];
}

function nearestOnCanvas(flow: FlowDocument, node: FlowNode, step: number): string | null {
  const distance = ({ position }: FlowNode): number =>
    Math.abs(position.y - node.position.y) + 2 * Math.abs(position.x - node.position.x);
  const candidates = flow.nodes.filter(({ position }) => Math.sign(position.y - node.position.y) === step);
  return candidates.sort((left, right) => distance(left) - distance(right))[0]?.id ?? null;
}
