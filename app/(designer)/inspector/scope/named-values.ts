import { migrateConfig } from '@/runtime/flow/compile';
import type { FlowDocument, FlowNode } from '@/runtime/flow/flow-document';
import type { NodeDefinition, NodeRegistry } from '@/runtime/flow/node-definition';
import { SCOPE_FIELDS } from '@/runtime/flow/scope-fields';
import { lenientConfig } from '../../model/lenient-config';

export type ValueType = 'text' | 'number' | 'boolean' | 'date' | 'list' | 'object';
/** `here`: only the text at hand can name it. */
export type ValueGroup = 'message' | 'ticket' | 'customer' | 'vars' | 'installation' | 'here';

/** Something an author can name in texts, rules and expressions. */
export interface NamedValue {
  path: string;
  group: ValueGroup;
  type: ValueType;
  /** Key of its words, `inspector.values.<key>`; variables carry their own name instead. */
  textKey: string | null;
  /** Nodes on the way here that write it. */
  writtenBy: string[];
  /** Values that it can have, where they are known: the categories of a classifier. */
  options?: { value: string; label: string }[];
}

/** Facts that help nobody who writes a flow: numbers of machines and lists of people that have better names beside them. */
const TECHNICAL = new Set([
  'message.id',
  'message.messageId',
  'message.references',
  'message.automaticReason',
  'message.authentication.domain',
  'message.authentication.spf',
  'message.authentication.dkim',
  'message.authentication.dmarc',
  'message.attachments',
  'message.to',
  'message.cc',
  'ticket.id',
  'ticket.autoReplies',
  'ticket.queuedAt',
  'customer.id',
  'installation.language',
  'installation.timeZone',
]);

/**
 * Everything that can be named at a node: facts, the flow's variables, and what nodes write that a message may have
 * passed before it. With `nodeId` null (the flow's settings) every node counts.
 */
export function namedValues(flow: FlowDocument, nodeId: string | null, registry: NodeRegistry): NamedValue[] {
  const values = new Map<string, NamedValue>();
  for (const [path, type] of Object.entries(SCOPE_FIELDS)) {
    if (TECHNICAL.has(path)) continue;
    values.set(path, { path, group: groupOf(path), type, textKey: path.replaceAll('.', '_'), writtenBy: [] });
  }
  for (const { name, type } of flow.variables) add(values, `vars.${name}`, type, null);
  const before = nodeId === null ? null : nodesBefore(flow, nodeId);
  for (const node of flow.nodes) {
    if (before && !before.has(node.id)) continue;
    const definition = registry.get(node.type);
    if (!definition?.variables) continue;
    const config = configOf(node, definition);
    if (config === null) continue;
    for (const { name, type } of definition.variables(config)) {
      // A node that is not filled in yet writes nothing that could be named.
      if (name === '') continue;
      add(values, writtenPath(name), type, node.id);
    }
    const sorts = definition.sorts?.(config);
    const sorted = sorts && values.get(writtenPath(sorts.field));
    if (sorts && sorted) values.set(sorted.path, { ...sorted, options: sorts.options });
  }
  return [...values.values()];
}

/** Every node from which a way leads to this one. */
export function nodesBefore(flow: FlowDocument, nodeId: string): ReadonlySet<string> {
  const into = Map.groupBy(flow.edges, (edge) => edge.to);
  const found = new Set<string>();
  const open = [nodeId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const { from } of into.get(id) ?? []) {
      if (found.has(from.node)) continue;
      found.add(from.node);
      open.push(from.node);
    }
  }
  return found;
}

/** Read once for as long as the config lives: a flow may have a thousand nodes, and every edit asks. */
function configOf(node: FlowNode, definition: NodeDefinition): unknown {
  if (node.version === definition.version) return lenientConfig(node, definition);
  return lenientConfig({ ...node, config: migrateConfig(node, definition) }, definition);
}

function add(values: Map<string, NamedValue>, path: string, type: ValueType, writer: string | null): void {
  const known = values.get(path);
  const writtenBy = [...(known?.writtenBy ?? []), ...(writer === null ? [] : [writer])];
  values.set(path, { path, group: groupOf(path), type, textKey: known?.textKey ?? null, writtenBy });
}

/** Nodes tell the bare name of a flow variable, or a path of their own (`ticket.fields.number`). */
function writtenPath(name: string): string {
  return name.includes('.') ? name : `vars.${name}`;
}

function groupOf(path: string): ValueGroup {
  const [root = ''] = path.split('.');
  if (root === 'message' || root === 'ticket' || root === 'customer' || root === 'vars') return root;
  return 'installation';
}
