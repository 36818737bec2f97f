import { PAUSE } from '../plan/budget';
import type { Plan } from '../plan/choose-plan';
import { conjunctsOf } from '../plan/conjuncts';
import type { Filter } from '../query/filter';
import type { FindQuestion } from '../query/find-stream';
import type { SortField } from '../query/sort';
import type { DocumentStream } from '../server/cursors';
import type { CommandContext } from './command';

/** Runs a query and logs it when it was slow, with the index that would have helped. */
export function* noteSlow(
  context: CommandContext,
  namespace: string,
  filter: Filter,
  sort: readonly SortField[],
  question: FindQuestion,
  run: (question: FindQuestion) => DocumentStream,
): DocumentStream {
  let plan: Plan | undefined;
  const stream = run({ ...question, onPlan: (chosen) => (plan = chosen) });
  let worked = 0;
  let told = false;
  for (;;) {
    const start = performance.now();
    const next = stream.next();
    worked += performance.now() - start;
    if (worked > context.store.slowQueryMs && !told && (next.done || next.value !== PAUSE)) {
      told = true;
      logSlow(context, namespace, filter, sort, question, plan, worked);
    }
    if (next.done) return;
    yield next.value;
  }
}

function logSlow(
  context: CommandContext,
  namespace: string,
  filter: Filter,
  sort: readonly SortField[],
  question: FindQuestion,
  plan: Plan | undefined,
  worked: number,
): void {
  context.store.log('slow query', {
    collection: namespace,
    milliseconds: Math.round(worked),
    plan: describePlan(plan),
    keysExamined: question.examined.keys,
    documentsExamined: question.examined.documents,
    missingIndex: missingIndex(filter, sort, plan),
  });
}

function describePlan(plan: Plan | undefined): string {
  if (plan === undefined) return 'none';
  if (plan.kind === 'index') return `index ${plan.scan.index.spec.name}`;
  return plan.kind === 'union'
    ? `indexes ${plan.scans.map((scan) => scan.index.spec.name).join(', ')}`
    : plan.kind;
}

/** Equalities first, then the order, then ranges: the rule of thumb for compound indexes. */
function missingIndex(
  filter: Filter,
  sort: readonly SortField[],
  plan: Plan | undefined,
): string | undefined {
  if (
    plan?.kind === 'id' ||
    (plan?.kind === 'index' && plan.scan.exact && (sort.length === 0 || plan.sorted))
  )
    return undefined;
  const { list } = conjunctsOf(filter);
  const fields = new Map<string, number>();
  for (const { path, test } of list) if (test.op === 'eq' || test.op === 'in') fields.set(path, 1);
  for (const field of sort)
    if (!fields.has(field.path.text)) fields.set(field.path.text, field.descending ? -1 : 1);
  for (const { path, test } of list) {
    if (!fields.has(path) && ['lt', 'lte', 'gt', 'gte', 'regex'].includes(test.op)) fields.set(path, 1);
  }
  if (fields.size === 0) return undefined;
  return `{ ${[...fields].map(([name, direction]) => `${JSON.stringify(name)}: ${direction}`).join(', ')} }`;
}
