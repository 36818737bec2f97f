import { DomainError } from '@/runtime/domain-error';
import { migrateConfig } from './compile';
import { FLOW_SCHEMA_VERSION, type FlowDocument, flowDocumentSchema } from './flow-document';
import type { NodeRegistry } from './node-definition';

/**
 * Reads a flow document of this or an older schema version and lifts the configs of its nodes to the present versions of their
 * types. Nodes of a type that is not known here stay as they are.
 * @throws DomainError `flowInvalid` or `flowTooNew` when it is not a flow document, or one of a newer Stellwerk.
 */
export function migrateFlow(source: unknown, registry: NodeRegistry): FlowDocument {
  requireKnownSchema(source);
  const parsed = flowDocumentSchema.safeParse(source);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = issue?.path.join('.') ?? '';
    const detail = issue?.message ?? '';
    const where = path === '' ? detail : `${path}: ${detail}`;
    throw new DomainError('invalid', 'flowInvalid', `This is not a flow document: ${where}`, {
      path,
      detail,
    });
  }
  return { ...parsed.data, nodes: parsed.data.nodes.map((node) => liftNode(node, registry)) };
}

/** A file of a newer Stellwerk is not damaged, and its reader should be told so. Error: `flowTooNew`. */
export function requireKnownSchema(source: unknown): void {
  const version =
    typeof source === 'object' && source !== null ? Reflect.get(source, 'schemaVersion') : undefined;
  if (typeof version !== 'number' || version <= FLOW_SCHEMA_VERSION) return;
  throw new DomainError(
    'invalid',
    'flowTooNew',
    `The flow was written by a newer Stellwerk (schema ${version}; this one reads up to ${FLOW_SCHEMA_VERSION}). Update this installation first.`,
    { version, known: FLOW_SCHEMA_VERSION },
  );
}

function liftNode(
  node: FlowDocument['nodes'][number],
  registry: NodeRegistry,
): FlowDocument['nodes'][number] {
  const definition = registry.get(node.type);
  if (!definition || node.version >= definition.version) return node;
  return { ...node, version: definition.version, config: migrateConfig(node, definition) };
}
