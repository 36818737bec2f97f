import type { FlowDocument, FlowEdge, FlowNode } from '@/runtime/flow/flow-document';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { portsOf } from './node-ports';

/**
 * The same flow with its nodes in the order of a walk from the starts, upper ports first, and its edges in the order of
 * their ports: a layout that keeps the given order where it has no better one then crosses fewer ways.
 */
export function inPortOrder(flow: FlowDocument, registry: NodeRegistry): FlowDocument {
  const byId = new Map(flow.nodes.map((node) => [node.id, node]));
  const leaving = Map.groupBy(flow.edges, ({ from }) => from.node);
  const ordered = new Map<string, FlowEdge[]>();
  for (const node of flow.nodes) {
    const ports = portsOf(node, registry).map(({ id }) => id);
    const place = ({ from }: FlowEdge): number => {
      const index = ports.indexOf(from.port);
      return index === -1 ? ports.length : index;
    };
    ordered.set(
      node.id,
      (leaving.get(node.id) ?? []).toSorted((left, right) => place(left) - place(right)),
    );
  }
  const walked = new Map<string, FlowNode>();
  const reached = new Set(flow.edges.map(({ to }) => to));
  const roots = [...flow.nodes.filter(({ id }) => !reached.has(id)), ...flow.nodes];
  for (const root of roots) {
    const waiting = [root.id];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const node = byId.get(id);
      if (!node || walked.has(id)) continue;
      walked.set(id, node);
      waiting.push(...(ordered.get(id) ?? []).map(({ to }) => to).toReversed());
    }
  }
  return {
    ...flow,
    nodes: [...walked.values()],
    edges: [...walked.keys()].flatMap((id) => ordered.get(id) ?? []),
  };
}
