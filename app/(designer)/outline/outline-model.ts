import type { FlowDocument, FlowEdge, FlowNode } from '@/runtime/flow/flow-document';
import type { NodeRegistry, PortDefinition } from '@/runtime/flow/node-definition';
import { lostPorts, portsOf } from '../model/node-ports';

/** One line of the outline. */
export type OutlineRow =
  | { kind: 'node'; key: string; depth: number; node: FlowNode }
  /** A way out of a node; below it stands where it leads. Without `edge` it leads nowhere yet. */
  | { kind: 'port'; key: string; depth: number; node: FlowNode; port: PortDefinition; edge: FlowEdge | null }
  /** The way leads to a node that is listed elsewhere. */
  | { kind: 'reference'; key: string; depth: number; node: FlowNode; edge: FlowEdge }
  | { kind: 'note'; key: string; depth: number; noteId: string; text: string };

/**
 * The flow as an indented list that reads like a recipe: what comes next stands below, what may come instead is indented.
 * Every node stands there exactly once; further ways to it refer to that line.
 */
export function outlineOf(flow: FlowDocument, registry: NodeRegistry): OutlineRow[] {
  const list = createLister(flow, registry);
  const reached = new Set(flow.edges.map((edge) => edge.to));
  const starts = flow.nodes.filter((node) => registry.get(node.type)?.category === 'start');
  const loose = flow.nodes.filter((node) => !reached.has(node.id));
  const rows = [...starts, ...loose, ...flow.nodes].flatMap((root) => list(root));
  const notes = flow.notes.map((note) => ({
    kind: 'note' as const,
    key: note.id,
    depth: 0,
    noteId: note.id,
    text: note.text,
  }));
  return [...rows, ...notes];
}

/** Something that is still to be listed: it gives lines, or goes on with more to list. */
type Task = () => void;

/** Lists a node and all that it leads to; what was listed before is not listed again. */
function createLister(flow: FlowDocument, registry: NodeRegistry): (root: FlowNode) => OutlineRow[] {
  const listed = new Set<string>();
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]));
  const leaving = Map.groupBy(flow.edges, (edge) => edge.from.node);
  let rows: OutlineRow[] = [];
  // An own stack instead of recursion: a flow may be thousands of nodes long.
  const open: Task[] = [];

  function follow(edge: FlowEdge, depth: number): void {
    const target = nodes.get(edge.to);
    if (!target) return;
    if (listed.has(target.id))
      rows.push({ kind: 'reference', key: `to ${edge.id}`, depth, node: target, edge });
    else list(target, depth);
  }

  function list(node: FlowNode, depth: number): void {
    listed.add(node.id);
    rows.push({ kind: 'node', key: node.id, depth, node });
    const ports = portsOf(node, registry);
    const all = [...ports, ...lostPorts(node, flow, ports)];
    const edges = new Map((leaving.get(node.id) ?? []).map((edge) => [edge.from.port, edge]));
    const main = mainPort(all);
    const way = (port: PortDefinition) => branch(node, port, edges.get(port.id) ?? null, depth + 1);
    const side = all.filter((port) => port !== main).flatMap(way);
    const next = main && edges.get(main.id);
    const goOn = next ? [() => follow(next, depth)] : main ? way(main) : [];
    open.push(...[...side, ...goOn].reverse());
  }

  function branch(node: FlowNode, port: PortDefinition, edge: FlowEdge | null, depth: number): Task[] {
    const row = { kind: 'port' as const, key: `${node.id} ${port.id}`, depth, node, port, edge };
    return [() => rows.push(row), ...(edge ? [() => follow(edge, depth + 1)] : [])];
  }

  return (root) => {
    if (listed.has(root.id)) return [];
    rows = [];
    list(root, 0);
    for (let task = open.pop(); task; task = open.pop()) task();
    return rows;
  };
}

/** The only ordinary exit of a node: what comes behind it is not an alternative but simply the next. */
export function mainPort(ports: readonly PortDefinition[]): PortDefinition | null {
  const exits = ports.filter((port) => port.kind === 'exit');
  return exits.length === 1 ? (exits[0] ?? null) : null;
}

/** The row that a row is indented under. */
export function parentRow(rows: readonly OutlineRow[], index: number): number {
  const depth = rows[index]?.depth ?? 0;
  for (let above = index - 1; above >= 0; above -= 1) if ((rows[above]?.depth ?? 0) < depth) return above;
  return -1;
}
