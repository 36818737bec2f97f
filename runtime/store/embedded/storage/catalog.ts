import { decodeDocument } from '../bson/decode';
import type { Doc } from '../bson/value';
import { CommandError } from '../errors';
import { Collection } from './collection';
import type { Storage } from './storage';
import { Views } from './views';

/** All collections of all databases, by namespace ("database.collection"). */
export class Catalog {
  private collections = new Map<string, Collection>();
  readonly views: Views;

  constructor(private readonly storage: Storage) {
    this.views = new Views(storage);
    this.load();
  }

  /** Reads everything anew from the disk, after a transaction was undone. */
  load(): void {
    for (const collection of this.collections.values()) collection.dropped = true;
    this.collections = new Map();
    this.views.load();
    for (const [name, saved] of this.storage.named.withPrefix('collection:')) {
      const namespace = name.slice('collection:'.length);
      this.collections.set(namespace, Collection.load(this.storage, namespace, decodeDocument(saved)));
    }
  }

  find(namespace: string): Collection | undefined {
    return this.collections.get(namespace);
  }

  /** The collection, made where it is not there yet. */
  obtain(namespace: string): Collection {
    return this.collections.get(namespace) ?? this.create(namespace, new Map());
  }

  create(namespace: string, options: Doc): Collection {
    checkNamespace(namespace);
    const collection = Collection.create(this.storage, namespace, options);
    this.collections.set(namespace, collection);
    return collection;
  }

  drop(collection: Collection): void {
    this.collections.delete(collection.namespace);
    collection.drop();
  }

  rename(collection: Collection, namespace: string): void {
    checkNamespace(namespace);
    this.collections.delete(collection.namespace);
    this.collections.set(namespace, collection.renamed(namespace));
  }

  inDatabase(database: string): Collection[] {
    return this.all().filter((collection) => collection.database === database);
  }

  all(): Collection[] {
    return [...this.collections.values()];
  }

  saveCounts(): void {
    for (const collection of this.collections.values()) collection.saveCount();
  }
}

/** Refuses names that MongoDB refuses. */
export function checkNamespace(namespace: string): void {
  const at = namespace.indexOf('.');
  const database = namespace.slice(0, at);
  const name = namespace.slice(at + 1);
  if (database === '' || database.length > 63 || /[/\\. "$*<>:|?\0]/.test(database)) {
    throw new CommandError(73, `Invalid database name: '${database}'`);
  }
  if (
    name === '' ||
    name.includes('\0') ||
    name.includes('$') ||
    name.startsWith('.') ||
    Buffer.byteLength(namespace) > 255
  ) {
    throw new CommandError(73, `Invalid namespace specified '${namespace}'`);
  }
}
