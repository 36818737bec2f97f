import { encodeDocument } from '../bson/encode';
import { type Doc, docOf, type Value } from '../bson/value';
import { CommandError, unsupported } from '../errors';
import type { Pause } from '../plan/budget';
import { matches } from '../query/match';
import { parseFilter } from '../query/parse';
import type { Collection } from '../storage/collection';
import { firstBatch } from './batch';
import { beginWrite, type CommandContext, namespaceOf } from './command';

/** `create` */
export function create(context: CommandContext): Doc {
  const { args, store } = context;
  args.allow(
    'capped',
    'size',
    'max',
    'validator',
    'validationLevel',
    'validationAction',
    'viewOn',
    'pipeline',
    'collation',
    'timeseries',
    'expireAfterSeconds',
    'clusteredIndex',
    'storageEngine',
    'indexOptionDefaults',
    'changeStreamPreAndPostImages',
    'encryptedFields',
    'autoIndexId',
    'idIndex',
    'flags',
    'temp',
  );
  args.refuse(
    'capped',
    'validator',
    'viewOn',
    'timeseries',
    'expireAfterSeconds',
    'clusteredIndex',
    'changeStreamPreAndPostImages',
    'encryptedFields',
    'storageEngine',
  );
  args.refuseCollation();
  const namespace = namespaceOf(context, args.string('create'));
  if (store.catalog.find(namespace) !== undefined) return docOf({ ok: 1 });
  beginWrite(context);
  store.catalog.create(namespace, new Map());
  return docOf({ ok: 1 });
}

/** `drop` */
export function drop(context: CommandContext): Doc {
  const { args, store } = context;
  args.allow();
  const namespace = namespaceOf(context, args.string('drop'));
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
  if (collections.length === 0) return docOf({ ok: 1 });
  beginWrite(context);
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
  const listed = store.catalog
    .inDatabase(database)
    .map((collection) => describe(collection))
    .filter((doc) => matches(filter, doc, now))
    .map((doc) => (nameOnly ? docOf({ name: doc.get('name'), type: doc.get('type') }) : doc));
  return yield* firstBatch(store.cursors, {
    namespace: `${database}.$cmd.listCollections`,
    stream: encoded(listed),
    budget,
    batchSize: undefined,
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

/** `collMod`: only a TTL index' time and an index' visibility can be changed. */
export function collMod(context: CommandContext): Doc {
  const { args, store } = context;
  args.allow('index', 'validator', 'validationLevel', 'validationAction', 'viewOn', 'pipeline');
  args.refuse('validator', 'viewOn');
  const collection = store.catalog.find(namespaceOf(context, args.string('collMod')));
  if (collection === undefined) throw new CommandError(26, 'ns does not exist');
  if (args.get('index') !== undefined) throw unsupported('collMod of an index');
  return docOf({ ok: 1 });
}
