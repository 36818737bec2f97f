import type { Collation } from '../bson/collation';
import { compareValues } from '../bson/compare';
import { encodeKey } from '../bson/key-encoding';
import { toNumber } from '../bson/number';
import { isNumeric, type Value } from '../bson/value';
import { CommandError } from '../errors';
import type { Index } from '../index/index';
import type { Filter } from '../query/filter';
import type { SortField } from '../query/sort';
import type { Collection } from '../storage/collection';
import { type Conjuncts, conjunctsOf } from './conjuncts';
import { type IndexScan, scanOfIndex } from './index-scan';

/** How the documents of a query are found. */
export type Plan =
  | { readonly kind: 'collection'; readonly reverse: boolean; readonly sorted: boolean }
  | { readonly kind: 'index'; readonly scan: IndexScan; readonly sorted: boolean }
  /** Each scan answers one branch of an `$or`. */
  | { readonly kind: 'union'; readonly scans: readonly IndexScan[]; readonly sorted: false }
  /** One document by its `_id`. */
  | {
      readonly kind: 'id';
      readonly index: Index;
      readonly key: Buffer;
      readonly exact: boolean;
      readonly sorted: true;
    };

export interface PlanQuestion {
  readonly filter: Filter;
  readonly sort: readonly SortField[];
  /** How many results are wanted at most, skipped ones included. */
  readonly most: number | undefined;
  readonly hint: Value | undefined;
  /** Under a collation no index has the order asked for. */
  readonly collation?: Collation | undefined;
}

/** Chooses the cheapest way by counting, up to a bound, what each index would have to look at. */
export function choosePlan(collection: Collection, question: PlanQuestion): Plan {
  const { filter, hint } = question;
  const natural = naturalOrder(hint, question.sort);
  if (natural !== undefined) return natural;
  const sort = question.collation === undefined ? question.sort : [];
  const conjuncts = conjunctsOf(filter);
  if (hint !== undefined && !(hint instanceof Map && hint.size === 0))
    return hintedPlan(collection, conjuncts, sort, hint);
  const byId = planById(collection, conjuncts);
  if (byId !== undefined) return byId;
  const scans: IndexScan[] = [];
  for (const index of collection.indexes) {
    const scan = scanOfIndex(index, conjuncts, sort, false);
    if (scan !== undefined && (scan.bounded || scan.order !== 'none')) scans.push(scan);
  }
  const best = cheapest(scans, { ...question, sort });
  if (best?.bounded) return { kind: 'index', scan: best, sorted: sort.length > 0 && best.order !== 'none' };
  const union = unionPlan(collection, filter);
  if (union !== undefined) return union;
  if (best !== undefined) return { kind: 'index', scan: best, sorted: true };
  return { kind: 'collection', reverse: false, sorted: false };
}

function naturalOrder(hint: Value | undefined, sort: readonly SortField[]): Plan | undefined {
  const [first] = sort;
  if (first?.path.text === '$natural') return { kind: 'collection', reverse: first.descending, sorted: true };
  const direction = hint instanceof Map ? hint.get('$natural') : undefined;
  if (direction === undefined) return undefined;
  return { kind: 'collection', reverse: isNumeric(direction) && toNumber(direction) < 0, sorted: false };
}

function planById(collection: Collection, conjuncts: Conjuncts): Plan | undefined {
  for (const { path, test } of conjuncts.list) {
    if (path !== '_id' || test.op !== 'eq' || Array.isArray(test.value) || test.value === null) continue;
    const index = collection.indexes.find((candidate) => candidate.spec.name === '_id_');
    if (index === undefined) return undefined;
    const exact = conjuncts.list.length === 1 && conjuncts.others.length === 0;
    return { kind: 'id', index, key: encodeKey([test.value]), exact, sorted: true };
  }
  return undefined;
}

/** The index that a hint names, by its name or by its key pattern. */
export function findHinted(collection: Collection, hint: Value): Index {
  const index = collection.indexes.find(({ spec }) =>
    typeof hint === 'string' ? spec.name === hint : compareValues(spec.document.get('key'), hint) === 0,
  );
  if (index === undefined || index.spec.hidden) {
    throw new CommandError(
      2,
      'error processing query: planner returned error: hint provided does not correspond to an existing index',
    );
  }
  return index;
}

function hintedPlan(
  collection: Collection,
  conjuncts: Conjuncts,
  sort: readonly SortField[],
  hint: Value,
): Plan {
  const scan = scanOfIndex(findHinted(collection, hint), conjuncts, sort, true);
  if (scan === undefined)
    throw new CommandError(
      2,
      'error processing query: planner returned error: the hinted index cannot be used',
    );
  return { kind: 'index', scan, sorted: sort.length > 0 && scan.order !== 'none' };
}

/** Looking at more entries than this tells nothing new about which index is better. */
const PROBE = 2000;

function cheapest(scans: readonly IndexScan[], question: PlanQuestion): IndexScan | undefined {
  const [first] = scans;
  if (scans.length <= 1) return first;
  let best: { scan: IndexScan; cost: number } | undefined;
  for (const scan of scans) {
    const cost = costOf(scan, question);
    if (best === undefined || cost < best.cost) best = { scan, cost };
  }
  return best?.scan;
}

function costOf(scan: IndexScan, question: PlanQuestion): number {
  const found = scan.bounded ? entriesIn(scan) : PROBE;
  const sorted = question.sort.length === 0 || scan.order !== 'none';
  const { most } = question;
  let looked = found;
  if (sorted && most !== undefined && scan.exact) looked = Math.min(found, most);
  // An order taken from the index saves fetching and sorting all, but only conditions can keep the number small.
  const order = sorted ? 0 : looked * 0.5 + 1;
  return (
    looked + order + (scan.exact ? 0 : looked * 0.1) + scan.ranges.length * 0.05 + (scan.bounded ? 0 : PROBE)
  );
}

function entriesIn(scan: IndexScan): number {
  let found = 0;
  for (const range of scan.ranges) {
    found += scan.index.entries.count(range, PROBE - found);
    if (found >= PROBE) return PROBE;
  }
  return found;
}

function unionPlan(collection: Collection, filter: Filter): Plan | undefined {
  const or =
    filter.kind === 'or'
      ? filter
      : filter.kind === 'and'
        ? filter.items.find((item) => item.kind === 'or')
        : undefined;
  if (or === undefined || or.kind !== 'or') return undefined;
  const scans: IndexScan[] = [];
  for (const branch of or.items) {
    const conjuncts = conjunctsOf(branch);
    const candidates = collection.indexes
      .map((index) => scanOfIndex(index, conjuncts, [], false))
      .filter((scan) => scan !== undefined)
      .filter((scan) => scan.bounded);
    const best = cheapest(candidates, { filter: branch, sort: [], most: undefined, hint: undefined });
    if (best === undefined) return undefined;
    scans.push(best);
  }
  return { kind: 'union', scans, sorted: false };
}
