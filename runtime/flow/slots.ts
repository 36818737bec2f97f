import { migrateConfig } from './compile';
import { type FlowDocument, type FlowNode, type SlotKind, slotKindSchema } from './flow-document';
import type { NodeRegistry } from './node-definition';
import { configFields } from './walk-config';

/** A symbolic name that a flow uses and an installation binds. */
export interface UsedSlot {
  kind: SlotKind;
  name: string;
  /** `null` for the flow's own settings. */
  nodeId: string | null;
  path: (string | number)[];
}

/** Every slot that a flow names, found by the mark `slot` in the schemas of its nodes. */
export function slotsOf(flow: FlowDocument, registry: NodeRegistry): UsedSlot[] {
  const slots = flow.nodes.flatMap((node) => slotsOfNode(node, registry));
  const { fallbackQueue } = flow.settings;
  if (fallbackQueue) {
    slots.push({ kind: 'queue', name: fallbackQueue, nodeId: null, path: ['settings', 'fallbackQueue'] });
  }
  return slots;
}

export function slotsOfNode(node: FlowNode, registry: NodeRegistry): UsedSlot[] {
  const definition = registry.get(node.type);
  if (!definition) return [];
  const slots: UsedSlot[] = [];
  for (const { path, meta, value } of configFields(definition.config, migrateConfig(node, definition))) {
    const kind = slotKindSchema.safeParse(meta.slot);
    if (!kind.success) continue;
    for (const name of Array.isArray(value) ? value : [value]) {
      if (typeof name === 'string' && name !== '')
        slots.push({ kind: kind.data, name, nodeId: node.id, path });
    }
  }
  return slots;
}
