import { decodeDocument } from '../bson/decode';
import { encodeDocument } from '../bson/encode';
import type { Doc, Value } from '../bson/value';
import { type Budget, PAUSE, type Pause } from '../plan/budget';
import { choosePlan, type Plan } from '../plan/choose-plan';
import { type Examined, findRows, type Row } from '../plan/rows';
import type { DocumentStream } from '../server/cursors';
import type { Collection } from '../storage/collection';
import type { Filter } from './filter';
import type { Projection } from './projection';
import { Sorter, type SortField, sortKeys, topLevelFields } from './sort';

/** What is asked of one collection. */
export interface FindQuestion {
  readonly filter: Filter;
  readonly sort: readonly SortField[];
  readonly skip: number;
  readonly limit: number | undefined;
  readonly hint: Value | undefined;
  readonly budget: Budget;
  readonly now: number;
  readonly examined: Examined;
  /** Told the plan that was chosen. */
  readonly onPlan?: (plan: Plan) => void;
}

/** The rows of a query: found, ordered, skipped and limited. */
export function* orderedRows(collection: Collection, question: FindQuestion): Generator<Row | Pause, void> {
  const { filter, sort, limit } = question;
  const most = limit === undefined ? undefined : limit + question.skip;
  const plan = choosePlan(collection, { filter, sort, most, hint: question.hint });
  question.onPlan?.(plan);
  const source = findRows(collection, {
    plan,
    filter,
    budget: question.budget,
    now: question.now,
    most: sort.length === 0 || plan.sorted ? most : undefined,
    examined: question.examined,
  });
  const rows = sort.length === 0 || plan.sorted ? source : sortedRows(source, sort, most);
  let skipped = 0;
  let taken = 0;
  if (limit === 0) return;
  for (const row of rows) {
    if (row === PAUSE) yield row;
    else if (skipped < question.skip) skipped += 1;
    else {
      yield row;
      taken += 1;
      if (taken === limit) return;
    }
  }
}

function* sortedRows(
  source: Generator<Row | Pause, void>,
  sort: readonly SortField[],
  most: number | undefined,
): Generator<Row | Pause, void> {
  const sorter = new Sorter<Row>(most);
  const keyOf = sortKeys(sort);
  const wanted = topLevelFields(sort);
  for (const row of source) {
    if (row === PAUSE) yield row;
    else sorter.add(keyOf(decodeDocument(row.bytes, 0, wanted)), row);
  }
  yield* sorter.sorted();
}

/** The encoded documents of a query. */
export function* findStream(
  collection: Collection,
  question: FindQuestion,
  projection: Projection | undefined,
): DocumentStream {
  for (const row of orderedRows(collection, question)) {
    yield row === PAUSE
      ? row
      : projection === undefined
        ? row.bytes
        : projectBytes(row.bytes, projection, question.now);
  }
}

function projectBytes(bytes: Buffer, projection: Projection, now: number): Buffer {
  const doc: Doc = decodeDocument(bytes, 0, projection.fields);
  return encodeDocument(projection.apply(doc, now));
}
