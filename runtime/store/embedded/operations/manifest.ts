import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { EJSON } from 'bson';
import { fileReason } from '../file-reason';
import { writePieces } from './document-file';

/** What an exported folder holds. */
export interface Manifest {
  readonly format: 'bson-export';
  readonly version: 1;
  readonly database: string;
  readonly collections: readonly ManifestCollection[];
  /** Older exports do not have them. */
  readonly views?: readonly ManifestView[];
}

export interface ManifestView {
  readonly name: string;
  readonly viewOn: string;
  readonly pipeline: readonly Record<string, unknown>[];
}

export interface ManifestCollection {
  readonly name: string;
  readonly file: string;
  readonly documents: number;
  readonly bytes: number;
  readonly checksum: string;
  /** As `listIndexes` tells them, without the one of `_id`. */
  readonly indexes: readonly Record<string, unknown>[];
  /** What `create` was told, as `listCollections` tells it; older exports do not have it. */
  readonly options?: Record<string, unknown>;
}

const NAME = 'manifest.json';

/** It comes into being whole: an export without it is none. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const text = `${EJSON.stringify(manifest, undefined, 2, { relaxed: false })}\n`;
  const unfinished = join(folder, `${NAME}.unfinished`);
  await writePieces(unfinished, [Buffer.from(text)]);
  renameSync(unfinished, join(folder, NAME));
}

/** Throws where the folder was not made by an export or is incomplete. */
export function readManifest(folder: string): Manifest {
  let parsed: unknown;
  try {
    parsed = EJSON.parse(readFileSync(join(folder, NAME), 'utf8'), { relaxed: true });
  } catch (error) {
    throw new Error(`${folder} holds no complete export: ${NAME}: ${fileReason(error)}`, { cause: error });
  }
  if (!isManifest(parsed))
    throw new Error(`${join(folder, NAME)} is not the manifest of an export this version can read`);
  return parsed;
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false;
  const { format, version, collections, views = [] } = value as Record<string, unknown>;
  return (
    format === 'bson-export' &&
    version === 1 &&
    Array.isArray(collections) &&
    collections.every(isCollection) &&
    Array.isArray(views) &&
    views.every(isView)
  );
}

function isView(value: unknown): value is ManifestView {
  if (typeof value !== 'object' || value === null) return false;
  const { name, viewOn, pipeline } = value as Record<string, unknown>;
  return typeof name === 'string' && typeof viewOn === 'string' && Array.isArray(pipeline);
}

function isCollection(value: unknown): value is ManifestCollection {
  if (typeof value !== 'object' || value === null) return false;
  const { name, file, documents, checksum, indexes, options = {} } = value as Record<string, unknown>;
  return (
    [name, file, checksum].every((text) => typeof text === 'string') &&
    typeof documents === 'number' &&
    Array.isArray(indexes) &&
    typeof options === 'object' &&
    options !== null
  );
}
