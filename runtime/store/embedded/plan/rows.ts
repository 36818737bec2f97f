import { decodeDocument } from '../bson/decode';
import { CommandError } from '../errors';
import { type Filter, fieldsOfFilter } from '../query/filter';
import { matches } from '../query/match';
import type { Collection } from '../storage/collection';
import type { EntryRow } from '../storage/storage';
import { type Budget, PAUSE, type Pause } from './budget';
import type { Plan } from './choose-plan';
import type { IndexScan, ScanRange } from './index-scan';
import type { KeyFilter } from './key-filter';

/** A stored document on its way through a command. */
export interface Row {
  readonly record: number;
  readonly bytes: Buffer;
}

export interface RowQuestion {
  readonly plan: Plan;
  readonly filter: Filter;
  readonly budget: Budget;
  readonly now: number;
  /** How many rows will be taken at most, where that is known. */
  readonly most: number | undefined;
  /** Counts what was looked at. */
  readonly examined: Examined;
}

export interface Examined {
  keys: number;
  documents: number;
}

/**
 * The documents that a query finds, in the order of the plan. Nothing is held open between two rows: after a pause the
 * scan goes on behind the last key it saw, so writers never wait for readers.
 */
export function* findRows(collection: Collection, question: RowQuestion): Generator<Row | Pause, void> {
  const { plan, filter } = question;
  const exact = (plan.kind === 'index' && plan.scan.exact) || (plan.kind === 'id' && plan.exact);
  const wanted = fieldsOfFilter(filter);
  for (const row of sourceOf(collection, question)) {
    if (row === PAUSE) {
      yield row;
      if (collection.dropped) throw new CommandError(175, `collection dropped: ${collection.namespace}`);
    } else if (exact || matches(filter, decodeDocument(row.bytes, 0, wanted), question.now)) yield row;
  }
}

function sourceOf(collection: Collection, question: RowQuestion): Generator<Row | Pause, void> {
  const { plan } = question;
  switch (plan.kind) {
    case 'collection':
      return collectionRows(collection, question, plan.reverse);
    case 'id':
      return idRow(collection, plan.index.entries.get(plan.key), question.examined);
    case 'index':
      return fetched(collection, question, recordsOf([plan.scan], question));
    case 'union':
      return fetched(collection, question, recordsOf(plan.scans, question));
  }
}

function* idRow(
  collection: Collection,
  record: number | undefined,
  examined: Examined,
): Generator<Row, void> {
  if (record === undefined) return;
  examined.keys += 1;
  examined.documents += 1;
  const bytes = collection.records.get(record);
  if (bytes !== undefined) yield { record, bytes };
}

/** Rows are read in portions that grow, so that a query for one is cheap and one for all is fast. */
const FIRST_PORTION = 32;
const LAST_PORTION = 512;

function* collectionRows(
  collection: Collection,
  question: RowQuestion,
  reverse: boolean,
): Generator<Row | Pause, void> {
  let after = reverse ? Number.MAX_SAFE_INTEGER : 0;
  for (let portion = FIRST_PORTION; ; portion = Math.min(portion * 2, LAST_PORTION)) {
    const rows = collection.records.scan(after, reverse, portion);
    question.examined.documents += rows.length;
    for (const [record, bytes] of rows) {
      after = record;
      yield { record, bytes };
    }
    if (rows.length < portion) return;
    if (question.budget.spent()) {
      yield PAUSE;
      question.budget.resume();
    }
  }
}

function* fetched(
  collection: Collection,
  question: RowQuestion,
  records: Generator<number | Pause, void>,
): Generator<Row | Pause, void> {
  for (const record of records) {
    if (record === PAUSE) {
      yield record;
      continue;
    }
    question.examined.documents += 1;
    const bytes = collection.records.get(record);
    if (bytes !== undefined) yield { record, bytes };
  }
}

