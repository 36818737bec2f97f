import type { Environment } from '@/runtime/flow/facts';
import type { FlowDocument, FlowNode } from '@/runtime/flow/flow-document';
import type { NodeDefinition, NodeRegistry } from '@/runtime/flow/node-definition';
import type { Operation } from '@/runtime/flow/operations';
import { CARD, cardSize, type Size } from '../canvas/card-size';
import { cardSizes } from './card-sizes';
import { freePlace, GAP } from './free-place';
import { newId } from './new-id';
import { newNode } from './new-node';
import { portsOf, takesEdges } from './node-ports';
import type { NodeWords } from './node-words';
import { roomOnEdge } from './room-on-edge';

/** Where a new node goes. */
export type AddPlace =
  /** Into the middle of an edge. */
  | { kind: 'edge'; edge: string }
  /** Behind a port; what the port led to before is let go. */
  | { kind: 'port'; node: string; port: string; at?: Point }
  /** Connected to nothing, with its middle at a point of the canvas. */
  | { kind: 'canvas'; at: Point };

interface Point {
  x: number;
  y: number;
}

export interface AddSurroundings {
  flow: FlowDocument;
  registry: NodeRegistry;
  words: NodeWords;
  environment: Environment | null;
}

/** The edit that adds a node of a type at a place, and the node's id. Canvas, palette and outline all add by this. */
export function addingNode(
  definition: NodeDefinition,
  place: AddPlace,
  surroundings: AddSurroundings,
): { operation: Operation; id: string } {
  const { flow, registry, words, environment } = surroundings;
  const sizes = cardSizes(flow, registry, words, environment);
  const node = newNode(definition, { x: 0, y: 0 });
  const ports = portsOf(node, registry);
  const size = cardSize(words.summary(node, environment, flow), ports.length);
  const at = (position: Point): FlowNode => ({ ...node, position });
  const alone = (point: Point) => ({
    type: 'addNode' as const,
    node: at(freePlace(flow, sizes, point, size)),
  });
  const connects = takesEdges(definition.type, registry);

  if (place.kind === 'edge' && connects) {
    const edge = flow.edges.find((candidate) => candidate.id === place.edge);
    const exit = ports[0];
    const operation = edge && exit && insertion(flow, sizes, edge, at, exit.id, size);
    if (operation) return { operation, id: node.id };
  }
  if (place.kind === 'port') {
    const from = flow.nodes.find((candidate) => candidate.id === place.node);
    const origin = from?.position ?? { x: 0, y: 0 };
    const wanted = place.at ?? { x: origin.x + CARD.width + GAP.across, y: origin.y };
    const added = alone(wanted);
    if (!from || !connects) return { operation: added, id: node.id };
    const edge = { node: place.node, port: place.port, edge: newId('edge') };
    return { operation: { ...added, from: edge }, id: node.id };
  }
  const middle = place.kind === 'canvas' ? place.at : { x: 0, y: 0 };
  return {
    operation: alone({ x: middle.x - size.width / 2, y: middle.y - CARD.head / 2 }),
    id: node.id,
  };
}

function insertion(
  flow: FlowDocument,
  sizes: ReadonlyMap<string, Size>,
  edge: FlowDocument['edges'][number],
  at: (position: Point) => FlowNode,
  port: string,
  size: Size,
): Operation | null {
  const room = roomOnEdge(flow, sizes, edge, size);
  if (!room) return null;
  const { position, moved } = room;
  const insert = {
    type: 'insertOnEdge' as const,
    edge: edge.id,
    node: at(position),
    port,
    leaving: newId('edge'),
  };
  if (Object.keys(moved).length === 0) return insert;
  return { type: 'batch', operations: [{ type: 'move', positions: moved }, insert] };
}
