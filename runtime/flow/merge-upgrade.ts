import { keyOf, type MergeConflict, mergeJson, repairFlow } from './diff-merge';
import { type FlowDocument, type FlowEdge, type FlowNode, flowDocumentSchema } from './flow-document';

/** What an upgrade joins. Configs have to be of the same versions of their node types (`migrateFlow`). */
export interface UpgradeSides {
  /** The template as it was installed. */
  base: FlowDocument;
  /** The flow as it is here. */
  mine: FlowDocument;
  /** The template as it would be installed today. */
  theirs: FlowDocument;
}

/** A field that both the template and somebody here changed. */
export interface UpgradeConflict extends MergeConflict {
  /** Its path as one text: what choices name it by. */
  key: string;
}

export type UpgradeChoice = 'mine' | 'theirs';
export type UpgradeChoices = Readonly<Record<string, UpgradeChoice>>;

export interface Upgrade {
  /** Always a well-formed draft. */
  flow: FlowDocument;
  conflicts: UpgradeConflict[];
  /** Exits that led to a node which the other side took away, and lead nowhere now. */
  cut: { node: string; port: string }[];
}

/**
 * Brings a flow up to a newer version of its template, node by node and field by field. What only one side changed is
 * taken from that side; what both changed is decided by `choices`, by what is here where nothing was chosen. Name and
 * id are this installation's own; places on the canvas are never asked for.
 */
export function mergeUpgrade(sides: UpgradeSides, choices: UpgradeChoices = {}): Upgrade {
  const { mine } = sides;
  const retyped = retypedNodes(sides);
  const packed = (flow: FlowDocument) => pack({ ...flow, id: mine.id, name: mine.name }, retyped);
  const { merged, conflicts: found } = mergeJson(packed(sides.base), packed(mine), packed(sides.theirs));
  const conflicts = found.map((conflict) => ({ ...conflict, key: conflict.path.join('/') }));
  const decided = conflicts.reduce<unknown>(
    (flow, { key, path, mine: ours, theirs }) => setAt(flow, path, choices[key] === 'theirs' ? theirs : ours),
    merged,
  );
  const joined = unpack(decided, [mine, sides.theirs]);
  const flow = repairFlow(joined);
  const left = new Set(flow.edges.map(portOf));
  return {
    flow,
    conflicts: conflicts.filter(({ path }) => !isLayout(path)),
    cut: joined.edges
      .filter((edge) => !left.has(portOf(edge)) && hasNode(flow, edge))
      .map(({ from }) => from),
  };
}

/** Nodes that are not of one type on all sides: their type and settings are one thing, taken from one side. */
function retypedNodes({ base, mine, theirs }: UpgradeSides): ReadonlySet<string> {
  const types = new Map<string, string>();
  const retyped = new Set<string>();
  for (const { id, type } of [...base.nodes, ...mine.nodes, ...theirs.nodes]) {
    if ((types.get(id) ?? type) !== type) retyped.add(id);
    types.set(id, type);
  }
  return retyped;
}

/** Where an edge leads is a property of its exit, whatever the edge's id: two edges at one exit are one decision. */
function pack(flow: FlowDocument, retyped: ReadonlySet<string>): unknown {
  return {
    ...flow,
    edges: flow.edges.map((edge) => ({ id: portOf(edge), from: edge.from, to: edge.to })),
    nodes: flow.nodes.map(({ type, version, config, ...node }) =>
      retyped.has(node.id)
        ? { ...node, body: [{ type, version, config }] }
        : { ...node, type, version, config },
    ),
  };
}

function unpack(packed: unknown, sources: readonly FlowDocument[]): FlowDocument {
  if (!isRecord(packed)) throw new Error('Two flows were joined to something that is no flow.');
  const nodes = listOf(packed.nodes).map((node) => {
    if (!isRecord(node)) return node;
    const { body, ...rest } = node;
    const [whole] = listOf(body);
    return isRecord(whole) ? { ...rest, ...whole } : rest;
  });
  const flow = flowDocumentSchema.parse({ ...packed, nodes, edges: [] });
  const edges = listOf(packed.edges).flatMap((edge) => (isJoinedEdge(edge) ? [edge] : []));
  return { ...flow, edges: withIds(edges, sources) };
}

interface JoinedEdge {
  from: FlowEdge['from'];
  to: string;
}

function isJoinedEdge(edge: unknown): edge is JoinedEdge {
  return isRecord(edge) && isRecord(edge.from) && typeof edge.to === 'string';
}

/** An edge keeps the id it had on the first side that knows it; no id is given twice. */
function withIds(edges: readonly JoinedEdge[], sources: readonly FlowDocument[]): FlowEdge[] {
  const taken = new Set<string>();
  const known = sources.map((flow) => new Map(flow.edges.map((edge) => [portOf(edge), edge.id])));
  return edges.map(({ from, to }) => {
    const ids = known.flatMap((byPort) => byPort.get(portOf({ from })) ?? []);
    const id = ids.find((candidate) => !taken.has(candidate)) ?? freeId(from, taken);
    taken.add(id);
    return { id, from, to };
  });
}

function freeId({ node, port }: FlowEdge['from'], taken: ReadonlySet<string>): string {
  const name = `${node}-${port}`.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 56);
  for (let number = 1; ; number += 1) {
    const id = `${name}-${number}`;
    if (!taken.has(id)) return id;
  }
}

/** The value with another one at a path through records and keyed lists; `undefined` takes it away. */
function setAt(value: unknown, path: readonly string[], next: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return next;
  if (Array.isArray(value)) {
    const at = value.findIndex((item) => keyOf(item) === key);
    const inner = setAt(value[at], rest, next);
    if (at === -1) return inner === undefined ? value : [...value, inner];
    return inner === undefined ? value.filter((_, index) => index !== at) : value.with(at, inner);
  }
  const record = isRecord(value) ? value : {};
  const inner = setAt(record[key], rest, next);
  if (inner !== undefined) return { ...record, [key]: inner };
  const { [key]: _gone, ...others } = record;
  return others;
}

function isLayout(path: readonly string[]): boolean {
  return (path[0] === 'nodes' || path[0] === 'notes') && (path[2] === 'position' || path[2] === 'size');
}

function hasNode(flow: FlowDocument, edge: JoinedEdge): boolean {
  return flow.nodes.some(({ id }: FlowNode) => id === edge.from.node);
}

function portOf({ from }: { from: FlowEdge['from'] }): string {
  return `${from.node} ${from.port}`;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
