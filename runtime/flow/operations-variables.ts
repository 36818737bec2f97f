import type { FlowDocument, FlowVariable } from './flow-document';
import type { Json } from './json';
import { OperationError } from './operations-error';

export function addVariable(flow: FlowDocument, variable: FlowVariable): FlowDocument {
  requireFree(flow, variable.name);
  return { ...flow, variables: [...flow.variables, variable] };
}

/** Changes a variable. Its new name is written wherever a node's config says `vars.<old name>`. */
export function setVariable(flow: FlowDocument, name: string, variable: FlowVariable): FlowDocument {
  requireVariable(flow, name);
  const changed = {
    ...flow,
    variables: flow.variables.map((known) => (known.name === name ? variable : known)),
  };
  if (variable.name === name) return changed;
  requireFree(flow, variable.name);
  const reference = new RegExp(`\\bvars\\.${name}\\b`, 'g');
  const renamed = `vars.${variable.name}`;
  return {
    ...changed,
    nodes: changed.nodes.map((node) => {
      if (JSON.stringify(node.config).search(reference) === -1) return node;
      const config = Object.entries(node.config).map(([key, value]) => [
        key,
        rewrite(value, reference, renamed),
      ]);
      return { ...node, config: Object.fromEntries(config) };
    }),
  };
}

/** Takes a variable away. Nodes that still name it are told by the problems, not changed. */
export function removeVariable(flow: FlowDocument, name: string): FlowDocument {
  requireVariable(flow, name);
  return { ...flow, variables: flow.variables.filter((variable) => variable.name !== name) };
}

function rewrite(value: Json, reference: RegExp, renamed: string): Json {
  if (typeof value === 'string') return value.replace(reference, renamed);
  if (Array.isArray(value)) return value.map((item) => rewrite(item, reference, renamed));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, rewrite(item, reference, renamed)]),
  );
}

function requireVariable(flow: FlowDocument, name: string): void {
  if (!flow.variables.some((variable) => variable.name === name))
    throw new OperationError('variableMissing', name);
}

function requireFree(flow: FlowDocument, name: string): void {
  if (flow.variables.some((variable) => variable.name === name))
    throw new OperationError('variableTaken', name);
}
