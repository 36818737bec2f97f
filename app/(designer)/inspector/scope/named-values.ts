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
  const copies: { path: string; sameAs: string }[] = [];
  for (const node of flow.nodes) {
    if (before && !before.has(node.id)) continue;
    const definition = registry.get(node.type);
    if (!definition?.variables && !definition?.fields) continue;
    const config = configOf(node, definition);
    if (config === null) continue;
    for (const { name, type, sameAs } of [
      ...(definition.variables?.(config) ?? []),
      ...(definition.fields?.(config) ?? []),
    ]) {
      // A node that is not filled in yet writes nothing that could be named.
      if (name === '' || name.endsWith('.')) continue;
      const path = writtenPath(name);
      if (sameAs !== undefined) copies.push({ path, sameAs });
      add(values, path, type, node.id);
    }
    const sorts = definition.sorts?.(config);
    for (const path of sorts ? [writtenPath(sorts.field), `ticket.fields.${sorts.field}`] : []) {
      const sorted = values.get(path);
      if (sorts && sorted) values.set(path, { ...sorted, options: sorts.options });
    }
  }
  takeTypes(values, copies);
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

/** What is written in several types is of none that could be relied on; what its author declared is. */
function add(values: Map<string, NamedValue>, path: string, type: ValueType, writer: string | null): void {
  const known = values.get(path);
  const writtenBy = [...(known?.writtenBy ?? []), ...(writer === null ? [] : [writer])];
  const isDeclared = known !== undefined && known.writtenBy.length === 0;
  const kept = known === undefined || known.type === type ? type : isDeclared ? known.type : 'object';
  values.set(path, { path, group: groupOf(path), type: kept, textKey: known?.textKey ?? null, writtenBy });
}

/** Values that are taken over from another one by that one's type, also over several stations. */
function takeTypes(
  values: Map<string, NamedValue>,
  copies: readonly { path: string; sameAs: string }[],
): void {
  for (let learnt = true; learnt; ) {
    learnt = false;
    for (const { path, sameAs } of copies) {
      const copy = values.get(path);
      const type = values.get(sameAs)?.type ?? SCOPE_FIELDS[sameAs] ?? 'object';
      if (copy?.type !== 'object' || copy.writtenBy.length !== 1 || type === 'object') continue;
      values.set(path, { ...copy, type });
      learnt = true;
    }
  }
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
