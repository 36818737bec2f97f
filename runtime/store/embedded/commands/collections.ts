import { encodeDocument } from '../bson/encode';
import { type Doc, docOf, type Value } from '../bson/value';
import { CommandError } from '../errors';
import type { Pause } from '../plan/budget';
import { matches } from '../query/match';
import { parseFilter } from '../query/parse';
import type { Collection } from '../storage/collection';
import type { View } from '../storage/views';
import { firstBatch } from './batch';
import { beginWrite, type CommandContext, namespaceOf } from './command';

/** `drop` */
export function drop(context: CommandContext): Doc {
  const { args, store } = context;
  args.allow();
  const namespace = namespaceOf(context, args.string('drop'));
  const view = store.catalog.views.find(namespace);
  if (view !== undefined) {
    beginWrite(context);
    store.catalog.views.drop(view);
    return docOf({ ns: namespace, ok: 1 });
  }
  const collection = store.catalog.find(namespace);
  // Since 7.0 dropping what is not there succeeds.
  if (collection === undefined) return docOf({ ok: 1 });
  beginWrite(context);
  const indexes = collection.indexes.length;
  store.catalog.drop(collection);
  return docOf({ nIndexesWas: indexes, ns: namespace, ok: 1 });
}

/** `dropDatabase` */
export function dropDatabase(context: CommandContext): Doc {
  const { args, store, database } = context;
  args.allow();
  const collections = store.catalog.inDatabase(database);
  const views = store.catalog.views.inDatabase(database);
  if (collections.length + views.length === 0) return docOf({ ok: 1 });
  beginWrite(context);
  for (const view of views) store.catalog.views.drop(view);
  for (const collection of collections) store.catalog.drop(collection);
  return docOf({ dropped: database, ok: 1 });
}

/** `renameCollection`, an admin command with full names. */
export function renameCollection(context: CommandContext): Doc {
  const { args, store } = context;
  args.allow('to', 'dropTarget');
  const from = args.string('renameCollection');
  const to = args.string('to');
  const collection = store.catalog.find(from);
  if (collection === undefined) throw new CommandError(26, `Source collection ${from} does not exist`);
  if (from === to) throw new CommandError(20, `Can't rename a collection to itself`);
  const target = store.catalog.find(to);
  if (store.catalog.views.find(to) !== undefined)
    throw new CommandError(166, `cannot rename to a view: ${to}`);
  if (target !== undefined && !args.boolean('dropTarget'))
    throw new CommandError(48, 'target namespace exists');
  beginWrite(context);
  if (target !== undefined) store.catalog.drop(target);
  store.catalog.rename(collection, to);
  return docOf({ ok: 1 });
}

/** `listCollections` */
export function* listCollections(context: CommandContext): Generator<Pause, Doc> {
  const { args, store, database, budget, now } = context;
  args.allow('filter', 'nameOnly', 'authorizedCollections', 'cursor');
  const filter = parseFilter(args.document('filter') ?? new Map());
  const nameOnly = args.boolean('nameOnly');
  const listed = [
    ...store.catalog.inDatabase(database).map((collection) => describe(collection)),
    ...store.catalog.views.inDatabase(database).map((view) => describeView(view)),
  ]
    .filter((doc) => matches(filter, doc, now))
    .map((doc) => (nameOnly ? docOf({ name: doc.get('name'), type: doc.get('type') }) : doc));
  return yield* firstBatch(store.cursors, {
    namespace: `${database}.$cmd.listCollections`,
    stream: encoded(listed),
    budget,
    batchSize: args.cursorBatch(),
    single: false,
    timesOut: true,
  });
}

export function* encoded(documents: readonly Doc[]): Generator<Buffer, void> {
  for (const doc of documents) yield encodeDocument(doc);
}

function describe(collection: Collection): Doc {
  return docOf({
    name: collection.name,
    type: 'collection',
    options: collection.options,
    info: docOf({ readOnly: false, uuid: collection.uuid }),
    idIndex: docOf({ v: 2, key: docOf({ _id: 1 }), name: '_id_' }),
  });
}

function describeView({ namespace, viewOn, pipeline }: View): Doc {
  return docOf({
    name: namespace.slice(namespace.indexOf('.') + 1),
    type: 'view',
    options: docOf({ viewOn, pipeline: [...pipeline] }),
    info: docOf({ readOnly: true }),
  });
}

/** `listDatabases` */
export function listDatabases(context: CommandContext): Doc {
  const { args, store, now } = context;
  args.allow('filter', 'nameOnly', 'authorizedDatabases');
  const filter = parseFilter(args.document('filter') ?? new Map());
  const sizes = new Map<string, number>();
  for (const collection of store.catalog.all()) {
    sizes.set(collection.database, (sizes.get(collection.database) ?? 0) + collection.bytes);
  }
  const nameOnly = args.boolean('nameOnly');
  const databases: Value[] = [...sizes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, size]) => docOf({ name, sizeOnDisk: BigInt(size), empty: size === 0 }))
    .filter((doc) => matches(filter, doc, now))
    .map((doc) => (nameOnly ? docOf({ name: doc.get('name') }) : doc));
  const reply = docOf({ databases });
  if (!nameOnly) {
    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    reply.set('totalSize', BigInt(total));
    reply.set('totalSizeMb', BigInt(Math.floor(total / 1048576)));
  }
  reply.set('ok', 1);
  return reply;
}
