import { compareValues } from '../bson/compare';
import { formatValue } from '../bson/format';
import { toNumber } from '../bson/number';
import { type Doc, docOf, integer, isNumeric, type Value } from '../bson/value';
import { CommandError } from '../errors';
import type { Index } from '../index/index';
import { type IndexSpec, parseIndexSpec } from '../index/index-spec';
import { PAUSE, type Pause } from '../plan/budget';
import type { Collection } from '../storage/collection';
import { sameValue } from '../update/same';
import { firstBatch } from './batch';
import { buildIndexes } from './build-indexes';
import { encoded } from './collections';
import { beginWrite, type CommandContext, namespaceOf } from './command';

/** `createIndexes`: https://www.mongodb.com/docs/manual/reference/command/createIndexes/ */
export function* createIndexes(context: CommandContext): Generator<Pause, Doc> {
  const { args, store } = context;
  args.allow('indexes', 'commitQuorum', 'ignoreUnknownIndexOptions');
  args.refuse('ignoreUnknownIndexOptions');
  checkQuorum(args.get('commitQuorum'));
  const namespace = namespaceOf(context, args.string('createIndexes'));
  const documents = args.documents('indexes');
  if (documents.length === 0) throw new CommandError(2, 'Must specify at least one index to create');
  const specs = documents.map(parseIndexSpec);
  while (isBuilding(store.catalog.find(namespace), specs)) yield PAUSE;
  beginWrite(context);
  const existed = store.catalog.find(namespace) !== undefined;
  const collection = store.catalog.obtain(namespace);
  const before = existed ? collection.indexes.length : 1;
  const wanted = wantedOf(collection, specs);
  if (wanted.length > 0) yield* buildIndexes(context, collection, wanted);
  const reply = docOf({
    numIndexesBefore: integer(before),
    numIndexesAfter: integer(before + wanted.length),
  });
  reply.set('createdCollectionAutomatically', !existed);
  if (wanted.length === 0) reply.set('note', 'all indexes already exist');
  reply.set('ok', 1);
  return reply;
}

/** The one server there is makes every quorum of one. */
function checkQuorum(quorum: Value | undefined): void {
  const isMet =
    quorum === undefined ||
    quorum === 'majority' ||
    quorum === 'votingMembers' ||
    (isNumeric(quorum) && toNumber(quorum) >= 0 && toNumber(quorum) <= 1);
  if (!isMet)
    throw new CommandError(100, 'Not enough data-bearing voting nodes to satisfy the commit quorum');
}

/** Whether somebody else is building one of these at this moment; what comes of it decides. */
function isBuilding(collection: Collection | undefined, specs: readonly IndexSpec[]): boolean {
  return (collection?.building ?? []).some(({ index }) =>
    specs.some(
      (spec) =>
        spec.name === index.spec.name ||
        compareValues(spec.document.get('key'), index.spec.document.get('key')) === 0,
    ),
  );
}

/** The indexes that are not there yet. */
function wantedOf(collection: Collection, specs: readonly IndexSpec[]): IndexSpec[] {
  const wanted: IndexSpec[] = [];
  for (const spec of specs) {
    if (isThere([...collection.indexes.map((index) => index.spec), ...wanted], spec)) continue;
    wanted.push(spec);
  }
  return wanted;
}

/**
 * Whether the same index exists. Its keys, `unique`, `sparse` and the partial filter say which index it is: another one
 * may not have its name, and the same one no other options and no second name.
 */
function isThere(others: readonly IndexSpec[], spec: IndexSpec): boolean {
  const named = others.find((other) => other.name === spec.name);
  if (named === undefined) {
    const same = others.find((other) => isSameIndex(other, spec));
    if (same === undefined) return false;
    const message = hasSameOptions(same, spec)
      ? `Index already exists with a different name: ${same.name}`
      : `An equivalent index already exists with a different name and options. ${both(spec, same)}`;
    throw new CommandError(85, message);
  }
  if (!isSameIndex(named, spec)) {
    throw new CommandError(
      86,
      `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. ${both(spec, named)}`,
    );
  }
  if (hasSameOptions(named, spec)) return true;
  throw new CommandError(
    85,
    `An equivalent index already exists with the same name but different options. ${both(spec, named)}`,
  );
}

function isSameIndex(one: IndexSpec, other: IndexSpec): boolean {
  const same = (option: string): boolean =>
    sameValue(one.document.get(option) ?? null, other.document.get(option) ?? null);
  return (
    compareValues(one.document.get('key'), other.document.get('key')) === 0 &&
    same('partialFilterExpression') &&
    one.unique === other.unique &&
    one.sparse === other.sparse
  );
}

/** Whether an index is hidden does not count. */
function hasSameOptions(one: IndexSpec, other: IndexSpec): boolean {
  return one.expireAfterSeconds === other.expireAfterSeconds;
}

function both(requested: IndexSpec, existing: IndexSpec): string {
  return `Requested index: ${formatValue(requested.document)}, existing index: ${formatValue(existing.document)}`;
}

/** `dropIndexes` */
export function dropIndexes(context: CommandContext): Doc {
  const { args, store } = context;
  args.allow('index');
  const namespace = namespaceOf(
    context,
    args.string(args.doc.has('dropIndexes') ? 'dropIndexes' : 'deleteIndexes'),
  );
  const collection = store.catalog.find(namespace);
  if (collection === undefined) throw new CommandError(26, `ns not found ${namespace}`);
  const before = collection.indexes.length;
  const chosen = indexesToDrop(collection, args.get('index') ?? null);
  beginWrite(context);
  for (const index of chosen) collection.dropIndex(index);
  return docOf({ nIndexesWas: integer(before), ok: 1 });
}

function indexesToDrop(collection: Collection, wanted: Value): Index[] {
  if (wanted === '*') return collection.indexes.filter((index) => index.spec.name !== '_id_');
  const list = Array.isArray(wanted) ? wanted : [wanted];
  return list.map((item) => {
    const index = collection.indexes.find(({ spec }) =>
      typeof item === 'string' ? spec.name === item : compareValues(spec.document.get('key'), item) === 0,
    );
    if (index === undefined) {
      const what =
        typeof item === 'string' ? `index not found with name [${item}]` : `can't find index with key`;
      throw new CommandError(27, what);
    }
    if (index.spec.name === '_id_') throw new CommandError(72, 'cannot drop _id index');
    return index;
  });
}

/** `listIndexes` */
export function* listIndexes(context: CommandContext): Generator<Pause, Doc> {
  const { args, store, budget } = context;
  args.allow('cursor', 'includeBuildUUIDs', 'includeIndexBuildInfo');
  args.refuse('includeBuildUUIDs', 'includeIndexBuildInfo');
  const namespace = namespaceOf(context, args.string('listIndexes'));
  const collection = store.catalog.find(namespace);
  if (collection === undefined) throw new CommandError(26, `ns does not exist: ${namespace}`);
  return yield* firstBatch(store.cursors, {
    namespace,
    stream: encoded(collection.indexes.map((index) => index.spec.document)),
    budget,
    batchSize: args.cursorBatch(),
    single: false,
    timesOut: true,
  });
}
