import { decodeDocument } from '../bson/decode';
import { docOf, UtcDate } from '../bson/value';
import type { Index } from '../index/index';
import { Budget, PAUSE } from '../plan/budget';
import { choosePlan } from '../plan/choose-plan';
import { findRows } from '../plan/rows';
import { parseFilter } from '../query/parse';
import type { Collection } from '../storage/collection';
import type { Store } from './store';

/** How often expired documents, cursors and sessions are looked for, in milliseconds. MongoDB does it every minute. */
const INTERVAL_MS = 30_000;

/** Ends what has run out: documents under a TTL index, idle cursors, old records of writes. */
export class Sweeper {
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly store: Store) {
    this.timer = setInterval(() => this.guardedSweep(), INTERVAL_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private guardedSweep(): void {
    try {
      sweep(this.store);
    } catch (error) {
      const known = error instanceof Error ? error : new Error(String(error));
      this.store.commit.abort(known);
      this.store.log('sweep failed', { message: known.message });
    }
  }
}

/** One round. Returns how many documents were removed. */
export function sweep(store: Store): number {
  store.cursors.endIdle();
  store.sessions.endIdle();
  store.commit.join();
  store.retryable.endIdle();
  let removed = 0;
  for (const collection of store.catalog.all()) {
    for (const index of collection.indexes) {
      if (index.spec.expireAfterSeconds !== undefined)
        removed += removeExpired(store, collection, index, index.spec.expireAfterSeconds);
    }
  }
  return removed;
}

/** As many as this are removed in one round, so that nobody waits long. */
const MOST = 5000;

/** A document goes when the date in the field, or the earliest of an array of dates, is old enough. */
function removeExpired(store: Store, collection: Collection, index: Index, seconds: number): number {
  const [field] = index.spec.fields;
  if (field === undefined) return 0;
  const now = store.clock();
  const before = new UtcDate(now - seconds * 1000);
  const range = parseFilter(new Map([[field.path.text, docOf({ $lt: before })]]));
  const filter =
    index.spec.partial === undefined ? range : ({ kind: 'and', items: [range, index.spec.partial] } as const);
  const plan = choosePlan(collection, { filter, sort: [], most: MOST, hint: undefined });
  const budget = new Budget();
  budget.hold();
  const expired: { record: number; bytes: Buffer }[] = [];
  for (const row of findRows(collection, {
    plan,
    filter,
    budget,
    now,
    most: MOST,
    examined: { keys: 0, documents: 0 },
  })) {
    if (row === PAUSE) continue;
    expired.push(row);
    if (expired.length === MOST) break;
  }
  for (const { record, bytes } of expired) collection.delete(record, decodeDocument(bytes), bytes.length);
  return expired.length;
}
