import type { CompiledNode } from './compile';
import { alwaysWaits } from './flow-calls';
import { nodesAfter } from './nodes-after';
import { flowProblem, type Problem, type ProblemContext } from './problems';

/**
 * Circles in which nothing waits: a walk would go round until its step budget is spent. One that no exit leaves is an error, one
 * with an exit a warning, for the exit may come.
 */
export function loopProblems({ compiled }: ProblemContext): Problem[] {
  const walked = [...compiled.nodes.values()].filter((node) => !alwaysWaits(node));
  const after = new Map(walked.map((node) => [node, nodesAfter(node, compiled)]));
  const problems: Problem[] = [];
  for (const circle of circlesOf(walked, after)) {
    const members = new Set(circle);
    const leaves = circle.some((node) => (after.get(node) ?? []).some((target) => !members.has(target)));
    const first = walked.find((node) => members.has(node));
    if (first)
      problems.push(
        flowProblem(leaves ? 'warning' : 'error', leaves ? 'loopWithoutWait' : 'loopEndless', {
          nodeId: first.id,
        }),
      );
  }
  return problems;
}

/**
 * Strongly connected parts that hold a circle (Tarjan's algorithm, without recursion because flows can be long).
 * R. Tarjan, Depth-first search and linear graph algorithms, SIAM J. Comput. 1972.
 */
function circlesOf(
  nodes: readonly CompiledNode[],
  after: ReadonlyMap<CompiledNode, CompiledNode[]>,
): CompiledNode[][] {
  const index = new Map<CompiledNode, number>();
  const low = new Map<CompiledNode, number>();
  const open: CompiledNode[] = [];
  const isOpen = new Set<CompiledNode>();
  const circles: CompiledNode[][] = [];

  for (const root of nodes) {
    if (index.has(root)) continue;
    const path: { node: CompiledNode; next: number }[] = [];
    enter(root);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { node } = top;
      const target = after.get(node)?.[top.next++];
      if (target !== undefined) {
        if (!after.has(target)) continue;
        if (!index.has(target)) enter(target);
        else if (isOpen.has(target)) low.set(node, Math.min(low.get(node) ?? 0, index.get(target) ?? 0));
        continue;
      }
      path.pop();
      const parent = path.at(-1)?.node;
      if (parent) low.set(parent, Math.min(low.get(parent) ?? 0, low.get(node) ?? 0));
      if (low.get(node) === index.get(node)) close(node);
    }

    function enter(node: CompiledNode): void {
      index.set(node, index.size);
      low.set(node, index.size - 1);
      open.push(node);
      isOpen.add(node);
      path.push({ node, next: 0 });
    }
  }
  return circles;

  function close(root: CompiledNode): void {
    const part: CompiledNode[] = [];
    for (let node = open.pop(); node; node = open.pop()) {
      isOpen.delete(node);
      part.push(node);
      if (node === root) break;
    }
    if (part.length > 1 || (after.get(root) ?? []).includes(root)) circles.push(part);
  }
}
