import { toNumber } from '../bson/number';
import { type Doc, Double, docOf, integer, isNumeric, type Value } from '../bson/value';
import { CommandError } from '../errors';
import type { Arguments } from './arguments';
import { type CommandContext, namespaceOf } from './command';

/** `dbStats` */
export function dbStats(context: CommandContext): Doc {
  const { args, store, database } = context;
  args.allow('scale', 'freeStorage');
  args.refuse('freeStorage');
  const scale = scaleOf(args);
  const collections = store.catalog.inDatabase(database);
  const sum = (of: (collection: (typeof collections)[number]) => number) =>
    collections.reduce((total, item) => total + of(item), 0);
  const objects = sum((collection) => collection.count);
  const bytes = sum((collection) => collection.bytes);
  return docOf({
    db: database,
    collections: integer(collections.length),
    views: integer(store.catalog.views.inDatabase(database).length),
    objects: integer(objects),
    avgObjSize: new Double(objects === 0 ? 0 : bytes / objects),
    dataSize: new Double(bytes / scale),
    storageSize: new Double(bytes / scale),
    indexes: integer(sum((collection) => collection.indexes.length)),
    indexSize: new Double(0),
    totalSize: new Double(store.storage.size() / scale),
    scaleFactor: integer(scale),
    ok: 1,
  });
}

/** `collStats` */
export function collStats(context: CommandContext): Doc {
  const { args, store } = context;
  args.allow('scale');
  const scale = scaleOf(args);
  const namespace = namespaceOf(context, args.string(args.doc.has('collStats') ? 'collStats' : 'collstats'));
  const collection = store.catalog.find(namespace);
  const count = collection?.count ?? 0;
  const bytes = collection?.bytes ?? 0;
  const reply = docOf({ ns: namespace, size: integer(Math.floor(bytes / scale)), count: integer(count) });
  if (count > 0) reply.set('avgObjSize', integer(Math.round(bytes / count)));
  reply.set('storageSize', integer(Math.floor(bytes / scale)));
  reply.set('nindexes', integer(collection?.indexes.length ?? 0));
  reply.set(
    'indexSizes',
    new Map((collection?.indexes ?? []).map((index): [string, Value] => [index.spec.name, 0])),
  );
  reply.set('scaleFactor', integer(scale));
  reply.set('ok', 1);
  return reply;
}

/** By how much sizes are divided. */
function scaleOf(args: Arguments): number {
  const scale = args.get('scale') ?? 1;
  if (!isNumeric(scale) || !(Math.trunc(toNumber(scale)) >= 1))
    throw new CommandError(51024, "BSON field 'scale' value must be >= 1");
  return Math.trunc(toNumber(scale));
}
