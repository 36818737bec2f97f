import type { FlowDocument, FlowEdge, FlowNode } from './flow-document';
import type { JsonObject } from './json';
import type { FlowFragment } from './operations';
import { connect } from './operations-edges';
import { OperationError } from './operations-error';

export const MAX_NODES = 5000;

type Position = FlowNode['position'];

/** Adds a node, and with `from` the edge that leads to it. */
export function addNode(
  flow: FlowDocument,
  node: FlowNode,
  from?: { node: string; port: string; edge: string },
): FlowDocument {
  const added = insertFragment(flow, { nodes: [node], edges: [], groups: [], notes: [] });
  if (!from) return added;
  return connect(added, { id: from.edge, from: { node: from.node, port: from.port }, to: node.id });
}

/** Puts a fragment into the flow. Edges between its own nodes come along; groups it brings must have fresh ids. */
export function insertFragment(flow: FlowDocument, fragment: FlowFragment): FlowDocument {
  if (flow.nodes.length + fragment.nodes.length > MAX_NODES)
    throw new OperationError('flowFull', String(MAX_NODES));
  const nodes = append(flow.nodes, fragment.nodes);
  const groups = append(flow.groups, fragment.groups);
  const notes = append(flow.notes, fragment.notes);
  const nodeIds = new Set(nodes.map((node) => node.id));
  const groupIds = new Set(groups.map((group) => group.id));
  for (const node of fragment.nodes)
    if (node.group && !groupIds.has(node.group)) throw new OperationError('groupMissing', node.group);
  for (const edge of fragment.edges)
    for (const end of [edge.from.node, edge.to])
      if (!nodeIds.has(end)) throw new OperationError('nodeMissing', end);
  return { ...flow, nodes, edges: append(flow.edges, fragment.edges), groups, notes };
}

/** Takes things away. Edges of removed nodes go with them, and so does what the settings said about them. */
export function removeItems(
  flow: FlowDocument,
  removed: { nodes: string[]; edges: string[]; notes: string[]; heal: boolean },
): FlowDocument {
  const nodes = new Set(removed.nodes);
  const edges = new Set(removed.edges);
  const notes = new Set(removed.notes);
  requireAll(nodes, flow.nodes, 'nodeMissing');
  requireAll(edges, flow.edges, 'edgeMissing');
  requireAll(notes, flow.notes, 'noteMissing');
  const remaining = flow.edges.filter((edge) => !edges.has(edge.id));
  return {
    ...flow,
    nodes: keep(flow.nodes, (node) => !nodes.has(node.id)),
    edges: keep(
      removed.heal ? heal(remaining, nodes) : remaining,
      ({ from, to }) => !nodes.has(from.node) && !nodes.has(to),
    ),
    notes: keep(flow.notes, (note) => !notes.has(note.id)),
    settings: nodes.size > 0 ? withoutNodes(flow.settings, nodes) : flow.settings,
  };
}

/** Moves nodes and notes to absolute positions, whole pixels. */
export function moveItems(flow: FlowDocument, positions: Record<string, Position>): FlowDocument {
  const wanted = new Map(Object.entries(positions));
  const move = <Item extends { id: string; position: Position }>(item: Item): Item => {
    const position = wanted.get(item.id);
    if (!position) return item;
    wanted.delete(item.id);
    const [x, y] = [Math.round(position.x), Math.round(position.y)];
    return x === item.position.x && y === item.position.y ? item : { ...item, position: { x, y } };
  };
  const nodes = flow.nodes.map(move);
  const notes = flow.notes.map(move);
  const missing = wanted.keys().next();
  if (!missing.done) throw new OperationError('nodeMissing', missing.value);
  return { ...flow, nodes, notes };
}

export function setConfig(flow: FlowDocument, id: string, config: JsonObject): FlowDocument {
  return changeNode(flow, id, (node) => ({ ...node, config }));
}

/** Gives a node the author's own name; an empty one gives it back the title of its type. */
export function setTitle(flow: FlowDocument, id: string, title: string): FlowDocument {
  return changeNode(flow, id, ({ title: _old, ...node }) => (title === '' ? node : { ...node, title }));
}

/** Lifts a node to another version of its type, with the config that version understands. */
export function setNodeVersion(
  flow: FlowDocument,
  id: string,
  version: number,
  config: JsonObject,
): FlowDocument {
  return changeNode(flow, id, (node) => ({ ...node, version, config }));
}

/** Edges that led to a removed node lead on along that node's only way out; with several ways out there is no one answer. */
function heal(edges: FlowEdge[], removed: ReadonlySet<string>): FlowEdge[] {
  const leaving = Map.groupBy(edges, (edge) => edge.from.node);
  const destination = (id: string, seen: ReadonlySet<string>): string | null => {
    if (!removed.has(id)) return id;
    const ways = leaving.get(id) ?? [];
    const [way] = ways;
    if (!way || ways.length > 1 || seen.has(id)) return null;
    return destination(way.to, new Set(seen).add(id));
  };
  return edges.map((edge) => {
    if (removed.has(edge.from.node) || !removed.has(edge.to)) return edge;
    const to = destination(edge.to, new Set());
    return to === null || to === edge.from.node ? edge : { ...edge, to };
  });
}

function withoutNodes(
  settings: FlowDocument['settings'],
  removed: ReadonlySet<string>,
): FlowDocument['settings'] {
  const { catchNode, ...rest } = settings;
  return {
    ...rest,
    ...(catchNode !== undefined && !removed.has(catchNode) ? { catchNode } : {}),
    handlers: settings.handlers.filter((handler) => !removed.has(handler.node)),
  };
}

function changeNode(flow: FlowDocument, id: string, change: (node: FlowNode) => FlowNode): FlowDocument {
  const index = flow.nodes.findIndex((node) => node.id === id);
  const node = flow.nodes[index];
  if (!node) throw new OperationError('nodeMissing', id);
  return { ...flow, nodes: flow.nodes.with(index, change(node)) };
}

function append<Item extends { id: string }>(items: Item[], added: Item[]): Item[] {
  if (added.length === 0) return items;
  const ids = new Set(items.map((item) => item.id));
  for (const item of added) {
    if (ids.has(item.id)) throw new OperationError('idTaken', item.id);
    ids.add(item.id);
  }
  return [...items, ...added];
}

/** Filters, but keeps the very array where nothing goes: whoever compares by identity sees that nothing changed. */
function keep<Item>(items: Item[], wanted: (item: Item) => boolean): Item[] {
  const kept = items.filter(wanted);
  return kept.length === items.length ? items : kept;
}

function requireAll(
  ids: ReadonlySet<string>,
  items: readonly { id: string }[],
  reason: 'nodeMissing' | 'edgeMissing' | 'noteMissing',
): void {
  if (ids.size === 0) return;
  const known = new Set(items.map((item) => item.id));
  for (const id of ids) if (!known.has(id)) throw new OperationError(reason, id);
}
