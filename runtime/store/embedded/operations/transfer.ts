import { type Collection, type Db, MongoClient } from 'mongodb';
import type { ManifestCollection } from './manifest';

export interface TransferProgress {
  readonly step: 'exporting' | 'checking' | 'importing' | 'comparing';
  readonly collection: string;
  readonly documents: number;
  /** How many there will be, as far as known. */
  readonly of: number;
  /** Whether this collection is through with this step; told once. */
  readonly done: boolean;
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

/** Works with the database that the connection string names. */
export async function withDatabase<T>(uri: string, work: (database: Db) => Promise<T>): Promise<T> {
  const client = clientOf(uri);
  try {
    await client.connect().catch((error: unknown) => {
      throw new Error(`The database cannot be reached: ${messageOf(error)}`, { cause: error });
    });
    return await work(client.db());
  } finally {
    await client.close();
  }
}

function clientOf(uri: string): MongoClient {
  try {
    return new MongoClient(uri);
  } catch (error) {
    throw new Error(`The connection string cannot be used: ${messageOf(error)}`, { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function totals(collections: readonly ManifestCollection[]): TransferResult {
  const sum = (of: (collection: ManifestCollection) => number): number =>
    collections.reduce((total, item) => total + of(item), 0);
  return {
    collections: collections.length,
    documents: sum((item) => item.documents),
    bytes: sum((item) => item.bytes),
  };
}

/** The documents as bytes, exactly as they are stored. */
export async function* rawDocuments(collection: Collection): AsyncGenerator<Buffer> {
  const cursor = collection.find({}, { raw: true, batchSize: 1000 });
  for await (const document of cursor) {
    if (!Buffer.isBuffer(document)) throw new Error('The driver did not give the document as bytes');
    yield document;
  }
}

/** So many documents are worked on between two reports. */
const REPORT = 1000;

/** Reports how far a step has come with a collection, at times and once when it is done. */
export function reporter(
  { onProgress }: TransferOptions,
  step: TransferProgress['step'],
  collection: string,
): { at: (documents: number, of: number) => void; done: (documents: number) => void } {
  return {
    at(documents, of) {
      if (documents % REPORT === 0) onProgress?.({ step, collection, documents, of, done: false });
    },
    done(documents) {
      onProgress?.({ step, collection, documents, of: documents, done: true });
    },
  };
}
