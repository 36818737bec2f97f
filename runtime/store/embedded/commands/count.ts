import { type Doc, docOf, integer, type Value } from '../bson/value';
import { CommandError } from '../errors';
import { type Budget, PAUSE, type Pause } from '../plan/budget';
import { choosePlan } from '../plan/choose-plan';
import { findRows, recordsOf } from '../plan/rows';
import type { Filter } from '../query/filter';
import { parseFilter } from '../query/parse';
import type { Collection } from '../storage/collection';
import type { EntryTree, KeyRange } from '../storage/storage';
import { type CommandContext, namespaceOf } from './command';
import { viewDocuments } from './view-stream';

export const COUNT_OPTIONS = ['query', 'limit', 'skip', 'hint', 'collation', 'fields'];

/** `count`, answered from the index alone where that says all. */
export function* count(context: CommandContext): Generator<Pause, Doc> {
  const { args, store } = context;
  args.allow(...COUNT_OPTIONS);
  const namespace = namespaceOf(context, args.string('count'));
  const collection = store.catalog.find(namespace);
  const filter = parseFilter(args.document('query') ?? new Map(), { collation: args.collation() });
  const skip = args.count('skip') ?? 0;
  // A negative limit means the same as a positive one.
  const limitValue = args.get('limit');
  const limit = typeof limitValue === 'number' && limitValue < 0 ? -limitValue : (args.count('limit') ?? 0);
  if (store.catalog.views.find(namespace) !== undefined) {
    const known = { collation: args.collation() };
    let n = 0;
    for (const doc of viewDocuments(context, namespace, known, { skip, limit })) {
      if (doc === PAUSE) yield doc;
      else n += 1;
    }
    return docOf({ n: integer(n), ok: 1 });
  }
  if (collection === undefined) return docOf({ n: 0, ok: 1 });
  const total = yield* countMatching(
    context,
    collection,
    filter,
    args.get('hint'),
    limit === 0 ? undefined : limit + skip,
  );
  const rest = Math.max(0, total - skip);
  return docOf({ n: integer(limit === 0 ? rest : Math.min(rest, limit)), ok: 1 });
}

/** How many documents pass the filter, counting no further than `most`. */
export function* countMatching(
  context: Pick<CommandContext, 'budget' | 'now'>,
  collection: Collection,
  filter: Filter,
  hint: Value | undefined,
  most: number | undefined,
): Generator<Pause, number> {
  if (filter.kind === 'and' && filter.items.length === 0 && hint === undefined) return collection.count;
  const plan = choosePlan(collection, { filter, sort: [], most, hint });
  const examined = { keys: 0, documents: 0 };
  const pacing = { budget: context.budget, most, examined };
  if (plan.kind === 'index' && plan.scan.exact && !plan.scan.index.isMultikey) {
    let total = 0;
    for (const range of plan.scan.ranges)
      total += yield* countRange(collection, plan.scan.index.entries, range, most, context.budget);
    return total;
  }
  let total = 0;
  const found =
    plan.kind === 'index' && plan.scan.exact
      ? recordsOf([plan.scan], pacing)
      : findRows(collection, { plan, filter, now: context.now, ...pacing });
  for (const item of found) {
    if (item === PAUSE) yield PAUSE;
    else {
      total += 1;
      if (total === most) break;
    }
  }
  return total;
}

/** So many entries are counted at once; with more others get their turn in between. */
const PORTION = 50_000;

function* countRange(
  collection: Collection,
  entries: EntryTree,
  range: KeyRange,
  most: number | undefined,
  budget: Budget,
): Generator<Pause, number> {
  let { from } = range;
  for (let total = 0; ; total += PORTION) {
    const wanted = most === undefined ? PORTION : Math.min(PORTION, most - total);
    const found = entries.count({ from, to: range.to }, wanted);
    if (found < PORTION) return total + found;
    const next = entries.keyBehind({ from, to: range.to }, PORTION);
    if (next === undefined) return total + found;
    from = next;
    if (budget.spent()) {
      yield PAUSE;
      budget.resume();
      if (collection.dropped) throw new CommandError(175, `collection dropped: ${collection.namespace}`);
    }
  }
}
