import { migrateConfig } from './compile';
import type { FlowDocument, FlowNode, SlotKind } from './flow-document';
import type { NodeRegistry } from './node-definition';
import { type ConfigField, configFields } from './walk-config';

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
  return [...flow.nodes.flatMap((node) => slotsOfNode(node, registry)), ...slotsOfSettings(flow)];
}

export function slotsOfNode(node: FlowNode, registry: NodeRegistry): UsedSlot[] {
  const definition = registry.get(node.type);
  if (!definition) return [];
  return slotsOfFields(node.id, configFields(definition.config, migrateConfig(node, definition)));
}

/** The slots among the fields of a node's config. */
export function slotsOfFields(nodeId: string, fields: readonly ConfigField[]): UsedSlot[] {
  const slots: UsedSlot[] = [];
  for (const { path, meta, value } of fields) {
    if (meta.slot === undefined) continue;
    for (const name of Array.isArray(value) ? value : [value]) {
      if (typeof name === 'string' && name !== '') slots.push({ kind: meta.slot, name, nodeId, path });
    }
  }
  return slots;
}

export function slotsOfSettings({ settings }: FlowDocument): UsedSlot[] {
  const { fallbackQueue } = settings;
  if (!fallbackQueue) return [];
  return [{ kind: 'queue', name: fallbackQueue, nodeId: null, path: ['settings', 'fallbackQueue'] }];
}
