import { type Edge, type Node, type NodeHandle, Position } from '@xyflow/react';
import type { Environment } from '@/runtime/flow/facts';
import type { FlowDocument, FlowGroup, FlowNode, FlowNote } from '@/runtime/flow/flow-document';
import type { NodeRegistry, PortDefinition } from '@/runtime/flow/node-definition';
import type { Selection } from '../editor-state';
import { lostPorts, portsOf, takesEdges } from '../model/node-ports';
import type { NodeWords } from '../model/node-words';
import { CARD, cardSize, portCentre, type Size } from './card-size';
import type { Point } from './edge-curve';

export interface CardPort extends PortDefinition {
  words: string;
  connected: boolean;
}

export type CardNode = Node<
  { node: FlowNode; title: string; summary: string; ports: CardPort[]; takesEdges: boolean; known: boolean },
  'card'
>;
export type NoteNode = Node<{ note: FlowNote }, 'note'>;
export type GroupNode = Node<{ group: FlowGroup; members: readonly string[] }, 'group-frame'>;
export type CanvasNode = CardNode | NoteNode | GroupNode;
/** `route` leads the edge around cards that its plain curve would run across. */
export type CanvasEdge = Edge<{ kind: PortDefinition['kind']; route?: readonly Point[] }, 'flow'>;

export interface CanvasModel {
  nodes: CanvasNode[];
  edges: CanvasEdge[];
}

/** What a screen reader calls the things on the canvas. */
export interface CanvasNames {
  roles: Record<'node' | 'note' | 'group' | 'connection', string>;
  connection(from: string, port: string, to: string): string;
}

export interface CanvasSurroundings {
  registry: NodeRegistry;
  words: NodeWords;
  environment: Environment | null;
  names: CanvasNames;
}

/** The one handle that edges arrive at. */
export const ENTRY = 'in';

/** Where a dragged thing is until it is let go; the flow is told then. */
export type Drag = ReadonlyMap<string, { x: number; y: number }>;

/**
 * Turns the flow document into what xyflow draws. It remembers what it made: whatever did not change comes back as the
 * same object, and nothing of it is drawn again.
 */
export function createCanvasModel(surroundings: CanvasSurroundings) {
  const cards = new Map<string, { source: FlowNode; connected: string; card: CardNode }>();
  const edges = new Map<string, { source: unknown; ends: string; edge: CanvasEdge }>();
  const notes = new WeakMap<FlowNote, NoteNode>();

  function cardOf(node: FlowNode, flow: FlowDocument, leaving: ReadonlyMap<string, string[]>): CardNode {
    const { registry, words, environment } = surroundings;
    // A card that names other nodes changes with their names.
    const named = registry.get(node.type)?.leadsTo ? words.summary(node, environment, flow) : '';
    const connected = [named, ...(leaving.get(node.id) ?? [])].join('\n');
    const known = cards.get(node.id);
    if (known?.source === node && known.connected === connected) return known.card;
    const card = makeCard(node, flow, new Set(leaving.get(node.id)), surroundings);
    cards.set(node.id, { source: node, connected, card });
    return card;
  }

  function edgeOf(
    source: FlowDocument['edges'][number],
    from: CardNode | undefined,
    to: CardNode | undefined,
  ): CanvasEdge {
    const port = from?.data.ports.find(({ id }) => id === source.from.port);
    const kind = port?.kind ?? 'exit';
    const called = [from?.data.title ?? '', port?.words ?? source.from.port, to?.data.title ?? ''] as const;
    const ends = [kind, ...called].join('\n');
    const known = edges.get(source.id);
    if (known?.source === source && known.ends === ends) return known.edge;
    const edge: CanvasEdge = {
      id: source.id,
      type: 'flow',
      source: source.from.node,
      sourceHandle: source.from.port,
      target: source.to,
      targetHandle: ENTRY,
      ariaLabel: surroundings.names.connection(...called),
      domAttributes: { 'aria-roledescription': surroundings.names.roles.connection },
      data: { kind },
    };
    edges.set(source.id, { source, ends, edge });
    return edge;
  }

  function noteOf(note: FlowNote): NoteNode {
    const known = notes.get(note);
    if (known) return known;
    const made: NoteNode = {
      id: note.id,
      type: 'note',
      position: note.position,
      ...fixed(note.size),
      zIndex: -1,
      domAttributes: { 'aria-roledescription': surroundings.names.roles.note },
      data: { note },
    };
    notes.set(note, made);
    return made;
  }

  return function toCanvas(flow: FlowDocument): CanvasModel {
    const leaving = new Map<string, string[]>();
    for (const { from } of flow.edges) leaving.set(from.node, [...(leaving.get(from.node) ?? []), from.port]);
    const made = flow.nodes.map((node) => cardOf(node, flow, leaving));
    const byId = new Map(made.map((card) => [card.id, card]));
    return {
      nodes: [...groupsOf(flow, byId, surroundings.names), ...flow.notes.map(noteOf), ...made],
      edges: flow.edges.map((edge) => edgeOf(edge, byId.get(edge.from.node), byId.get(edge.to))),
    };
  };
}

