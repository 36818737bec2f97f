import type { FlowNode, FlowVariable } from '@/runtime/flow/flow-document';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { configFields } from '@/runtime/flow/walk-config';
import { lenientConfig } from './lenient-config';

export interface VariableUse {
  reads: ReadonlySet<string>;
  /** Name -> kind of value. */
  writes: ReadonlyMap<string, FlowVariable['type']>;
}

const NAMED = /\bvars\.([A-Za-z_][A-Za-z0-9_]*)/g;

/** Which variables of the flow some nodes read, and which they write. */
export function variableUse(nodes: readonly FlowNode[], registry: NodeRegistry): VariableUse {
  const reads = new Set<string>();
  const writes = new Map<string, FlowVariable['type']>();
  for (const node of nodes) {
    for (const [, name] of JSON.stringify(node.config).matchAll(NAMED)) if (name) reads.add(name);
    const definition = registry.get(node.type);
    if (!definition) continue;
    const config = lenientConfig(node, definition);
    for (const { name, type } of definition.variables?.(config) ?? []) writes.set(name, type);
    // A field that names a variable without `vars.`: what is not written by it is read.
    for (const { meta, value } of configFields(definition.config, config))
      if (meta.widget === 'variable' && typeof value === 'string' && !writes.has(value) && value !== '')
        reads.add(value);
  }
  return { reads, writes };
}
