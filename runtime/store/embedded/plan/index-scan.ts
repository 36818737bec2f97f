import type { Index } from '../index/index';
import type { Filter } from '../query/filter';
import type { SortField } from '../query/sort';
import type { KeyRange } from '../storage/storage';
import type { Conjunct, Conjuncts } from './conjuncts';
import { implied } from './implied';
import {
  type Bounds,
  boundsOfNegation,
  boundsOfTest,
  END,
  type Interval,
  intersected,
  inverted,
} from './intervals';
import { type KeyFilter, keyFilterOf } from './key-filter';

/** One way to answer a query: by stretches of an index. */
export interface IndexScan {
  readonly index: Index;
  /** In the order of the index. */
  readonly ranges: readonly ScanRange[];
  /** Whether every document found in the ranges is a result. */
  readonly exact: boolean;
  readonly bounded: boolean;
  /** How the ranges give the order asked for: one after the other, merged, or not at all. */
  readonly order: 'concatenated' | 'merged' | 'none';
  readonly reverse: boolean;
  /** Passes over entries in the ranges whose documents cannot be results. */
  readonly keyFilter: KeyFilter | undefined;
}

export interface ScanRange extends KeyRange {
  /** The length of the part that is the same for the whole range; the order is decided behind it. */
  readonly fixed: number;
}

/** More ranges than this are not worth it: the rest of the conditions is checked on the documents. */
const MOST_RANGES = 256;

/** How an index would answer the query; undefined where it cannot. `forced` is a hint by the caller. */
export function scanOfIndex(
  index: Index,
  conjuncts: Conjuncts,
  sort: readonly SortField[],
  forced: boolean,
): IndexScan | undefined {
  const { spec } = index;
  if (spec.hidden) return undefined;
  if (spec.partial !== undefined && !forced && !impliedByQuery(spec.partial, conjuncts)) return undefined;
  const chosen = chooseBounds(index, conjuncts.list);
  const provesPresence = chosen.bounds.some((bounds) => bounds !== undefined && !bounds.includesAbsent);
  if (spec.sparse && !forced && !provesPresence) return undefined;
  const built = buildRanges(index, chosen.bounds);
  const used = new Set<Conjunct>();
  for (let field = 0; field < built.fields; field += 1)
    for (const conjunct of chosen.exact[field] ?? []) used.add(conjunct);
  const exact =
    conjuncts.others.length === 0 &&
    conjuncts.list.every((conjunct) => used.has(conjunct) || !conjunct.whole) &&
    !(spec.sparse && forced);
  return {
    index,
    ranges: built.ranges,
    exact,
    bounded: built.fields > 0,
    keyFilter: exact ? undefined : keyFilterOf(index, conjuncts, built.fields),
    ...orderOf(index, built, sort),
  };
}

function impliedByQuery(partial: Filter, conjuncts: Conjuncts): boolean {
  return implied(partial, conjuncts.list);
}

interface Chosen {
  readonly bounds: (Bounds | undefined)[];
  /** Per field the conditions that the bounds answer completely. */
  readonly exact: Conjunct[][];
}

function chooseBounds(index: Index, list: readonly Conjunct[]): Chosen {
  const bounds: (Bounds | undefined)[] = [];
  const exact: Conjunct[][] = [];
  let multikeyBounded = false;
  for (const [at, field] of index.spec.fields.entries()) {
    const multikey = index.multikey[at] === true;
    const candidates = list
      .filter((conjunct) => conjunct.path === field.path.text)
      .map((conjunct) => ({ conjunct, bounds: boundsAt(at, conjunct, multikey) }));
    // Two fields of one array may be bounded together only for one element, which these conditions do not say.
    const chosen = multikey && multikeyBounded ? undefined : combine(candidates, multikey);
    if (chosen !== undefined && multikey) multikeyBounded = true;
    bounds.push(chosen?.bounds);
    exact.push(chosen?.exact ?? []);
  }
  return { bounds, exact };
}

/** What something is not bounds no first field: that would be nearly the whole index. */
function boundsAt(at: number, { test }: Conjunct, multikey: boolean): Bounds | undefined {
  if (test.op !== 'not') return boundsOfTest(test);
  return at === 0 || multikey ? undefined : boundsOfNegation(test.test);
}

interface Candidate {
  readonly conjunct: Conjunct;
  readonly bounds: Bounds | undefined;
}

