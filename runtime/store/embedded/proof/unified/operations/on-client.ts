import type { AnyClientBulkWriteModel, ClientBulkWriteResult, Document, MongoClient } from 'mongodb';
import type { Json, JsonObject } from '../match';
import { doc, list, options, type Target, UnknownOperation } from './target';

/** Runs an operation of a client. */
export async function onClient(
  name: string,
  target: Target & { readonly kind: 'client' },
  given: JsonObject,
): Promise<Json> {
  const { client } = target;
  switch (name) {
    case 'listDatabases':
    case 'listDatabaseObjects':
      return (await client.db().admin().listDatabases(options(given))).databases;
    case 'listDatabaseNames': {
      const { databases } = await client
        .db()
        .admin()
        .listDatabases({ ...options(given), nameOnly: true });
      return databases.map((database) => database.name);
    }
    case 'clientBulkWrite':
      return clientBulkWrite(client, given);
    case 'createChangeStream': {
      const stream = client.watch(list(given.pipeline), options(given, 'pipeline'));
      await stream.tryNext().finally(() => stream.close());
      return undefined;
    }
    case 'close':
      await client.close();
      return undefined;
    default:
      throw new UnknownOperation(name);
  }
}

async function clientBulkWrite(client: MongoClient, given: JsonObject): Promise<Json> {
  const models = list(given.models).map(asModel);
  const result = await client.bulkWrite(models, options(given, 'models'));
  return clientBulkResult(result);
}

function asModel(model: Document): AnyClientBulkWriteModel<Document> {
  const [name = ''] = Object.keys(model);
  return { name, ...doc(model[name]) } as AnyClientBulkWriteModel<Document>;
}

function clientBulkResult(result: ClientBulkWriteResult): JsonObject {
  const { insertedCount, upsertedCount, matchedCount, modifiedCount, deletedCount } = result;
  const byIndex = (results: ReadonlyMap<number, unknown> | undefined): JsonObject =>
    Object.fromEntries([...(results ?? new Map<number, unknown>())].map(([at, one]) => [String(at), one]));
  return {
    insertedCount,
    upsertedCount,
    matchedCount,
    modifiedCount,
    deletedCount,
    insertResults: byIndex(result.insertResults),
    updateResults: byIndex(result.updateResults),
    deleteResults: byIndex(result.deleteResults),
  };
}
