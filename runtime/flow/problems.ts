import { type CompiledFlow, compileFlow, migrateConfig } from './compile';
import type { Environment } from './facts';
import type { FlowDocument } from './flow-document';
import type { NodeRegistry } from './node-definition';
import { callProblems } from './problems-calls';
import { configProblems } from './problems-config';
import { loopProblems } from './problems-loops';
import { ruleProblems } from './problems-rules';
import { slotProblems } from './problems-slots';
import { structureProblems } from './problems-structure';
import { variableProblems } from './problems-variables';
import { shownFields } from './shown-fields';
import { type ConfigField, configFields } from './walk-config';

/** Something that keeps a flow from being published (`error`) or that its author should look at (`warning`). */
export interface Problem {
  level: 'error' | 'warning';
  /** The kind of problem; the same as the key of the message. */
  code: string;
  /** Missing where the flow itself is meant. */
  nodeId?: string;
  /** The field: within the node's config, or within the flow document where no node is meant. `['ports', id]` names a port. */
  path?: (string | number)[];
  /** The sentence: `problemSentence` makes it. `flow`: texts of the checks; `node`: `problems.<key>` of the node type's texts. */
  message: { from: 'flow' | 'node'; key: string; values: Record<string, string | number> };
}

/** What every check is given: prepared once. */
export interface ProblemContext {
  flow: FlowDocument;
  compiled: CompiledFlow;
  registry: NodeRegistry;
  environment: Environment | undefined;
  /** Other flows, by slot, as far as they are known. */
  flows: Environment['flows'];
  /** Fields that are shown of every node whose type is known, by node id. */
  fields: ReadonlyMap<string, ConfigField[]>;
}

/**
 * Every check before publishing, the same in browser and server. Without an environment nothing is said about slots that
 * nobody bound; circles of calls are found over the `flows` that are given. The order is stable: errors first, then by node in the order of the document.
 */
export function findProblems(
  flow: FlowDocument,
  registry: NodeRegistry,
  environment?: Environment,
  flows: Environment['flows'] = environment?.flows,
): Problem[] {
  const compiled = compileFlow(flow, registry);
  const fields = new Map<string, ConfigField[]>();
  for (const node of flow.nodes) {
    const definition = registry.get(node.type);
    if (!definition) continue;
    const config = migrateConfig(node, definition);
    const known = compiled.nodes.get(node.id);
    // What a node takes where nothing is said counts as if it were said: a chat that is missing is missed.
    const parsed = known?.invalid === null ? known.config : config;
    fields.set(node.id, shownFields(configFields(definition.config, parsed), parsed));
  }
  const context: ProblemContext = { flow, compiled, registry, environment, flows, fields };
  const problems = [
    ...structureProblems(context),
    ...configProblems(context),
    ...ruleProblems(context),
    ...slotProblems(context),
    ...variableProblems(context),
    ...loopProblems(context),
    ...callProblems(context),
  ];
  const order = new Map(flow.nodes.map((node, index) => [node.id, index]));
  const rank = ({ level, nodeId }: Problem) =>
    (level === 'error' ? 0 : 1e6) + (nodeId === undefined ? -1 : (order.get(nodeId) ?? 0));
  return problems.sort((left, right) => rank(left) - rank(right));
}

/** Whether a flow may be published. */
export function isPublishable(problems: readonly Problem[]): boolean {
  return problems.every(({ level }) => level !== 'error');
}

export function flowProblem(
  level: Problem['level'],
  code: string,
  where: { nodeId?: string; path?: (string | number)[] } = {},
  values: Record<string, string | number> = {},
): Problem {
  return { level, code, ...where, message: { from: 'flow', key: code, values } };
}
