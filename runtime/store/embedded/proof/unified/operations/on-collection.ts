import type { Collection, Document } from 'mongodb';
import { isObject, type Json, type JsonObject } from '../match';
import { doc, list, options, type Target, UnknownOperation } from './target';
import { writeOnCollection } from './write-on-collection';

/** Runs an operation of a collection and gives its result in the form that tests expect. */
export async function onCollection(
  name: string,
  target: Target & { readonly kind: 'collection' },
  given: JsonObject,
): Promise<Json> {
  const { collection } = target;
  const filter = doc(given.filter);
  switch (name) {
    case 'find':
      return collection.find(filter, options(given, 'filter')).toArray();
    case 'findOne':
      return collection.findOne(filter, options(given, 'filter'));
    case 'createFindCursor': {
      const cursor = collection.find(filter, options(given, 'filter'));
      // The query goes to the server now; nothing is taken from the cursor.
      await cursor.hasNext();
      return { kind: 'cursor', cursor } satisfies Target;
    }
    case 'aggregate':
      return collection.aggregate(list(given.pipeline), options(given, 'pipeline')).toArray();
    case 'count':
      return collection.count(filter, options(given, 'filter'));
    case 'countDocuments':
      return collection.countDocuments(filter, options(given, 'filter'));
    case 'estimatedDocumentCount':
      return collection.estimatedDocumentCount(options(given));
    case 'distinct':
      return collection.distinct(String(given.fieldName), filter, options(given, 'fieldName', 'filter'));
    case 'createChangeStream': {
      const stream = collection.watch(list(given.pipeline), options(given, 'pipeline'));
      await stream.tryNext().finally(() => stream.close());
      return undefined;
    }
    default:
      return (await onIndexes(name, collection, given)) ?? writeOnCollection(name, collection, given);
  }
}

/** Indexes and the collection as such; undefined where the operation is none of these. */
async function onIndexes(
  name: string,
  collection: Collection,
  given: JsonObject,
): Promise<NonNullable<Json> | undefined> {
  switch (name) {
    case 'createIndex':
      return collection.createIndex(keysOf(given.keys), options(given, 'keys'));
    case 'dropIndex':
      return doc(await collection.dropIndex(String(given.name), options(given, 'name')));
    case 'dropIndexes':
      return collection.dropIndexes(options(given));
    case 'listIndexes':
      return collection.listIndexes(options(given)).toArray();
    case 'listIndexNames':
      return (await collection.listIndexes(options(given)).toArray()).map((index: Document) => index.name);
    case 'rename': {
      const renamed = await collection.rename(String(given.to), options(given, 'to'));
      return renamed.collectionName;
    }
    case 'mapReduce':
    case 'createSearchIndex':
    case 'createSearchIndexes':
    case 'dropSearchIndex':
    case 'listSearchIndexes':
    case 'updateSearchIndex':
      throw new UnknownOperation(name);
    default:
      return undefined;
  }
}

function keysOf(keys: Json): Document {
  if (!isObject(keys)) throw new UnknownOperation('createIndex without keys');
  return keys;
}
