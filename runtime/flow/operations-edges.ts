import type { FlowDocument, FlowEdge, FlowNode } from './flow-document';
import { OperationError } from './operations-error';
import { insertFragment } from './operations-nodes';

/** Leads a port to a node. A port leads to one node only: an edge that leaves it already is replaced. */
export function connect(flow: FlowDocument, edge: FlowEdge): FlowDocument {
  for (const end of [edge.from.node, edge.to])
    if (!flow.nodes.some((node) => node.id === end)) throw new OperationError('nodeMissing', end);
  const edges = flow.edges.filter(
    (other) => !(other.from.node === edge.from.node && other.from.port === edge.from.port),
  );
  if (edges.some((other) => other.id === edge.id)) throw new OperationError('idTaken', edge.id);
  return { ...flow, edges: [...edges, edge] };
}

export function disconnect(flow: FlowDocument, ids: string[]): FlowDocument {
  for (const id of ids) requireEdge(flow, id);
  const removed = new Set(ids);
  return { ...flow, edges: flow.edges.filter((edge) => !removed.has(edge.id)) };
}

/** Puts a node, new or already there, in the middle of an edge. */
export function insertOnEdge(
  flow: FlowDocument,
  insertion: { edge: string; node: FlowNode; port: string; leaving: string },
): FlowDocument {
  const edge = requireEdge(flow, insertion.edge);
  const fragment = { nodes: [insertion.node], edges: [], groups: [], notes: [] };
  const known = flow.nodes.some((node) => node.id === insertion.node.id);
  const base = known ? flow : insertFragment(flow, fragment);
  const shortened = {
    ...base,
    edges: base.edges.map((other) => (other.id === edge.id ? { ...edge, to: insertion.node.id } : other)),
  };
  return connect(shortened, {
    id: insertion.leaving,
    from: { node: insertion.node.id, port: insertion.port },
    to: edge.to,
  });
}

function requireEdge(flow: FlowDocument, id: string): FlowEdge {
  const edge = flow.edges.find((candidate) => candidate.id === id);
  if (!edge) throw new OperationError('edgeMissing', id);
  return edge;
}
