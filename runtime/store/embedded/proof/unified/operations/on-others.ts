import { text } from 'node:stream/consumers';
import type { FindCursor, GridFSBucket } from 'mongodb';
import { ObjectId } from 'mongodb';
import { isObject, type Json, type JsonObject } from '../match';
import { doc, options, type Target, UnknownOperation } from './target';

/** Runs an operation of a session. */
export async function onSession(
  name: string,
  { session }: Target & { readonly kind: 'session' },
  given: JsonObject,
): Promise<Json> {
  switch (name) {
    case 'startTransaction':
      session.startTransaction(options(given));
      return undefined;
    case 'commitTransaction':
      await session.commitTransaction();
      return undefined;
    case 'abortTransaction':
      await session.abortTransaction();
      return undefined;
    case 'endSession':
      await session.endSession();
      return undefined;
    default:
      throw new UnknownOperation(name);
  }
}

/** Runs an operation of a cursor that the test keeps. */
export async function onCursor(name: string, { cursor }: { readonly cursor: FindCursor }): Promise<Json> {
  switch (name) {
    case 'iterateUntilDocumentOrError':
      return cursor.next();
    case 'iterateOnce':
      return cursor.tryNext();
    case 'close':
      await cursor.close();
      return undefined;
    default:
      throw new UnknownOperation(name);
  }
}

/** Runs an operation of a GridFS bucket. */
export async function onBucket(
  name: string,
  { bucket }: Target & { readonly kind: 'bucket' },
  given: JsonObject,
): Promise<Json> {
  switch (name) {
    case 'upload':
    case 'uploadWithId':
      return upload(bucket, given);
    case 'download':
      return downloaded(bucket.openDownloadStream(idOf(given.id)));
    case 'downloadByName':
      return downloaded(bucket.openDownloadStreamByName(String(given.filename), options(given, 'filename')));
    case 'delete':
      await bucket.delete(idOf(given.id));
      return undefined;
    case 'rename':
      await bucket.rename(idOf(given.id), String(given.newFilename));
      return undefined;
    case 'find':
      return bucket.find(doc(given.filter), options(given, 'filter')).toArray();
    case 'drop':
      await bucket.drop();
      return undefined;
    default:
      throw new UnknownOperation(name);
  }
}

function idOf(value: Json): ObjectId {
  if (value instanceof ObjectId) return value;
  throw new UnknownOperation('a file whose id is no ObjectId');
}

async function upload(bucket: GridFSBucket, given: JsonObject): Promise<Json> {
  const source = isObject(given.source) ? String(given.source.$$hexBytes ?? '') : '';
  const chosen = { ...options(given, 'filename', 'source', 'id', 'contentType', 'disableMD5') };
  if (typeof given.contentType === 'string')
    chosen.metadata = { ...doc(chosen.metadata), contentType: given.contentType };
  const stream = bucket.openUploadStream(String(given.filename), {
    ...chosen,
    ...(given.id === undefined ? {} : { id: idOf(given.id) }),
  });
  await new Promise<void>((resolve, reject) => {
    stream.once('error', reject);
    stream.once('finish', () => resolve());
    stream.end(Buffer.from(source, 'hex'));
  });
  return stream.id;
}

async function downloaded(stream: NodeJS.ReadableStream): Promise<Json> {
  stream.setEncoding('hex');
  return Buffer.from(await text(stream), 'hex');
}
