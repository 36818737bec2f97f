import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Collection, Db, Document } from 'mongodb';
import { decodeDocument } from '../bson/decode';
import { SetDigest } from './digest';
import { documentsInFile } from './document-file';
import { driverValue } from './driver-values';
import { type Manifest, type ManifestCollection, readManifest } from './manifest';
import {
  rawDocuments,
  reporter,
  type TransferOptions,
  type TransferResult,
  totals,
  withDatabase,
} from './transfer';

/**
 * Reads an exported folder into a database whose collections of these names must be absent or empty. The files are
 * compared with the manifest before anything is written; at the end the documents are read back, and counts and
 * checksums are compared again.
 */
export async function importDatabase(options: TransferOptions): Promise<TransferResult> {
  const manifest = readManifest(options.folder);
  return withDatabase(options.uri, async (database) => {
    const there = await checkTarget(database, manifest);
    for (const collection of manifest.collections) checkFile(collection, options);
    try {
      await importAll(database, manifest, there, options);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(
        `The import broke off: ${reason}. The target holds a part of the data; empty it before the next try.`,
        { cause: error },
      );
    }
    return totals(manifest.collections);
  });
}

/** The names that are taken in the target. Throws where one of them is in the way. */
async function checkTarget(database: Db, manifest: Manifest): Promise<ReadonlySet<string>> {
  const listed = await database.listCollections({}, { nameOnly: true }).toArray();
  const there = new Set(listed.map(({ name }) => name));
  for (const { name } of manifest.collections) {
    if (there.has(name) && (await database.collection(name).countDocuments({}, { limit: 1 })) > 0)
      throw new Error(`The collection ${name} of the target is not empty`);
  }
  for (const { name } of manifest.views ?? [])
    if (there.has(name)) throw new Error(`The view ${name} of the target is there already`);
  return there;
}

function checkFile(expected: ManifestCollection, options: TransferOptions): void {
  const file = join(options.folder, expected.file);
  if (!existsSync(file)) throw new Error(`The export is incomplete: ${expected.file} is missing`);
  const report = reporter(options, 'checking', expected.name);
  const read = new SetDigest();
  for (const document of documentsInFile(file)) {
    read.add(document);
    report.at(read.documents, expected.documents);
  }
  report.done(read.documents);
  compare(expected, read, 'The file of');
}

async function importAll(
  database: Db,
  manifest: Manifest,
  there: ReadonlySet<string>,
  options: TransferOptions,
): Promise<void> {
  for (const collection of manifest.collections) {
    const { name, options: given = {} } = collection;
    if (!there.has(name) || Object.keys(given).length > 0) await database.createCollection(name, given);
    await importCollection(database.collection(name), collection, options);
  }
  for (const { name, viewOn, pipeline } of manifest.views ?? [])
    await database.createCollection(name, { viewOn, pipeline: [...pipeline] });
}

/** Documents are sent in portions of at most this many, or this many bytes. */
const PORTION = 1000;
const PORTION_BYTES = 8 * 1024 * 1024;

async function importCollection(
  collection: Collection,
  expected: ManifestCollection,
  options: TransferOptions,
): Promise<void> {
  const report = reporter(options, 'importing', expected.name);
  let portion: Buffer[] = [];
  let bytes = 0;
  let sent = 0;
  const flush = async (): Promise<void> => {
    if (portion.length === 0) return;
    await collection.insertMany(portion.map(asDriverDocument), {
      ordered: true,
      forceServerObjectId: true,
      bypassDocumentValidation: true,
    });
    portion = [];
    bytes = 0;
  };
  for (const document of documentsInFile(join(options.folder, expected.file))) {
    portion.push(document);
    bytes += document.length;
    sent += 1;
    if (portion.length === PORTION || bytes > PORTION_BYTES) await flush();
    report.at(sent, expected.documents);
  }
  await flush();
  report.done(sent);
  for (const { v: _version, ns: _namespace, key, ...rest } of expected.indexes) {
    if (typeof key === 'object' && key !== null) await collection.createIndex(numbers(key), rest);
  }
  await compareStored(collection, expected, options);
}

async function compareStored(
  collection: Collection,
  expected: ManifestCollection,
  options: TransferOptions,
): Promise<void> {
  const report = reporter(options, 'comparing', expected.name);
  const stored = new SetDigest();
  for await (const document of rawDocuments(collection)) {
    stored.add(document);
    report.at(stored.documents, expected.documents);
  }
  report.done(stored.documents);
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
