import type { AggregateOptions, AnyBulkWriteOperation, Collection, Db, Document, MongoClient } from 'mongodb';
import { isObject, type Json, type JsonObject } from './match';

/** An operation of a test that this runner does not know. The test counts as skipped. */
export class UnknownOperation extends Error {
  override name = 'UnknownOperation';
}

export interface Target {
  readonly kind: 'client' | 'database' | 'collection';
  readonly client: MongoClient;
  readonly database?: Db;
  readonly collection?: Collection;
}

/** Runs one operation on the driver and gives its result in the form that tests expect. */
export async function runOperation(name: string, target: Target, given: JsonObject): Promise<Json> {
  const { collection, database } = target;
  if (collection !== undefined) return onCollection(name, collection, given);
  if (database !== undefined) return onDatabase(name, database, given);
  throw new UnknownOperation(name);
}

function doc(value: Json): Document {
  return isObject(value) ? value : {};
}

function list(value: Json): Document[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

async function onDatabase(name: string, database: Db, given: JsonObject): Promise<Json> {
  switch (name) {
    case 'runCommand':
      return database.command(doc(given.command));
    case 'aggregate':
      return database.aggregate(list(given.pipeline), options(given, 'pipeline')).toArray();
    case 'createCollection':
      await database.createCollection(String(given.collection), options(given, 'collection'));
      return undefined;
    case 'dropCollection':
      await database.dropCollection(String(given.collection));
      return undefined;
    case 'listCollections':
      return database.listCollections(doc(given.filter)).toArray();
    default:
      throw new UnknownOperation(name);
  }
}

/** Everything of the arguments that is an option of the driver. */
function options(given: JsonObject, ...arguments_: string[]): Document {
  const rest: Document = Object.fromEntries(
    Object.entries(given).filter(([key]) => !arguments_.includes(key)),
  );
  if (rest.returnDocument !== undefined) rest.returnDocument = String(rest.returnDocument).toLowerCase();
  return rest;
}

async function onCollection(name: string, collection: Collection, given: JsonObject): Promise<Json> {
  const filter = doc(given.filter);
  switch (name) {
    case 'find':
      return collection.find(filter, options(given, 'filter')).toArray();
    case 'findOne':
      return collection.findOne(filter, options(given, 'filter'));
    case 'aggregate':
      return aggregate(collection, given);
    case 'countDocuments':
      return collection.countDocuments(filter, options(given, 'filter'));
    case 'estimatedDocumentCount':
      return collection.estimatedDocumentCount(options(given));
    case 'distinct':
      return collection.distinct(String(given.fieldName), filter, options(given, 'fieldName', 'filter'));
    case 'createIndex':
      return collection.createIndex(doc(given.keys), options(given, 'keys'));
    case 'dropIndex':
      return collection.dropIndex(String(given.name));
    case 'listIndexes':
      return collection.listIndexes().toArray();
    case 'findOneAndUpdate':
      return collection.findOneAndUpdate(filter, updateOf(given), { ...options(given, 'filter', 'update') });
    case 'findOneAndReplace':
      return collection.findOneAndReplace(filter, doc(given.replacement), {
        ...options(given, 'filter', 'replacement'),
      });
    case 'findOneAndDelete':
      return collection.findOneAndDelete(filter, { ...options(given, 'filter') });
    default:
      return write(name, collection, given);
  }
}

function aggregate(collection: Collection, given: JsonObject): Promise<Document[]> {
  const chosen: AggregateOptions = options(given, 'pipeline');
  return collection.aggregate(list(given.pipeline), chosen).toArray();
}

function updateOf(given: JsonObject): Document {
  return Array.isArray(given.update) ? list(given.update) : doc(given.update);
}

async function write(name: string, collection: Collection, given: JsonObject): Promise<Json> {
  const filter = doc(given.filter);
  const rest = options(given, 'filter', 'update', 'replacement');
  switch (name) {
    case 'insertOne': {
      const result = await collection.insertOne(doc(given.document), options(given, 'document'));
      return { insertedId: result.insertedId };
    }
    case 'insertMany': {
      const result = await collection.insertMany(list(given.documents), options(given, 'documents'));
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
    case 'bulkWrite': {
      const requests = list(given.requests).map((request) => request as AnyBulkWriteOperation);
      return bulkResult(await collection.bulkWrite(requests, options(given, 'requests')));
    }
    default:
      throw new UnknownOperation(name);
  }
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
  if (result.upsertedId !== null && result.upsertedId !== undefined) counts.upsertedId = result.upsertedId;
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
