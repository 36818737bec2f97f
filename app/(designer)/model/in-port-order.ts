import type { FlowDocument, FlowEdge } from '@/runtime/flow/flow-document';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { portsOf } from './node-ports';

/** The same flow with the edges of every node in the order of its ports, upper ports first: what a layout goes by. */
export function inPortOrder(flow: FlowDocument, registry: NodeRegistry): FlowDocument {
  const leaving = Map.groupBy(flow.edges, ({ from }) => from.node);
  const edges = flow.nodes.flatMap((node) => {
    const ports = portsOf(node, registry).map(({ id }) => id);
    const place = ({ from }: FlowEdge): number => {
      const index = ports.indexOf(from.port);
      return index === -1 ? ports.length : index;
    };
    return (leaving.get(node.id) ?? []).toSorted((left, right) => place(left) - place(right));
  });
  return { ...flow, edges };
}
