import { type Doc, docOf, integer, type Value } from '../bson/value';
import type { Plan } from '../plan/choose-plan';
import type { IndexScan } from '../plan/index-scan';
import type { FindQuestion } from '../query/find-stream';

/** What stands around the search for documents. */
export interface Surroundings {
  readonly projected: boolean;
  readonly action: string | undefined;
}

/** A plan as MongoDB's `explain` shows it: stages within stages, the one that reads innermost. */
export function describeWinningPlan(
  plan: Plan,
  query: Value,
  { sort, skip, limit }: Pick<FindQuestion, 'sort' | 'skip' | 'limit'>,
  { projected, action }: Surroundings,
): Doc {
  let stage = found(plan, query);
  if (sort.length > 0 && !plan.sorted) {
    const pattern = docOf(
      Object.fromEntries(sort.map((field) => [field.path.text, field.descending ? -1 : 1])),
    );
    const most = limit === undefined ? undefined : integer(limit + skip);
    stage = docOf({
      stage: 'SORT',
      sortPattern: pattern,
      limitAmount: most,
      type: 'simple',
      inputStage: stage,
    });
  } else if (limit !== undefined && action === undefined) {
    stage = docOf({ stage: 'LIMIT', limitAmount: integer(limit), inputStage: stage });
  }
  if (skip > 0) stage = docOf({ stage: 'SKIP', skipAmount: integer(skip), inputStage: stage });
  if (projected) stage = docOf({ stage: 'PROJECTION_DEFAULT', inputStage: stage });
  return action === undefined ? stage : docOf({ stage: action, inputStage: stage });
}

function found(plan: Plan, query: Value): Doc {
  switch (plan.kind) {
    case 'collection':
      return docOf({ stage: 'COLLSCAN', filter: query, direction: plan.reverse ? 'backward' : 'forward' });
    case 'id':
      return plan.exact
        ? docOf({ stage: 'IDHACK' })
        : docOf({
            stage: 'FETCH',
            filter: query,
            inputStage: docOf({
              stage: 'IXSCAN',
              keyPattern: plan.index.spec.document.get('key'),
              indexName: plan.index.spec.name,
              isUnique: true,
              direction: 'forward',
            }),
          });
    case 'index':
      return docOf({
        stage: 'FETCH',
        filter: plan.scan.exact ? undefined : query,
        inputStage: indexScan(plan.scan),
      });
    case 'union':
      return docOf({
        stage: 'FETCH',
        filter: query,
        inputStage: docOf({ stage: 'OR', inputStages: plan.scans.map(indexScan) }),
      });
  }
}

function indexScan(scan: IndexScan): Doc {
  const { spec } = scan.index;
  return docOf({
    stage: 'IXSCAN',
    keyPattern: spec.document.get('key'),
    indexName: spec.name,
    isMultiKey: scan.index.isMultikey,
    isUnique: spec.unique,
    isSparse: spec.sparse,
    isPartial: spec.partial !== undefined,
    direction: scan.reverse ? 'backward' : 'forward',
    ranges: integer(scan.ranges.length),
  });
}
