import type { Collation } from '../bson/collation';
import { decodeDocument } from '../bson/decode';
import type { Doc, Value } from '../bson/value';
import { PAUSE, type Pause } from '../plan/budget';
import type { Row } from '../plan/rows';
import type { Filter } from '../query/filter';
import { orderedRows } from '../query/find-stream';
import { matches } from '../query/match';
import type { SortField } from '../query/sort';
import type { Collection } from '../storage/collection';
import type { CommandContext } from './command';

export interface TargetQuestion {
  readonly filter: Filter;
  readonly sort: readonly SortField[];
  readonly collation?: Collation | undefined;
  readonly hint: Value | undefined;
}

/** A document that a write is about to change, read in the same turn. */
export interface Target {
  readonly record: number;
  readonly doc: Doc;
  readonly bytes: Buffer;
}

/**
 * The first document that the query finds. It is still as the query saw it when this returns, because the last step
 * from reading to returning has no pause; where a sort had to pause in between, the search starts again.
 */
export function* firstTarget(
  context: CommandContext,
  collection: Collection,
  question: TargetQuestion,
): Generator<Pause, Target | undefined> {
  for (;;) {
    let paused = false;
    let found: Row | undefined;
    for (const row of orderedRows(collection, rowsQuestion(context, question, 1))) {
      if (row === PAUSE) {
        paused = true;
        yield PAUSE;
      } else {
        found = row;
        break;
      }
    }
    if (found === undefined) return undefined;
    if (!paused || question.sort.length === 0) return targetOf(found);
    const current = collection.records.get(found.record);
    if (current?.equals(found.bytes)) return targetOf(found);
  }
}

/** Every document that the query finds; each is read again before it is handed out and must still match. */
export function* allTargets(
  context: CommandContext,
  collection: Collection,
  question: TargetQuestion,
): Generator<Pause | Target, void> {
  const records: number[] = [];
  for (const row of orderedRows(collection, rowsQuestion(context, question, undefined))) {
    if (row === PAUSE) yield row;
    else records.push(row.record);
  }
  for (const [at, record] of records.entries()) {
    if (at % 16 === 15 && context.budget.spent()) {
      yield PAUSE;
      context.budget.resume();
    }
    const bytes = collection.dropped ? undefined : collection.records.get(record);
    if (bytes === undefined) continue;
    const target = targetOf({ record, bytes });
    if (matches(question.filter, target.doc, context.now)) yield target;
  }
}

function targetOf(row: Row): Target {
  return { record: row.record, doc: decodeDocument(row.bytes), bytes: row.bytes };
}

function rowsQuestion(context: CommandContext, question: TargetQuestion, limit: number | undefined) {
  return {
    filter: question.filter,
    sort: question.sort,
    collation: question.collation,
    skip: 0,
    limit,
    hint: question.hint,
    budget: context.budget,
    now: context.now,
    examined: { keys: 0, documents: 0 },
  };
}
