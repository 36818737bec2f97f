import type { CalledFlow } from './facts';
import { callsWhenCalled } from './flow-calls';
import { flowProblem, type Problem, type ProblemContext } from './problems';

/** The longest way of names that a sentence tells. */
const MOST_NAMED = 8;

/**
 * Flows that call each other in a circle, as far as the other published flows are known. Where nothing waits on the way round it is an
 * error: one message would walk it until no call is possible any more. With a wait it is a warning, because every round goes deeper.
 */
export function callProblems({ flow, compiled, flows, fields }: ProblemContext): Problem[] {
  if (!flows) return [];
  const byId = new Map(Object.values(flows).map((one) => [one.id, one]));
  return callsWhenCalled(compiled, fields).flatMap(({ nodeId, path, slot, waits }) => {
    const called = flows[slot]?.id ?? slot;
    const atOnce = waits ? null : wayBack(called, flow.id, byId, false);
    const way = atOnce ?? wayBack(called, flow.id, byId, true);
    if (way === null) return [];
    const names = [flow.name, ...way.map((id) => (id === flow.id ? flow.name : (byId.get(id)?.name ?? id)))];
    const [level, code] = atOnce
      ? (['error', called === flow.id ? 'callSelf' : 'callCircle'] as const)
      : (['warning', 'callDeeper'] as const);
    return [flowProblem(level, code, { nodeId, path }, { way: shortened(names).join(' → ') })];
  });
}

/** The shortest way from a called flow back to one, both named; `null` where no call leads back. */
function wayBack(
  from: string,
  to: string,
  flows: ReadonlyMap<string, CalledFlow>,
  overWaits: boolean,
): string[] | null {
  const ways = new Map([[from, [from]]]);
  for (const [id, way] of ways) {
    if (id === to) return way;
    for (const { flow, waits } of flows.get(id)?.calls ?? [])
      if ((overWaits || !waits) && !ways.has(flow)) ways.set(flow, [...way, flow]);
  }
  return null;
}

function shortened(names: readonly string[]): readonly string[] {
  return names.length <= MOST_NAMED
    ? names
    : [...names.slice(0, MOST_NAMED - 2), '…', ...names.slice(names.length - 1)];
}
