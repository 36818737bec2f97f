import type { CompiledFlow, CompiledNode } from './compile';

/**
 * Where a walk can go on after a node: its edges, and nodes it jumps to. Of a node that is not ready yet nobody knows the ports: its edges
 * count as they are drawn.
 */
export function nodesAfter(node: CompiledNode, compiled: CompiledFlow): CompiledNode[] {
  if (node.invalid !== null) return drawnAfter(node, compiled);
  const targets: CompiledNode[] = [];
  for (const { target } of node.ports.values()) if (target) targets.push(target);
  if (node.definition?.leadsTo) {
    for (const id of node.definition.leadsTo(node.config)) {
      const target = compiled.nodes.get(id);
      if (target) targets.push(target);
    }
  }
  return targets;
}

function drawnAfter({ id }: CompiledNode, { document, nodes }: CompiledFlow): CompiledNode[] {
  return document.edges
    .filter(({ from }) => from.node === id)
    .map(({ to }) => nodes.get(to))
    .filter((node) => node !== undefined);
}

/** Every node that can be reached from some nodes without walking on beyond those where `stop` holds. */
export function reachedFrom(
  from: Iterable<CompiledNode>,
  compiled: CompiledFlow,
  stop: (node: CompiledNode) => boolean = () => false,
): Set<CompiledNode> {
  const reached = new Set(from);
  for (const node of reached) {
    if (stop(node)) continue;
    for (const target of nodesAfter(node, compiled)) reached.add(target);
  }
  return reached;
}
