import { type Doc, Double, docOf, integer, type Value } from '../bson/value';
import { CommandError } from '../errors';
import { PAUSE, type Pause } from '../plan/budget';
import { checkStorage } from '../storage/check-storage';
import { StorageError } from '../storage/storage';
import type { CommandContext } from './command';

/** `embeddedCheck`: looks at every document and every index entry. MongoDB has no such command. */
export function* embeddedCheck(context: CommandContext): Generator<Pause, Doc> {
  const { store, args } = context;
  args.allow();
  store.commit.flush();
  const report = yield* checkStorage(store.storage, store.catalog, context.budget);
  return docOf({
    problems: report.problems,
    collections: integer(report.collections),
    documents: new Double(report.documents),
    entries: new Double(report.entries),
    ok: 1,
  });
}

/** `embeddedBackup`: a consistent copy into a file, while everybody goes on working. */
export function* embeddedBackup(context: CommandContext): Generator<Pause, Doc> {
  const { store, args } = context;
  args.allow();
  const file = args.string('embeddedBackup');
  store.commit.flush();
  let failure: unknown;
  let done = false;
  store.storage.backup(file).then(
    () => {
      done = true;
    },
    (error: unknown) => {
      failure = error;
      done = true;
    },
  );
  while (!done) yield PAUSE;
  if (failure !== undefined)
    throw new CommandError(
      isFull(failure) ? 14031 : 8,
      failure instanceof Error ? failure.message : String(failure),
    );
  return docOf({ ok: 1 });
}

function isFull(error: unknown): boolean {
  return error instanceof StorageError && error.failure === 'disk-full';
}

/** `embeddedStats`: what is stored, by collection. */
export function embeddedStats(context: CommandContext): Doc {
  const { store, args } = context;
  args.allow();
  const collections: Value[] = store.catalog.all().map((collection) =>
    docOf({
      namespace: collection.namespace,
      documents: new Double(collection.count),
      bytes: new Double(collection.bytes),
      indexes: collection.indexes.map((index) => index.spec.name),
    }),
  );
  return docOf({ collections, fileBytes: new Double(store.storage.size()), ok: 1 });
}
