import { sameJson } from './diff-merge';
import { type Difference, differences } from './differences';
import type { FlowDocument, FlowEdge, FlowNode, FlowVariable } from './flow-document';
import type { Json } from './json';

/** One difference between two flows, ready to be said in words. */
export type FlowChange =
  | { kind: 'renamed'; from: string; to: string }
  | { kind: 'described' }
  | { kind: 'nodeAdded'; node: FlowNode }
  | { kind: 'nodeRemoved'; node: FlowNode }
  | { kind: 'nodeTitled'; node: FlowNode; from: string; to: string }
  /** `path` leads to the smallest part that differs: `categories`, `2`, `label`; with `entry` to the list that one came into or left. */
  /** `nodes`: those that have `from` and `to` as their ids, as they were called then. */
  | ({
      kind: 'configChanged';
      node: FlowNode;
      nodes: { from: FlowNode | null; to: FlowNode | null };
    } & Difference)
  /** A port leads elsewhere now; `null` is nowhere. `before`: the node as it was, for the port may be gone from it. */
  | {
      kind: 'routeChanged';
      node: FlowNode;
      before: FlowNode;
      port: string;
      from: FlowNode | null;
      to: FlowNode | null;
    }
  | { kind: 'nodesMoved'; nodes: FlowNode[] }
  | { kind: 'variableAdded' | 'variableRemoved' | 'variableChanged'; variable: FlowVariable }
  | { kind: 'settingChanged'; path: string[]; from: Json | undefined; to: Json | undefined }
  | { kind: 'notesChanged'; count: number }
  | { kind: 'groupsChanged'; count: number };

/**
 * What became of a flow between two states, in the order a reader wants it: what messages meet first, looks last.
 * Values differ at the smallest part, so that a changed word in a list of ten categories is told as that word.
 */
export function compareFlows(before: FlowDocument, after: FlowDocument): FlowChange[] {
  return [
    ...(before.name === after.name ? [] : [{ kind: 'renamed' as const, from: before.name, to: after.name }]),
    ...compareNodes(before, after),
    ...compareRoutes(before, after),
    ...compareVariables(before, after),
    ...differences(before.settings, after.settings).map((change) => ({
      kind: 'settingChanged' as const,
      ...change,
    })),
    ...compareLooks(before, after),
  ];
}

function compareNodes(before: FlowDocument, after: FlowDocument): FlowChange[] {
  const [old, present] = [byId(before.nodes), byId(after.nodes)];
  const changes: FlowChange[] = [];
  for (const node of after.nodes) {
    const was = old.get(node.id);
    if (!was) {
      changes.push({ kind: 'nodeAdded', node });
      continue;
    }
    if ((was.title ?? '') !== (node.title ?? ''))
      changes.push({ kind: 'nodeTitled', node, from: was.title ?? '', to: node.title ?? '' });
    for (const change of differences(was.config, node.config))
      changes.push({
        kind: 'configChanged',
        node,
        nodes: { from: nodeOf(old, change.from), to: nodeOf(present, change.to) },
        ...change,
      });
  }
  for (const node of before.nodes) if (!present.has(node.id)) changes.push({ kind: 'nodeRemoved', node });
  return changes;
}

function nodeOf(nodes: ReadonlyMap<string, FlowNode>, value: Json | undefined): FlowNode | null {
  return (typeof value === 'string' && nodes.get(value)) || null;
}

/** Routes of nodes that exist on both sides; those of new and removed nodes go without saying. */
function compareRoutes(before: FlowDocument, after: FlowDocument): FlowChange[] {
  const [old, present] = [byId(before.nodes), byId(after.nodes)];
  const [oldRoutes, routes] = [byPort(before.edges), byPort(after.edges)];
  const changes: FlowChange[] = [];
  for (const key of new Set([...oldRoutes.keys(), ...routes.keys()])) {
    const [was, is] = [oldRoutes.get(key), routes.get(key)];
    const edge = is ?? was;
    const node = edge && present.get(edge.from.node);
    const before = edge && old.get(edge.from.node);
    if (!edge || !node || !before || was?.to === is?.to) continue;
    const target = (nodes: ReadonlyMap<string, FlowNode>, end: FlowEdge | undefined): FlowNode | null =>
      (end && nodes.get(end.to)) ?? null;
    changes.push({
      kind: 'routeChanged',
      node,
      before,
      port: edge.from.port,
      from: target(old, was),
      to: target(present, is),
    });
  }
  return changes;
}

function compareVariables(before: FlowDocument, after: FlowDocument): FlowChange[] {
  const old = new Map(before.variables.map((variable) => [variable.name, variable]));
  const present = new Set(after.variables.map((variable) => variable.name));
  const changes: FlowChange[] = [];
  for (const variable of after.variables) {
    const was = old.get(variable.name);
    if (!was) changes.push({ kind: 'variableAdded', variable });
    else if (!sameJson(was, variable)) changes.push({ kind: 'variableChanged', variable });
  }
  for (const variable of before.variables)
    if (!present.has(variable.name)) changes.push({ kind: 'variableRemoved', variable });
  return changes;
}

function compareLooks(before: FlowDocument, after: FlowDocument): FlowChange[] {
  const changes: FlowChange[] = [];
  if (before.description !== after.description) changes.push({ kind: 'described' });
  const notes = countDifferent(before.notes, after.notes);
  if (notes > 0) changes.push({ kind: 'notesChanged', count: notes });
  const groups = countDifferent(before.groups, after.groups);
  if (groups > 0) changes.push({ kind: 'groupsChanged', count: groups });
  const old = byId(before.nodes);
  const moved = after.nodes.filter((node) => {
    const was = old.get(node.id);
    return was !== undefined && !sameJson(was.position, node.position);
  });
  if (moved.length > 0) changes.push({ kind: 'nodesMoved', nodes: moved });
  return changes;
}

function countDifferent(before: readonly { id: string }[], after: readonly { id: string }[]): number {
  const [old, present] = [byId(before), byId(after)];
  const ids = new Set([...old.keys(), ...present.keys()]);
  return [...ids].filter((id) => !sameJson(old.get(id), present.get(id))).length;
}

function byId<Item extends { id: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}

function byPort(edges: readonly FlowEdge[]): Map<string, FlowEdge> {
  return new Map(edges.map((edge) => [`${edge.from.node} ${edge.from.port}`, edge]));
}
