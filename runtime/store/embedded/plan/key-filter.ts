import { endOfComponent } from '../bson/key-components';
import type { Index } from '../index/index';
import type { Filter } from '../query/filter';
import { type Conjunct, type Conjuncts, conjunctsOf } from './conjuncts';
import { boundsOfNegation, boundsOfTest, END, type Interval, intersected, inverted } from './intervals';

/** Says of an index entry, by its key alone, whether its document can be a result. */
export interface KeyFilter {
  /** Undefined where it can; otherwise the place in the index before which (backwards: behind which) nothing can. */
  readonly seek: (key: Buffer, reverse: boolean) => Buffer | undefined;
}

/** Per field of the index where its values must lie; undefined where anywhere. */
type Alternative = readonly (readonly Interval[] | undefined)[];

/** An `$or` of more branches than this is looked at in the documents. */
const MOST_ALTERNATIVES = 16;

/**
 * What a query says of the fields of an index beyond those that its ranges are made of, an `$or` included. Such entries
 * are passed over without reading their documents, and whole stretches of them at once. Undefined where the query says
 * nothing more. An index with arrays in it says too little of a document.
 */
export function keyFilterOf(index: Index, conjuncts: Conjuncts, ranged: number): KeyFilter | undefined {
  if (index.isMultikey) return undefined;
  const common = alternativeOf(index, conjuncts.list);
  const branches = branchesOf(conjuncts.others).map((branch) =>
    narrowed(common, alternativeOf(index, conjunctsOf(branch).list)),
  );
  const alternatives = branches.length > 0 ? branches : [common];
  const saysMore = alternatives.every((one) =>
    one.some((intervals, at) => intervals !== undefined && at >= ranged),
  );
  if (!saysMore) return undefined;
  const descending = index.spec.fields.map((field) => field.descending);
  return { seek: (key, reverse) => seekAll(alternatives, descending, key, reverse) };
}

function branchesOf(others: readonly Filter[]): readonly Filter[] {
  const or = others.find((filter) => filter.kind === 'or');
  return or?.kind === 'or' && or.items.length <= MOST_ALTERNATIVES ? or.items : [];
}

function alternativeOf(index: Index, list: readonly Conjunct[]): Alternative {
  return index.spec.fields.map(({ path, descending }) => {
    let found: readonly Interval[] | undefined;
    for (const conjunct of list) {
      if (conjunct.path !== path.text) continue;
      const { test } = conjunct;
      const bounds = test.op === 'not' ? boundsOfNegation(test.test) : boundsOfTest(test);
      if (bounds === undefined) continue;
      found = found === undefined ? bounds.intervals : intersected(found, bounds.intervals);
    }
    return found !== undefined && descending ? inverted(found) : found;
  });
}

function narrowed(left: Alternative, right: Alternative): Alternative {
  return left.map((intervals, at) => {
    const others = right[at];
    if (intervals === undefined || others === undefined) return intervals ?? others;
    return intersected(intervals, others);
  });
}

/** The nearest place that any of the alternatives allows. */
function seekAll(
  alternatives: readonly Alternative[],
  descending: readonly boolean[],
  key: Buffer,
  reverse: boolean,
): Buffer | undefined {
  let nearest: Buffer | undefined;
  for (const alternative of alternatives) {
    const place = seek(alternative, descending, key, reverse);
    if (place === undefined) return undefined;
    if (nearest === undefined || Buffer.compare(place, nearest) < 0 !== reverse) nearest = place;
  }
  return nearest;
}

function seek(
  alternative: Alternative,
  descending: readonly boolean[],
  key: Buffer,
  reverse: boolean,
): Buffer | undefined {
  let start = 0;
  for (const [field, intervals] of alternative.entries()) {
    if (intervals !== undefined) {
      const rest = key.subarray(start);
      const within = intervals.some(
        ({ from, to }) => Buffer.compare(from, rest) <= 0 && Buffer.compare(rest, to) < 0,
      );
      if (!within) return reverse ? placeBefore(key, start, intervals) : placeAfter(key, start, intervals);
    }
    start = endOfComponent(key, start, descending[field] === true);
  }
  return undefined;
}

function placeAfter(key: Buffer, start: number, intervals: readonly Interval[]): Buffer {
  const rest = key.subarray(start);
  const next = intervals.find(({ from }) => Buffer.compare(from, rest) > 0);
  return Buffer.concat([key.subarray(0, start), next?.from ?? END]);
}

function placeBefore(key: Buffer, start: number, intervals: readonly Interval[]): Buffer {
  const rest = key.subarray(start);
  const next = intervals.findLast(({ to }) => Buffer.compare(to, rest) <= 0);
  return Buffer.concat([key.subarray(0, start), next?.to ?? EMPTY]);
}

const EMPTY = Buffer.alloc(0);