function combine(
  candidates: readonly Candidate[],
  multikey: boolean,
): { bounds: Bounds; exact: Conjunct[] } | undefined {
  let best: { bounds: Bounds; exact: Conjunct[] } | undefined;
  for (const { conjunct, bounds } of candidates) {
    if (bounds === undefined) continue;
    const exact = bounds.exact && conjunct.whole ? [conjunct] : [];
    if (best === undefined) best = { bounds, exact };
    else if (!multikey) {
      best = {
        bounds: {
          intervals: intersected(best.bounds.intervals, bounds.intervals),
          exact: best.bounds.exact && bounds.exact,
          includesAbsent: best.bounds.includesAbsent && bounds.includesAbsent,
        },
        exact: [...best.exact, ...exact],
      };
    } else if (rank(bounds) < rank(best.bounds)) best = { bounds, exact };
  }
  return best;
}

/** With arrays only one condition of a field can bound; points are worth more than stretches. */
function rank(bounds: Bounds): number {
  return bounds.intervals.every((interval) => interval.point) ? bounds.intervals.length : 1_000_000;
}

interface Built {
  readonly ranges: readonly ScanRange[];
  /** How many fields are bounded. */
  readonly fields: number;
  /** How many leading fields have one value only, and how many have single values at all. */
  readonly single: number;
  readonly points: number;
}

function buildRanges(index: Index, bounds: readonly (Bounds | undefined)[]): Built {
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  let single = 0;
  let points = 0;
  for (const [at, field] of index.spec.fields.entries()) {
    const found = bounds[at];
    if (found === undefined) break;
    const intervals = field.descending ? inverted(found.intervals) : found.intervals;
    if (intervals.length === 0) return { ranges: [], fields: index.spec.fields.length, single, points };
    if (prefixes.length * intervals.length > MOST_RANGES && at > 0) break;
    if (!intervals.every((interval) => interval.point)) {
      const ranges = prefixes.flatMap((prefix) => intervals.map((interval) => rangeOf(prefix, interval)));
      return { ranges, fields: at + 1, single, points };
    }
    if (intervals.length === 1 && single === at) single += 1;
    points += 1;
    prefixes = prefixes.flatMap((prefix) =>
      intervals.map((interval) => Buffer.concat([prefix, interval.from])),
    );
  }
  const ranges = prefixes.map((prefix) => ({ from: prefix, to: afterOf(prefix), fixed: prefix.length }));
  return { ranges, fields: points, single, points };
}

function rangeOf(prefix: Buffer, interval: Interval): ScanRange {
  return {
    from: Buffer.concat([prefix, interval.from]),
    to: Buffer.concat([prefix, interval.to]),
    fixed: prefix.length,
  };
}

function afterOf(prefix: Buffer): Buffer {
  return prefix.length === 0 ? END : Buffer.concat([prefix, END]);
}

function orderOf(
  index: Index,
  built: Built,
  sort: readonly SortField[],
): Pick<IndexScan, 'order' | 'reverse'> {
  const none = { order: 'none', reverse: false } as const;
  if (sort.length === 0) return none;
  const { fields } = index.spec;
  const fixed = new Set(fields.slice(0, built.single).map((field) => field.path.text));
  if (fields.slice(0, built.single).some((_, at) => index.multikey[at])) fixed.clear();
  const wanted = sort.filter((field) => !fixed.has(field.path.text));
  if (wanted.length === 0) return { order: 'concatenated', reverse: false };
  for (const [start, order] of [
    [built.single, 'concatenated'],
    [built.points, 'merged'],
  ] as const) {
    const reverse = followsIndex(index, start, wanted);
    if (reverse !== undefined) return { order, reverse };
  }
  return none;
}

/** Whether the wanted order is that of the index from one field on: false forwards, true backwards. */
function followsIndex(index: Index, start: number, wanted: readonly SortField[]): boolean | undefined {
  let reverse: boolean | undefined;
  for (const [at, field] of wanted.entries()) {
    const own = index.spec.fields[start + at];
    if (own === undefined || own.path.text !== field.path.text || index.multikey[start + at])
      return undefined;
    const backwards = own.descending !== field.descending;
    if (reverse !== undefined && reverse !== backwards) return undefined;
    reverse = backwards;
  }
  return reverse;
}
