import type { FlowDocument, FlowNode } from '@/runtime/flow/flow-document';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { portsOf } from './node-ports';

/** The first port of a node that leads nowhere yet, ordinary exits before errors; `null` when all lead somewhere. */
export function firstFreePort(node: FlowNode, flow: FlowDocument, registry: NodeRegistry): string | null {
  const taken = new Set(
    flow.edges.filter((edge) => edge.from.node === node.id).map((edge) => edge.from.port),
  );
  const free = portsOf(node, registry).filter((port) => !taken.has(port.id));
  return (free.find((port) => port.kind === 'exit') ?? free[0])?.id ?? null;
}
