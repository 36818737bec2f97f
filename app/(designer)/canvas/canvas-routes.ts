import type { CanvasEdge, CanvasModel, CardNode } from './canvas-model';
import type { CardBox } from './card-index';
import type { DrawnEdge } from './crossing-curves';
import type { Point } from './edge-curve';
import type { Routes } from './edge-router';

/** The cards of a canvas, where they rest. */
export function cardBoxes({ nodes }: CanvasModel): CardBox[] {
  return nodes.flatMap((node) =>
    node.type === 'card'
      ? [{ id: node.id, ...node.position, width: node.width ?? 0, height: node.height ?? 0 }]
      : [],
  );
}

/** The edges of a canvas with the places at which they begin and end while their cards rest. */
export function drawnEdges({ nodes, edges }: CanvasModel): DrawnEdge[] {
  const cards = new Map(nodes.flatMap((node) => (node.type === 'card' ? [[node.id, node] as const] : [])));
  return edges.flatMap(({ id, source, sourceHandle, target, targetHandle }) => {
    const [from, to] = [cards.get(source), cards.get(target)];
    const start = from && handleAt(from, sourceHandle, 'source');
    const end = to && handleAt(to, targetHandle, 'target');
    return start && end ? [{ id, source, target, start, end }] : [];
  });
}

/** Edges begin and end at the outer side of their handles, as xyflow draws them. */
function handleAt(
  card: CardNode,
  id: string | null | undefined,
  type: 'source' | 'target',
): Point | undefined {
  const handle = card.handles?.find((one) => one.type === type && one.id === id);
  if (!handle) return undefined;
  const { width = 0, height = 0 } = handle;
  const x = card.position.x + handle.x + (type === 'source' ? width : 0);
  return { x, y: card.position.y + handle.y + height / 2 };
}

const routed = new WeakMap<CanvasEdge, CanvasEdge>();

/** The edges with the ways that lead them around cards; an edge whose way did not change stays the same object. */
export function withRoutes(edges: CanvasEdge[], routes: Routes): CanvasEdge[] {
  if (routes.size === 0) return edges;
  return edges.map((edge) => {
    const route = routes.get(edge.id);
    if (!route || !edge.data) return edge;
    const known = routed.get(edge);
    if (known?.data?.route === route) return known;
    const made = { ...edge, data: { ...edge.data, route } };
    routed.set(edge, made);
    return made;
  });
}
