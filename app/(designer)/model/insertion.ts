import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import type { Operation } from '@/runtime/flow/operations';
import type { Size } from '../canvas/card-size';
import { firstFreePort } from './free-port';
import { newId } from './new-id';
import { portsOf, takesEdges } from './node-ports';
import { roomOnEdge } from './room-on-edge';

/** The edit that puts a node that is there into the middle of an edge that it does not touch yet; `null` where it cannot. */
export function insertionOf(
  flow: FlowDocument,
  id: string,
  edgeId: string,
  registry: NodeRegistry,
): Extract<Operation, { type: 'insertOnEdge' }> | null {
  const node = flow.nodes.find((candidate) => candidate.id === id);
  const edge = flow.edges.find((candidate) => candidate.id === edgeId);
  if (!node || !edge || edge.from.node === id || edge.to === id) return null;
  const port = firstFreePort(node, flow, registry);
  if (!port || !takesEdges(node.type, registry)) return null;
  // Its place is changed by the move that goes before it in the same edit.
  return { type: 'insertOnEdge', edge: edgeId, node, port, leaving: newId('edge') };
}

/**
 * The same with room made for the card: it comes to stand between both ends, and what is behind makes way. One edit.
 * @param dropped where the card was let go, if it was dragged there
 */
export function insertingCard(
  flow: FlowDocument,
  id: string,
  edgeId: string,
  { registry, sizes, dropped }: InsertionSurroundings,
): Operation | null {
  const insertion = insertionOf(flow, id, edgeId, registry);
  const edge = flow.edges.find((candidate) => candidate.id === edgeId);
  const size = sizes.get(id);
  if (!insertion || !edge || !size) return null;
  const others = { ...flow, nodes: flow.nodes.filter((node) => node.id !== id) };
  const room = roomOnEdge(others, sizes, edge, size, dropped);
  if (!room) return insertion;
  const positions = { ...room.moved, [id]: room.position };
  return { type: 'batch', operations: [{ type: 'move', positions }, insertion] };
}

interface InsertionSurroundings {
  registry: NodeRegistry;
  /** Of all cards, by node id. */
  sizes: ReadonlyMap<string, Size>;
  dropped?: { x: number; y: number } | undefined;
}

/** The edge that a walk mostly leaves a node by: of its first exit that leads somewhere. */
export function edgeBehind(flow: FlowDocument, id: string, registry: NodeRegistry): string | null {
  const node = flow.nodes.find((candidate) => candidate.id === id);
  if (!node) return null;
  const leaving = new Map(
    flow.edges.filter(({ from }) => from.node === id).map((edge) => [edge.from.port, edge.id]),
  );
  const ports = portsOf(node, registry).filter((port) => leaving.has(port.id));
  const first = ports.find((port) => port.kind === 'exit') ?? ports[0];
  return (first && leaving.get(first.id)) ?? null;
}