/** The records of index scans, each one once. */
export function* recordsOf(
  scans: readonly IndexScan[],
  question: Pick<RowQuestion, 'budget' | 'examined' | 'most'>,
): Generator<number | Pause, void> {
  const several = scans.length > 1 || scans.some((scan) => scan.index.isMultikey);
  const seen = several ? new Set<number>() : undefined;
  for (const scan of scans) {
    for (const entry of scan.order === 'merged' && scan.ranges.length > 1
      ? merged(scan, question)
      : concatenated(scan, question)) {
      if (entry === PAUSE) {
        yield PAUSE;
        continue;
      }
      question.examined.keys += 1;
      const record = entry[1];
      if (seen?.has(record)) continue;
      seen?.add(record);
      yield record;
    }
  }
}

type Pacing = Pick<RowQuestion, 'budget' | 'most' | 'examined'>;

function* concatenated(scan: IndexScan, pacing: Pacing): Generator<EntryRow | Pause, void> {
  const ranges = scan.reverse ? [...scan.ranges].reverse() : scan.ranges;
  for (const range of ranges) yield* entriesOf(scan, range, pacing);
}

function* entriesOf(scan: IndexScan, range: ScanRange, pacing: Pacing): Generator<EntryRow | Pause, void> {
  let { from, to } = range;
  const first = Math.min(Math.max(pacing.most ?? FIRST_PORTION, 1), LAST_PORTION);
  for (let portion = first; ; portion = Math.min(portion * 2, LAST_PORTION)) {
    const entries = scan.index.entries.scan({ from, to }, scan.reverse, portion);
    const place =
      scan.keyFilter === undefined
        ? yield* entries
        : yield* passing(scan.keyFilter, entries, scan, pacing.examined);
    const last = entries.at(-1);
    if (entries.length < portion || last === undefined) return;
    if (scan.reverse) [to] = last;
    else from = Buffer.concat([last[0], ZERO]);
    if (place !== undefined && Buffer.compare(place, scan.reverse ? to : from) < 0 === scan.reverse) {
      if (scan.reverse) to = place;
      else from = place;
      portion = first;
    }
    if (pacing.budget.spent()) {
      yield PAUSE;
      pacing.budget.resume();
    }
  }
}

/** Gives the entries that can be results. Returns the place that the next one cannot come before, where that is known. */
function* passing(
  filter: KeyFilter,
  entries: readonly EntryRow[],
  { reverse }: IndexScan,
  examined: Examined,
): Generator<EntryRow, Buffer | undefined> {
  let place: Buffer | undefined;
  for (const entry of entries) {
    if (place !== undefined && Buffer.compare(entry[0], place) < 0 !== reverse) continue;
    place = filter.seek(entry[0], reverse);
    if (place === undefined) yield entry;
    else examined.keys += 1;
  }
  return place;
}

const ZERO = Buffer.from([0]);

/** Several ranges as one ordered stream: always the one whose next key, behind its fixed part, comes first. */
function* merged(scan: IndexScan, pacing: Pacing): Generator<EntryRow | Pause, void> {
  const heads: Head[] = [];
  for (const range of scan.ranges) {
    const entries = entriesOf(scan, range, pacing);
    const head: Head = { entries, fixed: range.fixed, current: undefined };
    yield* advance(head);
    if (head.current !== undefined) heads.push(head);
  }
  while (heads.length > 0) {
    let best = 0;
    for (let at = 1; at < heads.length; at += 1) {
      if (compareHeads(heads[at], heads[best]) < 0 !== scan.reverse) best = at;
    }
    const head = heads[best];
    if (head?.current === undefined) return;
    yield head.current;
    yield* advance(head);
    if (head.current === undefined) heads.splice(best, 1);
  }
}

interface Head {
  readonly entries: Generator<EntryRow | Pause, void>;
  readonly fixed: number;
  current: EntryRow | undefined;
}

function* advance(head: Head): Generator<Pause, void> {
  for (;;) {
    const next = head.entries.next();
    if (next.value !== PAUSE) {
      head.current = next.value ?? undefined;
      return;
    }
    yield PAUSE;
  }
}

function compareHeads(left: Head | undefined, right: Head | undefined): number {
  if (left?.current === undefined || right?.current === undefined) return 0;
  return left.current[0].subarray(left.fixed).compare(right.current[0].subarray(right.fixed));
}
