import type { FlowDocument, FlowNode } from '@/runtime/flow/flow-document';
import type { NodeRegistry, PortDefinition } from '@/runtime/flow/node-definition';
import { lenientConfig } from './lenient-config';

/** Ports of a node as the canvas shows them, half-done configs included. An unknown type has none. */
export function portsOf(node: FlowNode, registry: NodeRegistry): readonly PortDefinition[] {
  const definition = registry.get(node.type);
  if (!definition) return [];
  return definition.ports(lenientConfig(node, definition));
}

/** Ports that edges leave although the node no longer has them: shown, so that nobody loses a way without noticing. */
export function lostPorts(
  node: FlowNode,
  flow: FlowDocument,
  ports: readonly PortDefinition[],
): PortDefinition[] {
  const known = new Set(ports.map((port) => port.id));
  return flow.edges
    .filter((edge) => edge.from.node === node.id && !known.has(edge.from.port))
    .map((edge) => ({ id: edge.from.port, kind: 'exit' as const, label: edge.from.port }));
}

/** Whether edges may lead to a node of this type: every one but a start. */
export function takesEdges(type: string, registry: NodeRegistry): boolean {
  return registry.get(type)?.category !== 'start';
}
