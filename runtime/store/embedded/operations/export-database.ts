import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Collection, CollectionInfo, Db, Document } from 'mongodb';
import { fileReason, isDiskFull } from '../file-reason';
import { StorageError } from '../storage/storage';
import { SetDigest } from './digest';
import { writePieces } from './document-file';
import { type Manifest, type ManifestCollection, type ManifestView, writeManifest } from './manifest';
import {
  rawDocuments,
  reporter,
  type TransferOptions,
  type TransferResult,
  totals,
  withDatabase,
} from './transfer';

/**
 * Writes every collection of a database into a folder: documents as BSON, one after the other, and at the end a
 * manifest with counts, checksums and indexes. The folder must be empty. Writers should be quiet meanwhile. An export
 * that fails leaves nothing behind; throws `disk-full` where there was no room.
 */
export async function exportDatabase(options: TransferOptions): Promise<TransferResult> {
  const { folder } = options;
  const isNew = openEmptyFolder(folder);
  try {
    return await withDatabase(options.uri, (database) => exportAll(database, options));
  } catch (error) {
    clearFolder(folder, isNew);
    if (isDiskFull(error))
      throw new StorageError('disk-full', `The disk of ${folder} is full: nothing was exported`, {
        cause: error,
      });
    throw error;
  }
}

/** Whether the folder was made. */
function openEmptyFolder(folder: string): boolean {
  const isNew = !existsSync(folder);
  let found: string[];
  try {
    mkdirSync(folder, { recursive: true });
    found = readdirSync(folder);
  } catch (error) {
    throw new Error(`The folder ${folder} cannot be used: ${fileReason(error)}`, { cause: error });
  }
  if (found.length > 0) throw new Error(`The folder ${folder} is not empty`);
  return isNew;
}

function clearFolder(folder: string, withItself: boolean): void {
  if (withItself) rmSync(folder, { recursive: true, force: true });
  else for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true });
}

async function exportAll(database: Db, options: TransferOptions): Promise<TransferResult> {
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
  await writeManifest(options.folder, manifest);
  return totals(collections);
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

async function exportCollection(
  collection: Collection,
  file: string,
  options: TransferOptions,
): Promise<ManifestCollection> {
  const name = collection.collectionName;
  const expected = await collection.estimatedDocumentCount();
  const report = reporter(options, 'exporting', name);
  const digest = new SetDigest();
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const bytes of rawDocuments(collection)) {
      yield bytes;
      digest.add(bytes);
      report.at(digest.documents, expected);
    }
  };
  await writePieces(join(options.folder, file), counted());
  report.done(digest.documents);
  const indexes = (await collection.listIndexes().toArray()).filter((index) => index.name !== '_id_');
  return { name, file, documents: digest.documents, bytes: digest.bytes, checksum: digest.checksum, indexes };
}
