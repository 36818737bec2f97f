import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type GridFSBucket, ObjectId } from 'mongodb';
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

function openBucket(name: BucketName): GridFSBucket {
  return new mongoose.mongo.GridFSBucket(storeDatabase() as never, {
    bucketName: name,
  }) as unknown as GridFSBucket;
}
