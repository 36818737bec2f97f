import type { Json, JsonObject } from '../match';
import { doc, list, options, type Target, UnknownOperation } from './target';

/** Runs an operation of a database. */
export async function onDatabase(
  name: string,
  target: Target & { readonly kind: 'database' },
  given: JsonObject,
): Promise<Json> {
  const { database } = target;
  const collection = String(given.collection);
  switch (name) {
    case 'runCommand':
      return database.command(doc(given.command), options(given, 'command', 'commandName'));
    case 'runCursorCommand':
      return database
        .runCursorCommand(doc(given.command), options(given, 'command', 'commandName'))
        .toArray();
    case 'aggregate':
      return database.aggregate(list(given.pipeline), options(given, 'pipeline')).toArray();
    case 'createCollection':
      await database.createCollection(collection, options(given, 'collection'));
      return undefined;
    case 'dropCollection':
      await database.dropCollection(collection, options(given, 'collection'));
      return undefined;
    case 'modifyCollection':
      return database.command({ collMod: collection, ...options(given, 'collection') });
    case 'listCollections':
    case 'listCollectionObjects':
      return database.listCollections(doc(given.filter), options(given, 'filter')).toArray();
    case 'listCollectionNames': {
      const found = await database
        .listCollections(doc(given.filter), { ...options(given, 'filter'), nameOnly: true })
        .toArray();
      return found.map((entry) => entry.name);
    }
    case 'createChangeStream': {
      const stream = database.watch(list(given.pipeline), options(given, 'pipeline'));
      await stream.tryNext().finally(() => stream.close());
      return undefined;
    }
    default:
      throw new UnknownOperation(name);
  }
}
