import type { FlowDocument, FlowNode } from '@/runtime/flow/flow-document';
import type { NodeRegistry, PortDefinition } from '@/runtime/flow/node-definition';
import type { NodeNames } from '@/runtime/flow/node-names';
import { lenientConfig } from './lenient-config';

/** Ports of a node as the canvas shows them, half-done configs included. An unknown type has none. */
export function portsOf(node: FlowNode, registry: NodeRegistry): readonly PortDefinition[] {
  const definition = registry.get(node.type);
  if (!definition) return [];
  return definition.ports(lenientConfig(node, definition));
}

/** What an exit is called on its card; categories and the like give exits their names in the settings. */
export function portName(
  node: FlowNode,
  port: string,
  words: Pick<NodeNames, 'portLabel'>,
  registry: NodeRegistry,
): string {
  return words.portLabel(node.type, portsOf(node, registry).find(({ id }) => id === port) ?? { id: port });
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
