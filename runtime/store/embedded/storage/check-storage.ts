import { decodeDocument } from '../bson/decode';
import { type Budget, PAUSE, type Pause } from '../plan/budget';
import type { Catalog } from './catalog';
import type { Collection } from './collection';
import type { Storage } from './storage';

export interface CheckReport {
  /** One sentence for each thing that is wrong; empty where all is sound. */
  readonly problems: string[];
  readonly collections: number;
  readonly documents: number;
  readonly entries: number;
}

/** More problems than this tell nothing new. */
const MOST_PROBLEMS = 100;

/** Checks the file, then that documents and index entries say the same. Writers should be quiet meanwhile. */
export function* checkStorage(
  storage: Storage,
  catalog: Catalog,
  budget: Budget,
): Generator<Pause, CheckReport> {
  const problems = storage.check();
  let documents = 0;
  let entries = 0;
  const collections = catalog.all();
  for (const collection of collections) {
    const counted = yield* checkCollection(collection, problems, budget);
    documents += counted.documents;
    entries += counted.entries;
  }
  return { problems: problems.slice(0, MOST_PROBLEMS), collections: collections.length, documents, entries };
}

function* checkCollection(
  collection: Collection,
  problems: string[],
  budget: Budget,
): Generator<Pause, { documents: number; entries: number }> {
  const { namespace, indexes } = collection;
  const wanted = indexes.map(() => 0);
  let documents = 0;
  for (let after = 0; ; ) {
    const rows = collection.records.scan(after, false, 256);
    for (const [record, bytes] of rows) {
      after = record;
      documents += 1;
      checkRecord(collection, record, bytes, wanted, problems);
    }
    if (rows.length === 0 || problems.length > MOST_PROBLEMS) break;
    if (budget.spent()) {
      yield PAUSE;
      budget.resume();
    }
  }
  if (collection.count !== documents)
    problems.push(`${namespace}: counted as ${collection.count} documents, but there are ${documents}`);
  let entries = 0;
  for (const [at, index] of indexes.entries()) {
    const there = index.entries.count({ from: Buffer.alloc(0), to: Buffer.from([0xff]) });
    entries += there;
    if (there !== wanted[at])
      problems.push(
        `${namespace}: the index ${index.spec.name} has ${there} entries instead of ${wanted[at]}`,
      );
  }
  return { documents, entries };
}

function checkRecord(
  collection: Collection,
  record: number,
  bytes: Buffer,
  wanted: number[],
  problems: string[],
): void {
  try {
    const doc = decodeDocument(bytes);
    for (const [at, index] of collection.indexes.entries()) {
      const { keys } = index.entriesOf(doc, record);
      wanted[at] = (wanted[at] ?? 0) + keys.length;
      for (const { stored } of keys) {
        if (index.entries.get(stored) !== record)
          problems.push(
            `${collection.namespace}: record ${record} is missing in the index ${index.spec.name}`,
          );
      }
    }
  } catch (error) {
    problems.push(
      `${collection.namespace}: record ${record} cannot be read (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}
