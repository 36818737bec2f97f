import type { AnyBulkWriteOperation, Collection, Document } from 'mongodb';
import { isObject, type Json, type JsonObject } from '../match';
import { doc, list, options, UnknownOperation } from './target';

/** Runs a writing operation of a collection. */
export async function writeOnCollection(
  name: string,
  collection: Collection,
  given: JsonObject,
): Promise<Json> {
  const filter = doc(given.filter);
  const rest = options(given, 'filter', 'update', 'replacement');
  switch (name) {
    case 'insertOne': {
      const document = doc(given.document);
      const result = await collection.insertOne(document, {
        ...options(given, 'document'),
        ...keepIds([document]),
      });
      return { insertedId: result.insertedId, insertedCount: 1 };
    }
    case 'insertMany': {
      const documents = list(given.documents);
      const result = await collection.insertMany(documents, {
        ...options(given, 'documents'),
        ...keepIds(documents),
      });
      return { insertedIds: { ...result.insertedIds }, insertedCount: result.insertedCount };
    }
    case 'updateOne':
      return counted(await collection.updateOne(filter, updateOf(given), rest));
    case 'updateMany':
      return counted(await collection.updateMany(filter, updateOf(given), rest));
    case 'replaceOne':
      return counted(await collection.replaceOne(filter, doc(given.replacement), rest));
    case 'deleteOne':
      return { deletedCount: (await collection.deleteOne(filter, rest)).deletedCount };
    case 'deleteMany':
      return { deletedCount: (await collection.deleteMany(filter, rest)).deletedCount };
    case 'findOneAndUpdate':
      return collection.findOneAndUpdate(filter, updateOf(given), { ...rest });
    case 'findOneAndReplace':
      return collection.findOneAndReplace(filter, doc(given.replacement), { ...rest });
    case 'findOneAndDelete':
      return collection.findOneAndDelete(filter, { ...rest });
    case 'bulkWrite': {
      const requests = list(given.requests);
      const inserted = requests.map((request) => doc(doc(request.insertOne).document));
      return bulkResult(
        await collection.bulkWrite(requests.map(asBulkOperation), {
          ...options(given, 'requests'),
          ...keepIds(inserted),
        }),
      );
    }
    default:
      throw new UnknownOperation(name);
  }
}

/** The driver would give a document whose `_id` is null a new one; the test wants it to be null. */
function keepIds(documents: readonly Document[]): { forceServerObjectId?: boolean } {
  const isNull = documents.some((document) => '_id' in document && (document._id ?? null) === null);
  return isNull ? { forceServerObjectId: true } : {};
}

const BULK_OPERATIONS = ['insertOne', 'updateOne', 'updateMany', 'replaceOne', 'deleteOne', 'deleteMany'];

function asBulkOperation(request: Document): AnyBulkWriteOperation {
  const [name = ''] = Object.keys(request);
  if (!BULK_OPERATIONS.includes(name)) throw new UnknownOperation(`bulkWrite with ${name}`);
  return request as AnyBulkWriteOperation;
}

function updateOf(given: JsonObject): Document {
  if (Array.isArray(given.update)) return given.update.filter(isObject);
  return doc(given.update);
}

function counted(result: {
  matchedCount: number;
  modifiedCount: number;
  upsertedCount: number;
  upsertedId: Json;
}): JsonObject {
  const counts: JsonObject = {
    matchedCount: result.matchedCount,
    modifiedCount: result.modifiedCount,
    upsertedCount: result.upsertedCount,
  };
  // An upserted `_id` may be null, so the count tells whether there is one.
  if (result.upsertedCount > 0) counts.upsertedId = result.upsertedId;
  return counts;
}

/** The counts of a bulk write, also as an error carries them. */
export function bulkResult(result: Json): JsonObject {
  const of = (name: string): Json =>
    typeof result === 'object' && result !== null && name in result ? Reflect.get(result, name) : undefined;
  return {
    insertedCount: of('insertedCount'),
    insertedIds: { ...doc(of('insertedIds')) },
    matchedCount: of('matchedCount'),
    modifiedCount: of('modifiedCount'),
    deletedCount: of('deletedCount'),
    upsertedCount: of('upsertedCount'),
    upsertedIds: { ...doc(of('upsertedIds')) },
  };
}
