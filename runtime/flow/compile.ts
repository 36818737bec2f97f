import type { FlowDocument, FlowNode } from './flow-document';
import type { JsonObject } from './json';
import type { NodeDefinition, NodeRegistry, PortDefinition } from './node-definition';

/** A flow made ready to be walked: nodes by id, edges by port, configs parsed. Compile once per flow version and keep it. */
export interface CompiledFlow {
  readonly id: string;
  readonly version: number;
  readonly document: FlowDocument;
  readonly nodes: ReadonlyMap<string, CompiledNode>;
  /** In the order of the document. */
  readonly starts: readonly CompiledNode[];
  readonly initialVariables: Readonly<JsonObject>;
}

export interface CompiledNode {
  readonly id: string;
  readonly type: string;
  readonly title: string | undefined;
  /** `null` where this installation does not know the type. */
  readonly definition: NodeDefinition | null;
  /** Parsed by the type's schema. */
  readonly config: unknown;
  /** Why the node cannot be walked, in a sentence: an unknown type or a config that does not fit. */
  readonly invalid: string | null;
  readonly ports: ReadonlyMap<string, CompiledPort>;
  /** The connected port that takes failures. */
  readonly errorPort: CompiledPort | null;
}

export interface CompiledPort {
  readonly id: string;
  readonly kind: PortDefinition['kind'];
  readonly target: CompiledNode | null;
}

/**
 * Never throws for a well-formed document: a node that is not ready yet fails when it is reached, so that drafts can
 * be simulated. What may be published is told by `findProblems`.
 */
export function compileFlow(document: FlowDocument, registry: NodeRegistry, version = 0): CompiledFlow {
  const nodes = new Map<string, OpenNode>();
  for (const node of document.nodes) {
    if (!nodes.has(node.id)) nodes.set(node.id, compileNode(node, registry));
  }
  const targets = new Map<string, string>();
  for (const edge of document.edges) {
    const key = `${edge.from.node}\n${edge.from.port}`;
    if (!targets.has(key)) targets.set(key, edge.to);
  }
  for (const node of nodes.values()) connectPorts(node, nodes, targets);
  return {
    id: document.id,
    version,
    document,
    nodes,
    starts: [...nodes.values()].filter((node) => node.definition?.category === 'start'),
    initialVariables: initialVariables(document),
  };
}

/** The config of a node lifted to the present version of its type. */
export function migrateConfig(node: FlowNode, definition: NodeDefinition): JsonObject {
  let config = node.config;
  for (let version = node.version; version < definition.version; version++) {
    config = definition.migrate?.(config, version) ?? config;
  }
  return config;
}

/** The graph has cycles, so nodes are made first and joined afterwards; then nothing writes to them any more. */
interface OpenNode extends CompiledNode {
  ports: Map<string, CompiledPort>;
  errorPort: CompiledPort | null;
}

function compileNode(node: FlowNode, registry: NodeRegistry): OpenNode {
  const definition = registry.get(node.type) ?? null;
  const ports = new Map<string, CompiledPort>();
  const base = { id: node.id, type: node.type, title: node.title, ports, errorPort: null };
  if (!definition) {
    return {
      ...base,
      definition,
      config: node.config,
      invalid: `The node type "${node.type}" is not known here.`,
    };
  }
  const parsed = definition.config.safeParse(migrateConfig(node, definition));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.join('.') ?? '';
    return {
      ...base,
      definition,
      config: node.config,
      invalid: `The setting "${where}" is not complete: ${issue?.message ?? ''}`,
    };
  }
  return { ...base, definition, config: parsed.data, invalid: null };
}

function connectPorts(
  node: OpenNode,
  nodes: ReadonlyMap<string, CompiledNode>,
  targets: ReadonlyMap<string, string>,
): void {
  const ports = node.definition && node.invalid === null ? node.definition.ports(node.config) : [];
  for (const port of ports) {
    const target = nodes.get(targets.get(`${node.id}\n${port.id}`) ?? '') ?? null;
    const compiled = { id: port.id, kind: port.kind, target };
    node.ports.set(port.id, compiled);
    if (port.kind === 'error' && target) node.errorPort ??= compiled;
  }
}

function initialVariables(document: FlowDocument): JsonObject {
  const variables: JsonObject = {};
  for (const variable of document.variables) {
    if (variable.initial !== undefined) variables[variable.name] = variable.initial;
  }
  return variables;
}
