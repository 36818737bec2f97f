import type { FlowDocument, FlowGroup, FlowNode, FlowNote } from './flow-document';
import { OperationError } from './operations-error';
import { insertFragment, removeItems } from './operations-nodes';

/** Notes and groups: what an author writes around the nodes. Neither changes how a message travels. */
export function addNote(flow: FlowDocument, note: FlowNote): FlowDocument {
  return insertFragment(flow, { nodes: [], edges: [], groups: [], notes: [note] });
}

export function setNote(flow: FlowDocument, id: string, values: Partial<Omit<FlowNote, 'id'>>): FlowDocument {
  if (!flow.notes.some((note) => note.id === id)) throw new OperationError('noteMissing', id);
  return {
    ...flow,
    notes: flow.notes.map((note) => (note.id === id ? { ...note, ...defined(values) } : note)),
  };
}

export function removeNotes(flow: FlowDocument, notes: string[]): FlowDocument {
  return removeItems(flow, { nodes: [], edges: [], notes, heal: false });
}

/** Makes a group of nodes; a node belongs to one group at most, the newest. Groups that become empty dissolve. */
export function addGroup(flow: FlowDocument, group: FlowGroup, nodes: string[]): FlowDocument {
  if (flow.groups.some((other) => other.id === group.id)) throw new OperationError('idTaken', group.id);
  return setNodeGroup({ ...flow, groups: [...flow.groups, group] }, nodes, group.id);
}

export function setGroup(
  flow: FlowDocument,
  id: string,
  values: Partial<Omit<FlowGroup, 'id'>>,
): FlowDocument {
  requireGroup(flow, id);
  return {
    ...flow,
    groups: flow.groups.map((group) => (group.id === id ? { ...group, ...defined(values) } : group)),
  };
}

/** Puts nodes into a group, or with `null` out of theirs. */
export function setNodeGroup(flow: FlowDocument, ids: string[], group: string | null): FlowDocument {
  if (group !== null) requireGroup(flow, group);
  const wanted = new Set(ids);
  const nodes = flow.nodes.map((node): FlowNode => {
    if (!wanted.delete(node.id)) return node;
    const { group: _old, ...rest } = node;
    return group === null ? rest : { ...rest, group };
  });
  const missing = wanted.values().next();
  if (!missing.done) throw new OperationError('nodeMissing', missing.value);
  const filled = new Set(nodes.map((node) => node.group));
  const left = new Set(flow.nodes.filter((node) => ids.includes(node.id)).map((node) => node.group));
  const groups = flow.groups.filter(({ id }) => filled.has(id) || !left.has(id));
  return { ...flow, nodes, groups };
}

export function removeGroup(flow: FlowDocument, id: string): FlowDocument {
  requireGroup(flow, id);
  return {
    ...flow,
    groups: flow.groups.filter((group) => group.id !== id),
    nodes: flow.nodes.map((node) => {
      if (node.group !== id) return node;
      const { group: _old, ...rest } = node;
      return rest;
    }),
  };
}

function requireGroup(flow: FlowDocument, id: string): void {
  if (!flow.groups.some((group) => group.id === id)) throw new OperationError('groupMissing', id);
}

function defined<Values extends object>(values: Values): Partial<Values> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  // Object.fromEntries forgets which keys it was given; they are the very keys of `values`.
  return Object.fromEntries(entries) as Partial<Values>;
}