/** Puts what is selected and where things are being dragged over the model; untouched nodes keep their identity. */
export function withSelection(nodes: readonly CanvasNode[], selection: Selection, drag: Drag): CanvasNode[] {
  return nodes.map((node) => {
    const selected = selection.nodes.has(node.id) || selection.notes.has(node.id);
    const position = drag.get(node.id);
    return selected || position ? overlaid(node, selected, position) : node;
  });
}

// Selected but resting nodes must not be new objects at every frame of somebody else's drag.
const resting = new WeakMap<CanvasNode, CanvasNode>();

function overlaid(
  node: CanvasNode,
  selected: boolean,
  position: { x: number; y: number } | undefined,
): CanvasNode {
  if (position) return { ...node, selected, position, dragging: true };
  const known = resting.get(node);
  if (known) return known;
  const made = { ...node, selected };
  resting.set(node, made);
  return made;
}

function makeCard(
  node: FlowNode,
  flow: FlowDocument,
  connected: ReadonlySet<string>,
  { registry, words, environment, names }: CanvasSurroundings,
): CardNode {
  const defined = portsOf(node, registry);
  const ports = [...defined, ...lostPorts(node, flow, defined)].map((port) => ({
    ...port,
    words: words.portLabel(node.type, port),
    connected: connected.has(port.id),
  }));
  const summary = words.summary(node, environment, flow);
  const size = cardSize(summary, ports.length);
  const entry = takesEdges(node.type, registry);
  return {
    id: node.id,
    type: 'card',
    position: node.position,
    ...fixed(size),
    handles: handlesOf(summary, ports, entry),
    ariaLabel: [words.title(node), summary].filter(Boolean).join(': '),
    domAttributes: { 'aria-roledescription': names.roles.node },
    data: {
      node,
      title: words.title(node),
      summary,
      ports,
      takesEdges: entry,
      known: registry.has(node.type),
    },
  };
}

/** Handle boxes are 12 x 12 and sit half over the card's border. */
function handlesOf(summary: string, ports: readonly CardPort[], entry: boolean): NodeHandle[] {
  const box = { width: 12, height: 12 };
  const exits = ports.map((port, index) => ({
    ...box,
    id: port.id,
    type: 'source' as const,
    position: Position.Right,
    x: CARD.width - 6,
    y: portCentre(summary, index) - 6,
  }));
  const entries = entry
    ? [{ ...box, id: ENTRY, type: 'target' as const, position: Position.Left, x: -6, y: CARD.head / 2 - 6 }]
    : [];
  return [...entries, ...exits];
}

const FRAME = { side: 20, top: 44, bottom: 20 };

/** A group is drawn around its members; it has no place of its own. */
function groupsOf(flow: FlowDocument, cards: ReadonlyMap<string, CardNode>, names: CanvasNames): GroupNode[] {
  return flow.groups.flatMap((group) => {
    const members = flow.nodes.filter((node) => node.group === group.id).map((node) => node.id);
    const boxes = members.map((id) => cards.get(id)).filter((card) => card !== undefined);
    const frame = frameAround(boxes);
    if (!frame) return [];
    const { x, y, ...size } = frame;
    return [
      {
        id: `group:${group.id}`,
        type: 'group-frame' as const,
        position: { x, y },
        ...fixed(size),
        zIndex: -2,
        selectable: false,
        dragHandle: '.group-title',
        domAttributes: { 'aria-roledescription': names.roles.group },
        ...(group.title === '' ? {} : { ariaLabel: group.title }),
        data: { group, members },
      },
    ];
  });
}

function frameAround(cards: readonly CardNode[]): ({ x: number; y: number } & Size) | null {
  if (cards.length === 0) return null;
  const left = Math.min(...cards.map(({ position }) => position.x)) - FRAME.side;
  const top = Math.min(...cards.map(({ position }) => position.y)) - FRAME.top;
  const right = Math.max(...cards.map(({ position, width = 0 }) => position.x + width)) + FRAME.side;
  const bottom = Math.max(...cards.map(({ position, height = 0 }) => position.y + height)) + FRAME.bottom;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Sizes are known beforehand: xyflow need not measure, and edges are there with the first frame. */
function fixed(size: Size): { width: number; height: number; measured: Size } {
  return { ...size, measured: size };
}
