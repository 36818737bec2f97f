import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Db, type GridFSBucket, ObjectId } from 'mongodb';
import mongoose from 'mongoose';
import { DomainError } from '@/runtime/domain-error';
import { storeDatabase } from './connect';

export type BucketName = 'raw' | 'attachments';

/** Stores bytes as a GridFS file; gives its id in hexadecimal. The bytes are durable when it returns. */
export async function storeFile(
  bucket: BucketName,
  name: string,
  content: Uint8Array,
  metadata: Record<string, string> = {},
): Promise<string> {
  const upload = openBucket(bucket).openUploadStream(name, { metadata });
  await pipeline(Readable.from(slices(content)), upload);
  return upload.id.toHexString();
}

export interface NewFile {
  name: string;
  content: Uint8Array;
  metadata: Record<string, string>;
}

/**
 * Stores many files; gives their ids in the same order. Those of one chunk, as most attachments are, go to the store together: two
 * commands for all of them instead of two for each. All bytes are durable when it returns.
 */
export async function storeFiles(bucket: BucketName, files: readonly NewFile[]): Promise<string[]> {
  const small = files.filter(isSmall).map((file) => ({ file, id: new ObjectId() }));
  for (let start = 0; start < small.length; start += together)
    await storeTogether(bucket, small.slice(start, start + together));
  const stored = new Map(small.map(({ file, id }) => [file, id.toHexString()]));
  const ids: string[] = [];
  // One after another: what is on its way to the store lies in memory a second time.
  for (const file of files)
    ids.push(stored.get(file) ?? (await storeFile(bucket, file.name, file.content, file.metadata)));
  return ids;
}

/** As GridFS cuts files by default. */
const chunkBytes = 255 * 1024;
/** Up to 8 MB in one command. */
const together = 32;

function isSmall({ content }: NewFile): boolean {
  return content.length > 0 && content.length <= chunkBytes;
}

/** The chunks first, as the driver does: a file that can be found is whole. */
async function storeTogether(bucket: BucketName, files: { file: NewFile; id: ObjectId }[]): Promise<void> {
  const database = storeDatabase();
  await indexesOf(bucket);
  await database.collection(`${bucket}.chunks`).insertMany(
    files.map(({ id, file: { content } }) => ({
      _id: new ObjectId(),
      files_id: id,
      n: 0,
      data: Buffer.from(content.buffer, content.byteOffset, content.byteLength),
    })),
  );
  const uploadDate = new Date();
  await database.collection(`${bucket}.files`).insertMany(
    files.map(({ id, file: { name, content, metadata } }) => ({
      _id: id,
      length: content.length,
      chunkSize: chunkBytes,
      uploadDate,
      filename: name,
      metadata,
    })),
  );
}

const indexed = new WeakMap<Db, Map<BucketName, Promise<unknown>>>();

/** The indexes of the GridFS specification, once for each connection. */
function indexesOf(bucket: BucketName): Promise<unknown> {
  const database = storeDatabase();
  const known = indexed.get(database) ?? new Map<BucketName, Promise<unknown>>();
  indexed.set(database, known);
  const making =
    known.get(bucket) ??
    Promise.all([
      database.collection(`${bucket}.files`).createIndex({ filename: 1, uploadDate: 1 }),
      database.collection(`${bucket}.chunks`).createIndex({ files_id: 1, n: 1 }, { unique: true }),
    ]);
  known.set(bucket, making);
  making.catch(() => known.delete(bucket));
  return making;
}

const sliceBytes = 1024 * 1024;

/** In one piece the driver would hold every chunk of a large file twice before the first is stored. */
function* slices(content: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < content.length; start += sliceBytes)
    yield content.subarray(start, start + sliceBytes);
}

/** Reads a whole file. Errors: DomainError `fileNotFound`. */
export async function readFile(bucket: BucketName, fileId: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  try {
    for await (const part of openFile(bucket, fileId)) parts.push(part as Buffer);
  } catch (error) {
    if (error instanceof Error && error.message.includes('FileNotFound')) {
      throw new DomainError('notFound', 'fileNotFound', `There is no file ${fileId}.`);
    }
    throw error;
  }
  return Buffer.concat(parts);
}

/** A file as a stream, for downloads; a missing file is an error of the stream. */
export function openFile(bucket: BucketName, fileId: string): Readable {
  return openBucket(bucket).openDownloadStream(fileObjectId(fileId)) as unknown as Readable;
}

export async function deleteFile(bucket: BucketName, fileId: string): Promise<void> {
  await openBucket(bucket).delete(fileObjectId(fileId));
}

export interface StoredFile {
  /** Hexadecimal. */
  id: string;
  name: string;
  metadata: Record<string, string | undefined>;
}

/** Files in the order they were stored, after `after` (an id, or `null` for the first) and older than `before`. */
export async function listFiles(
  bucket: BucketName,
  after: string | null,
  before: Date,
  limit: number,
): Promise<StoredFile[]> {
  const files = await openBucket(bucket)
    .find({
      ...(after === null ? {} : { _id: { $gt: fileObjectId(after) } }),
      uploadDate: { $lt: before },
    })
    .sort({ _id: 1 })
    .limit(limit)
    .toArray();
  return files.map(({ _id, filename, metadata }) => ({
    id: _id.toHexString(),
    name: filename,
    metadata: metadata ?? {},
  }));
}

function fileObjectId(fileId: string): ObjectId {
  if (!ObjectId.isValid(fileId)) {
    throw new DomainError('notFound', 'fileNotFound', `There is no file ${fileId}.`);
  }
  return new ObjectId(fileId);
}

const buckets = new WeakMap<Db, Map<BucketName, GridFSBucket>>();

/** One for each connection: a new one asks for the indexes again before its first file. */
function openBucket(name: BucketName): GridFSBucket {
  const database = storeDatabase();
  const known = buckets.get(database) ?? new Map<BucketName, GridFSBucket>();
  buckets.set(database, known);
  const bucket =
    known.get(name) ??
    (new mongoose.mongo.GridFSBucket(database as never, { bucketName: name }) as unknown as GridFSBucket);
  known.set(name, bucket);
  return bucket;
}
