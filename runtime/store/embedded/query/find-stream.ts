import type { Collation } from '../bson/collation';
import { decodeDocument } from '../bson/decode';
import { encodeDocument } from '../bson/encode';
import type { Doc, Value } from '../bson/value';
import { type Budget, PAUSE, type Pause, paced } from '../plan/budget';
import { choosePlan, type Plan } from '../plan/choose-plan';
import { type Examined, findRows, type Row } from '../plan/rows';
import type { DocumentStream } from '../server/cursors';
import type { Collection } from '../storage/collection';
import type { Filter } from './filter';
import { matches } from './match';
import type { Projection } from './projection';
import { Sorter, type SortField, sortOrder, sortTooLarge, topLevelFields } from './sort';

/** What is asked of one collection. */
export interface FindQuestion {
  readonly filter: Filter;
  readonly sort: readonly SortField[];
  /** How strings are compared in the sort; the filter has its own word on it. */
  readonly collation?: Collation | undefined;
  readonly skip: number;
  readonly limit: number | undefined;
  readonly hint: Value | undefined;
  /** False where a sort must not hold more than MongoDB allows in memory. */
  readonly allowDiskUse?: boolean;
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
  const plan = choosePlan(collection, { ...question, most });
  question.onPlan?.(plan);
  const source = findRows(collection, {
    plan,
    filter,
    budget: question.budget,
    now: question.now,
    most: sort.length === 0 || plan.sorted ? most : undefined,
    examined: question.examined,
  });
  const rows = sort.length === 0 || plan.sorted ? source : sortedRows(collection, source, question, most);
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

/** Where the sorted documents are too many for the memory, they stay on the disk and are read again at the end. */
function* sortedRows(
  collection: Collection,
  source: Generator<Row | Pause, void>,
  { filter, sort, collation: language, budget, now, allowDiskUse }: FindQuestion,
  most: number | undefined,
): Generator<Row | Pause, void> {
  const order = sortOrder(sort, language);
  const sorter = new Sorter<Row>(order, most, (row) => row.bytes.length);
  const wanted = topLevelFields(sort);
  let onDisk = false;
  for (const row of source) {
    if (row === PAUSE) {
      yield row;
      continue;
    }
    const key = order.keyOf(decodeDocument(row.bytes, 0, wanted));
    sorter.add(key, onDisk ? withoutBytes(row) : row);
    if (onDisk || !sorter.isLarge) continue;
    if (allowDiskUse === false) throw sortTooLarge();
    onDisk = true;
    sorter.shrink(withoutBytes);
  }
  for (const row of paced(sorter.sorted(), budget)) {
    if (row === PAUSE) {
      yield row;
      continue;
    }
    const bytes = onDisk ? collection.records.get(row.record) : row.bytes;
    // Meanwhile it may have been changed or removed.
    if (bytes === undefined) continue;
    if (onDisk && !matches(filter, decodeDocument(bytes), now)) continue;
    yield { record: row.record, bytes };
  }
}

const NO_BYTES = Buffer.alloc(0);

function withoutBytes({ record }: Row): Row {
  return { record, bytes: NO_BYTES };
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

/** The stream of a collection that is not there. */
export function* emptyStream(): Generator<never, void> {}
