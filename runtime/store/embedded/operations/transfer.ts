import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Collection, type CollectionInfo, type Db, type Document, MongoClient } from 'mongodb';
import { decodeDocument } from '../bson/decode';
import { SetDigest } from './digest';
import { driverValue } from './driver-values';
import {
  type Manifest,
  type ManifestCollection,
  type ManifestView,
  readManifest,
  writeManifest,
} from './manifest';

export interface TransferProgress {
  readonly collection: string;
  readonly documents: number;
  /** How many there will be, as far as known. */
  readonly of: number;
}

export interface TransferOptions {
  /** The connection string, which names the database: the embedded server's or that of any MongoDB. */
  readonly uri: string;
  readonly folder: string;
  readonly onProgress?: (progress: TransferProgress) => void;
}

export interface TransferResult {
  readonly collections: number;
  readonly documents: number;
  readonly bytes: number;
}

/**
 * Writes every collection of a database into a folder: documents as BSON, one after the other, and a manifest with
 * counts, checksums and indexes. The folder must be empty. Writers should be quiet meanwhile.
 */
export async function exportDatabase(options: TransferOptions): Promise<TransferResult> {
  openEmptyFolder(options.folder);
  return withDatabase(options.uri, async (database) => {
    const collections: ManifestCollection[] = [];
    const listed = await collectionsOf(database);
    for (const [at, { name, options: given }] of listed.entries()) {
      const file = `${String(at + 1).padStart(3, '0')}-${name.replace(/[^A-Za-z0-9_-]/g, '_')}.bson`;
      const exported = await exportCollection(database.collection(name), file, options);
      collections.push({ ...exported, options: given });
    }
    const manifest: Manifest = {
      format: 'bson-export',
      version: 1,
      database: database.databaseName,
      collections,
      views: await viewsOf(database),
    };
    writeManifest(options.folder, manifest);
    return totals(collections);
  });
}

