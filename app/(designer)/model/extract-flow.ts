import * as z from 'zod';
import type { FlowDocument, FlowNode, FlowVariable } from '@/runtime/flow/flow-document';
import type { NodeDefinition, NodeRegistry } from '@/runtime/flow/node-definition';
import type { Operation } from '@/runtime/flow/operations';
import { lenientConfig } from './lenient-config';
import { newId } from './new-id';
import { variableUse } from './variable-use';

/** Why a selection cannot become a flow of its own. */
export type ExtractionRefusal = 'nothing' | 'start' | 'entries' | 'exits' | 'settings' | 'jump' | 'unknown';

export interface ExtractionPlan {
  /** The flow that the selection becomes; its name is given when it is made. */
  document: FlowDocument;
  /** Variables handed over to it and taken back from it. */
  inputs: string[];
  outputs: string[];
  /** Puts a node that calls the new flow in the place of the selection; one edit. */
  replaceWith(slot: string): Operation;
}

/**
 * What would become of the selected nodes as a flow of their own: it is entered at one node and left towards at most one;
 * what it reads of variables goes in, and what is read after it comes back.
 */
export function planExtraction(
  flow: FlowDocument,
  selected: ReadonlySet<string>,
  registry: NodeRegistry,
): ExtractionPlan | ExtractionRefusal {
  const inside = flow.nodes.filter(({ id }) => selected.has(id));
  const kinds = callingKinds(registry);
  if (inside.length === 0) return 'nothing';
  if (!kinds) return 'unknown';
  if (inside.some(({ type }) => registry.get(type)?.category === 'start')) return 'start';
  const incoming = flow.edges.filter(({ from, to }) => !selected.has(from.node) && selected.has(to));
  const leaving = flow.edges.filter(({ from, to }) => selected.has(from.node) && !selected.has(to));
  const entries = new Set(incoming.map(({ to }) => to));
  const exits = new Set(leaving.map(({ to }) => to));
  const [entry] = entries;
  const [exit] = exits;
  if (entry === undefined || entries.size > 1) return 'entries';
  if (exits.size > 1) return 'exits';
  if (isNamedBySettings(flow, selected)) return 'settings';
  if (isJumpedOver(flow, selected, registry)) return 'jump';
  const variables = handedOver(flow, selected, registry);
  return {
    document: documentOf(flow, inside, entry, variables, kinds.start),
    inputs: variables.filter(({ role }) => role === 'input' || role === 'both').map(({ name }) => name),
    outputs: variables.filter(({ role }) => role === 'output' || role === 'both').map(({ name }) => name),
    replaceWith(slot) {
      const at = inside.find(({ id }) => id === entry) ?? inside[0];
      const node = {
        id: newId('call'),
        type: kinds.call.type,
        version: kinds.call.version,
        position: at?.position ?? { x: 0, y: 0 },
        config: callConfig(slot, variables),
      };
      const edge = (from: { node: string; port: string }, to: string) =>
        ({ type: 'connect', edge: { id: newId('edge'), from, to } }) as const;
      return {
        type: 'batch',
        operations: [
          { type: 'addNode', node },
          { type: 'remove', nodes: inside.map(({ id }) => id) },
          ...incoming.map(({ from }) => edge(from, node.id)),
          ...(exit === undefined ? [] : [edge({ node: node.id, port: 'next' }, exit)]),
        ],
      };
    },
  };
}

/** The type that calls a flow, and the start of a flow that is called; known by what they can do, not by name. */
function callingKinds(registry: NodeRegistry): { call: NodeDefinition; start: NodeDefinition } | null {
  const all = [...registry.values()];
  const start = all.find(({ startedBy }) => startedBy === 'call');
  const call = all.find(({ config }) => {
    const parsed = config.safeParse(callConfig('a', []));
    if (!parsed.success) return false;
    const keys = Object.keys(z.looseObject({}).parse(parsed.data));
    return keys.length === 3 && ['flow', 'inputs', 'outputs'].every((key) => keys.includes(key));
  });
  return start && call ? { call, start } : null;
}

function callConfig(slot: string, variables: readonly FlowVariable[]) {
  const names = (role: 'input' | 'output') =>
    variables
      .filter((variable) => variable.role === role || variable.role === 'both')
      .map(({ name }) => name);
  return {
    flow: slot,
    inputs: names('input').map((name) => ({ name, value: `=vars.${name}` })),
    outputs: names('output').map((name) => ({ variable: name, output: name })),
  };
}

function documentOf(
  flow: FlowDocument,
  inside: readonly FlowNode[],
  entry: string,
  variables: FlowVariable[],
  start: NodeDefinition,
): FlowDocument {
  const ids = new Set(inside.map(({ id }) => id));
  const first = inside.find(({ id }) => id === entry)?.position ?? { x: 0, y: 0 };
  const startId = newId('start');
  return {
    ...flow,
    description: '',
    groups: flow.groups.filter(({ id }) => inside.some(({ group }) => group === id)),
    notes: [],
    variables,
    settings: { ...flow.settings, catchNode: undefined, handlers: [] },
    nodes: [
      {
        id: startId,
        type: start.type,
        version: start.version,
        position: { x: first.x - 344, y: first.y },
        config: {},
      },
      ...inside,
    ],
    edges: [
      { id: newId('edge'), from: { node: startId, port: 'next' }, to: entry },
      ...flow.edges.filter(({ from, to }) => ids.has(from.node) && ids.has(to)),
    ],
  };
}

function isNamedBySettings({ settings }: FlowDocument, selected: ReadonlySet<string>): boolean {
  return selected.has(settings.catchNode ?? '') || settings.handlers.some(({ node }) => selected.has(node));
}

/** Jumps without an edge must not cross the border. */
function isJumpedOver(flow: FlowDocument, selected: ReadonlySet<string>, registry: NodeRegistry): boolean {
  return flow.nodes.some((node) => {
    const definition = registry.get(node.type);
    const targets = definition?.leadsTo?.(lenientConfig(node, definition)) ?? [];
    return targets.some((target) => selected.has(target) !== selected.has(node.id));
  });
}

function handedOver(
  flow: FlowDocument,
  selected: ReadonlySet<string>,
  registry: NodeRegistry,
): FlowVariable[] {
  const within = variableUse(
    flow.nodes.filter(({ id }) => selected.has(id)),
    registry,
  );
  const without = variableUse(
    flow.nodes.filter(({ id }) => !selected.has(id)),
    registry,
  );
  const declared = new Map(flow.variables.map((variable) => [variable.name, variable]));
  const names = new Set([...within.reads, ...within.writes.keys()]);
  return [...names].sort().map((name) => {
    const known = declared.get(name);
    const given = within.reads.has(name) && (known !== undefined || without.writes.has(name));
    // What agents see beside the ticket is taken back even where nothing else reads it.
    const taken = within.writes.has(name) && (without.reads.has(name) || known?.showInInbox === true);
    const role: FlowVariable['role'] = given && taken ? 'both' : given ? 'input' : taken ? 'output' : 'local';
    const { initial: _initial, ...rest } = known ?? {
      name,
      type: within.writes.get(name) ?? ('text' as const),
      showInInbox: false,
      initial: undefined,
    };
    return { ...rest, showInInbox: false, role };
  });
}
