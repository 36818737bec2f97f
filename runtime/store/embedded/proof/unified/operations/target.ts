import type { ClientSession, Collection, Db, Document, FindCursor, GridFSBucket, MongoClient } from 'mongodb';
import { isObject, type Json, type JsonObject } from '../match';

/** What an operation of a test is called on. */
export type Target =
  | { readonly kind: 'client'; readonly client: MongoClient }
  | { readonly kind: 'database'; readonly client: MongoClient; readonly database: Db }
  | { readonly kind: 'collection'; readonly client: MongoClient; readonly collection: Collection }
  | { readonly kind: 'session'; readonly session: ClientSession }
  | { readonly kind: 'bucket'; readonly bucket: GridFSBucket }
  | { readonly kind: 'cursor'; readonly cursor: FindCursor };

/** Something a test needs that this runner does not know. The test counts as skipped. */
export class UnknownOperation extends Error {
  override name = 'UnknownOperation';
}

export function doc(value: Json): Document {
  return isObject(value) ? value : {};
}

export function list(value: Json): Document[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Everything of the arguments that is an option of the driver. */
export function options(given: JsonObject, ...named: string[]): Document {
  const rest: Document = Object.fromEntries(Object.entries(given).filter(([key]) => !named.includes(key)));
  if (rest.returnDocument !== undefined) rest.returnDocument = String(rest.returnDocument).toLowerCase();
  return rest;
}