function openEmptyFolder(folder: string): void {
  let found: string[];
  try {
    mkdirSync(folder, { recursive: true });
    found = readdirSync(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The folder ${folder} cannot be used (${reason})`, { cause: error });
  }
  if (found.length > 0) throw new Error(`The folder ${folder} is not empty`);
}

/**
 * Reads an exported folder into a database whose collections of these names must be absent or empty. At the end the
 * documents are read back, and counts and checksums are compared with the export's.
 */
export async function importDatabase(options: TransferOptions): Promise<TransferResult> {
  const manifest = readManifest(options.folder);
  return withDatabase(options.uri, async (database) => {
    for (const { name, file } of manifest.collections) {
      if (!existsSync(join(options.folder, file)))
        throw new Error(`The export is incomplete: ${file} is missing`);
      if ((await database.collection(name).countDocuments({}, { limit: 1 })) > 0) {
        throw new Error(`The collection ${name} of the target is not empty`);
      }
    }
    for (const collection of manifest.collections) {
      const { name, options: given = {} } = collection;
      if (Object.keys(given).length > 0) await database.createCollection(name, given);
      await importCollection(database.collection(name), collection, options);
    }
    for (const { name, viewOn, pipeline } of manifest.views ?? [])
      await database.createCollection(name, { viewOn, pipeline: [...pipeline] });
    return totals(manifest.collections);
  });
}

async function withDatabase<T>(uri: string, work: (database: Db) => Promise<T>): Promise<T> {
  const client = new MongoClient(uri);
  try {
    return await work(client.db());
  } finally {
    await client.close();
  }
}

interface Listed {
  readonly name: string;
  readonly options: Document;
}

async function collectionsOf(database: Db): Promise<Listed[]> {
  const listed = await database.listCollections<CollectionInfo>({ type: 'collection' }).toArray();
  return listed
    .filter(({ name }) => !name.startsWith('system.'))
    .map(({ name, options = {} }) => ({ name, options }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function viewsOf(database: Db): Promise<ManifestView[]> {
  const listed = await database.listCollections<CollectionInfo>({ type: 'view' }).toArray();
  return listed.map(({ name, options = {} }) => ({
    name,
    viewOn: String(options.viewOn),
    pipeline: Array.isArray(options.pipeline) ? options.pipeline : [],
  }));
}

function totals(collections: readonly ManifestCollection[]): TransferResult {
  const sum = (of: (collection: ManifestCollection) => number): number =>
    collections.reduce((total, item) => total + of(item), 0);
  return {
    collections: collections.length,
    documents: sum((item) => item.documents),
    bytes: sum((item) => item.bytes),
  };
}

async function exportCollection(
  collection: Collection,
  file: string,
  options: TransferOptions,
): Promise<ManifestCollection> {
  const name = collection.collectionName;
  const expected = await collection.estimatedDocumentCount();
  const digest = new SetDigest();
  const descriptor = openSync(join(options.folder, file), 'wx');
  try {
    for await (const bytes of rawDocuments(collection)) {
      writeSync(descriptor, bytes);
      digest.add(bytes);
      if (digest.documents % 1000 === 0)
        options.onProgress?.({ collection: name, documents: digest.documents, of: expected });
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  options.onProgress?.({ collection: name, documents: digest.documents, of: digest.documents });
  const indexes = (await collection.listIndexes().toArray()).filter((index) => index.name !== '_id_');
  return { name, file, documents: digest.documents, bytes: digest.bytes, checksum: digest.checksum, indexes };
}

/** The documents as bytes, exactly as they are stored. */
async function* rawDocuments(collection: Collection): AsyncGenerator<Buffer> {
  const cursor = collection.find({}, { raw: true, batchSize: 1000 });
  for await (const document of cursor) {
    if (!Buffer.isBuffer(document)) throw new Error('The driver did not give the document as bytes');
    yield document;
  }
}

/** Documents are sent in portions of at most this many, or this many bytes. */
const PORTION = 1000;
const PORTION_BYTES = 8 * 1024 * 1024;

async function importCollection(
  collection: Collection,
  expected: ManifestCollection,
  options: TransferOptions,
): Promise<void> {
  const sent = new SetDigest();
  let portion: Buffer[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (portion.length === 0) return;
    await collection.insertMany(portion.map(asDriverDocument), {
      ordered: true,
      forceServerObjectId: true,
      bypassDocumentValidation: true,
    });
    options.onProgress?.({ collection: expected.name, documents: sent.documents, of: expected.documents });
    portion = [];
    bytes = 0;
  };
  for (const document of documentsInFile(join(options.folder, expected.file))) {
    sent.add(document);
    portion.push(document);
    bytes += document.length;
    if (portion.length === PORTION || bytes > PORTION_BYTES) await flush();
  }
  await flush();
  compare(expected, sent, 'The file of');
  for (const { v: _version, ns: _namespace, key, ...rest } of expected.indexes) {
    if (typeof key === 'object' && key !== null) await collection.createIndex(numbers(key), rest);
  }
  const stored = new SetDigest();
  for await (const document of rawDocuments(collection)) stored.add(document);
  compare(expected, stored, 'The imported collection');
}

function numbers(key: object): Record<string, 1 | -1> {
  return Object.fromEntries(
    Object.entries(key).map(([name, direction]) => [name, Number(direction) < 0 ? -1 : 1]),
  );
}

function compare(expected: ManifestCollection, actual: SetDigest, what: string): void {
  if (actual.documents !== expected.documents) {
    throw new Error(
      `${what} ${expected.name} has ${actual.documents} documents instead of ${expected.documents}`,
    );
  }
  if (actual.checksum !== expected.checksum)
    throw new Error(`${what} ${expected.name} differs from what was exported`);
}

/** The driver encodes a Map in the order of its entries; its types only know plain objects. */
function asDriverDocument(bytes: Buffer): Document {
  const value = driverValue(decodeDocument(bytes));
  if (!(value instanceof Map)) throw new Error('A document is expected');
  return value;
}

function* documentsInFile(file: string): Generator<Buffer> {
  const descriptor = openSync(file, 'r');
  const head = Buffer.alloc(4);
  try {
    for (let at = 0; ; ) {
      if (readSync(descriptor, head, 0, 4, at) < 4) return;
      const length = head.readInt32LE(0);
      const document = Buffer.alloc(length);
      if (length < 5 || readSync(descriptor, document, 0, length, at) < length)
        throw new Error(`${file} is cut off`);
      yield document;
      at += length;
    }
  } finally {
    closeSync(descriptor);
  }
}
