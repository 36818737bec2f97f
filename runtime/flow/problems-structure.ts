import type { CompiledFlow, CompiledNode } from './compile';
import type { FlowDocument } from './flow-document';
import { reachedFrom } from './nodes-after';
import { flowProblem, type Problem, type ProblemContext } from './problems';

/** Starts, ids, edges, ports that lead nowhere, nodes that nothing leads to. */
export function structureProblems({ flow, compiled }: ProblemContext): Problem[] {
  return [
    ...startProblems(compiled),
    ...idProblems(flow),
    ...edgeProblems(flow, compiled),
    ...settingProblems(flow, compiled),
    ...placeProblems(compiled),
    ...unreachableProblems(flow, compiled),
    ...nobodyProblems(compiled),
  ];
}

function startProblems({ starts }: CompiledFlow): Problem[] {
  return starts.length === 0 ? [flowProblem('error', 'noStart')] : [];
}

function idProblems({ nodes }: FlowDocument): Problem[] {
  const seen = new Set<string>();
  return nodes.flatMap(({ id }) => {
    if (seen.has(id)) return [flowProblem('error', 'idTwice', { nodeId: id }, { id })];
    seen.add(id);
    return [];
  });
}

function edgeProblems({ edges }: FlowDocument, { nodes }: CompiledFlow): Problem[] {
  return edges.flatMap(({ from, to, id }) => {
    const source = nodes.get(from.node);
    if (!source || !nodes.has(to))
      return [flowProblem('error', 'edgeLoose', { path: ['edges', id] }, { id })];
    // What a node's ports are is known only once its config is complete.
    if (source.invalid !== null || source.ports.has(from.port)) return [];
    return [
      flowProblem(
        'error',
        'portGone',
        { nodeId: from.node, path: ['ports', from.port] },
        { port: from.port },
      ),
    ];
  });
}

function settingProblems({ settings }: FlowDocument, { nodes }: CompiledFlow): Problem[] {
  const problems: Problem[] = [];
  if (settings.catchNode !== undefined && !nodes.has(settings.catchNode)) {
    problems.push(flowProblem('error', 'catchGone', { path: ['settings', 'catchNode'] }));
  }
  for (const [index, handler] of settings.handlers.entries()) {
    if (!nodes.has(handler.node))
      problems.push(flowProblem('error', 'handlerGone', { path: ['settings', 'handlers', index] }));
  }
  return problems;
}

/**
 * A path must not end before the ticket has found a place. Nodes are looked at that can be reached without passing one that gives
 * a place; their exits have to lead on.
 */
function placeProblems(compiled: CompiledFlow): Problem[] {
  const settles = (node: CompiledNode) => node.definition?.settles === true;
  const roots = [
    ...compiled.starts.filter((start) => start.definition?.startedBy !== 'call'),
    ...detourNodes(compiled),
  ];
  const problems: Problem[] = [];
  for (const node of reachedFrom(roots, compiled, settles)) {
    if (settles(node) || node.invalid !== null) continue;
    const exits = [...node.ports.values()].filter((port) => port.kind === 'exit');
    for (const port of exits) {
      if (port.target) continue;
      const label = node.definition?.ports(node.config).find(({ id }) => id === port.id)?.label ?? port.id;
      problems.push(
        flowProblem('error', 'portOpen', { nodeId: node.id, path: ['ports', port.id] }, { port: label }),
      );
    }
    if (exits.length === 0 && !node.definition?.leadsTo)
      problems.push(flowProblem('error', 'deadEnd', { nodeId: node.id }));
  }
  return problems;
}

function unreachableProblems(flow: FlowDocument, compiled: CompiledFlow): Problem[] {
  if (compiled.starts.length === 0) return [];
  const reached = reachedFrom([...compiled.starts, ...detourNodes(compiled)], compiled);
  return flow.nodes.flatMap(({ id }) => {
    const node = compiled.nodes.get(id);
    return node && !reached.has(node) ? [flowProblem('warning', 'unreachable', { nodeId: id })] : [];
  });
}

/** Nodes that are reached by the flow's settings rather than by edges. */
function detourNodes({ document, nodes }: CompiledFlow): CompiledNode[] {
  const ids = [document.settings.catchNode ?? '', ...document.settings.handlers.map(({ node }) => node)];
  return ids.map((id) => nodes.get(id)).filter((node) => node !== undefined);
}

/** What the clock begins has no customer: whatever writes to one there reaches nobody. */
function nobodyProblems(compiled: CompiledFlow): Problem[] {
  const byClock = compiled.starts.filter(({ definition }) => definition?.startedBy === 'schedule');
  if (byClock.length === 0) return [];
  return [...reachedFrom(byClock, compiled)]
    .filter(({ definition }) => definition?.replies === true)
    .map(({ id }) => flowProblem('warning', 'nobodyToWriteTo', { nodeId: id }));
}
