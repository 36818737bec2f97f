import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Document, MongoClient, MongoServerError } from 'mongodb';
import { openDataFolder } from '../data-folder';
import { fileReason, isDiskFull } from '../file-reason';
import { Budget } from '../plan/budget';
import type { Log } from '../server/store';
import { startEmbeddedStore } from '../start';
import { Catalog } from '../storage/catalog';
import { checkStorage } from '../storage/check-storage';
import { openSqliteStorage } from '../storage/sqlite-storage';
import { StorageError } from '../storage/storage';

export interface MaintenanceOptions {
  readonly dataDir: string;
  readonly log?: Log;
  /** The server's program where it is not beside this one. */
  readonly entry?: string;
}

export interface CheckResult {
  /** One sentence for each thing that is wrong; empty where all is sound. */
  readonly problems: readonly string[];
  readonly collections: number;
  readonly documents: number;
  readonly entries: number;
}

/** Checks the data file, every document and every index entry; also while the server works. */
export async function checkStore(options: MaintenanceOptions): Promise<CheckResult> {
  const reply = await adminCommand(options, { embeddedCheck: 1 });
  return {
    problems: Array.isArray(reply.problems) ? reply.problems.map(String) : [],
    collections: Number(reply.collections),
    documents: Number(reply.documents),
    entries: Number(reply.entries),
  };
}

/**
 * Writes a consistent copy of all data into one file while everybody goes on working. The copy is checked as `restore`
 * does it before it gets its name: a backup that is there can be restored. Returns its size in bytes.
 */
export async function backupStore(
  options: MaintenanceOptions & { readonly file: string },
): Promise<{ bytes: number }> {
  const file = resolve(options.file);
  if (existsSync(file)) throw new Error(`${file} exists already`);
  if (!existsSync(dirname(file))) throw new Error(`The folder ${dirname(file)} does not exist`);
  const unfinished = `${file}.unfinished`;
  removeDatabase(unfinished);
  try {
    await adminCommand(options, { embeddedBackup: unfinished });
    refuseDamaged(unfinished, options.dataDir);
    syncFile(unfinished);
  } catch (error) {
    removeDatabase(unfinished);
    if (isDiskFull(error) || (error instanceof MongoServerError && error.code === DISK_FULL))
      throw new StorageError('disk-full', `The disk of ${file} is full: no backup was made`, {
        cause: error,
      });
    if (error instanceof MongoServerError)
      throw new Error(error.message.replaceAll(unfinished, file), { cause: error });
    throw error;
  }
  renameSync(unfinished, file);
  return { bytes: statSync(file).size };
}

function refuseDamaged(copy: string, dataDir: string): void {
  try {
    const [problem] = checkFile(copy).problems;
    if (problem !== undefined) throw new Error(problem);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StorageError('damaged', `The data in ${dataDir} is damaged, no backup was made: ${reason}`, {
      cause: error,
    });
  }
}

/** The code by which the server says so, as MongoDB does (OutOfDiskSpace). */
const DISK_FULL = 14031;

/**
 * Puts a backup in the place of the data. The server must not be running. The backup is checked completely first, and
 * the data that was there is kept beside it under the name that is returned.
 */
export async function restoreStore(
  options: MaintenanceOptions & { readonly file: string },
): Promise<CheckResult & { readonly kept: string | undefined }> {
  const source = resolve(options.file);
  if (!existsSync(source)) throw new Error(`${source} does not exist`);
  const { file } = openDataFolder(options.dataDir);
  const incoming = `${file}.incoming`;
  removeDatabase(incoming);
  copyBackup(source, incoming);
  const report = checkBackup(incoming, source);
  try {
    syncFile(incoming);
    const kept = setAside(file);
    renameSync(incoming, file);
    return { ...report, kept };
  } catch (error) {
    removeDatabase(incoming);
    if (error instanceof StorageError && error.failure === 'in-use')
      throw new StorageError(
        'in-use',
        `Another process works with ${file}: stop it, then restore. Nothing was changed.`,
        { cause: error },
      );
    throw error;
  }
}

function copyBackup(source: string, incoming: string): void {
  try {
    copyFileSync(source, incoming);
  } catch (error) {
    removeDatabase(incoming);
    if (isDiskFull(error))
      throw new StorageError(
        'disk-full',
        `The disk of ${dirname(incoming)} is full: the backup was not restored, the data is as it was`,
        { cause: error },
      );
    throw new Error(`The backup ${source} cannot be copied into the data folder: ${fileReason(error)}`, {
      cause: error,
    });
  }
}

/** Moves the present data out of the way; throws where a server has it open. */
function setAside(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  // Opening takes the lock, and closing brings everything into the one file.
  openSqliteStorage({ file, synchronous: 'full' }).close();
  const kept = `${file}.before-restore-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  renameSync(file, kept);
  for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  return kept;
}

/** Checks the copy of a backup; one that is not sound is removed again, and the error names the backup itself. */
function checkBackup(copy: string, source: string): CheckResult {
  try {
    const report = checkFile(copy);
    const [problem] = report.problems;
    if (problem !== undefined) throw new Error(problem);
    return report;
  } catch (error) {
    removeDatabase(copy);
    const reason = error instanceof Error ? error.message.replaceAll(copy, source) : String(error);
    throw new Error(`The backup ${source} is damaged or none, and was not restored: ${reason}`, {
      cause: error,
    });
  }
}

function checkFile(file: string): CheckResult {
  const storage = openSqliteStorage({ file, synchronous: 'full' });
  try {
    const work = checkStorage(storage, new Catalog(storage), new Budget());
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
    }
  } finally {
    storage.close();
  }
}

function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
}

function syncFile(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

export interface StoreStats {
  readonly fileBytes: number;
  readonly collections: readonly {
    readonly namespace: string;
    readonly documents: number;
    readonly bytes: number;
    readonly indexes: readonly string[];
  }[];
}

/** What is stored, by collection. */
export async function storeStats(options: MaintenanceOptions): Promise<StoreStats> {
  const reply = await adminCommand(options, { embeddedStats: 1 });
  const collections: unknown[] = Array.isArray(reply.collections) ? reply.collections : [];
  return {
    fileBytes: Number(reply.fileBytes),
    collections: collections.filter(isRecord).map((entry) => ({
      namespace: String(entry.namespace),
      documents: Number(entry.documents),
      bytes: Number(entry.bytes),
      indexes: Array.isArray(entry.indexes) ? entry.indexes.map(String) : [],
    })),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/**
 * Throws `not-a-store` where a folder holds no data: who looks at data, or copies it, must hear of a mistyped folder
 * instead of getting a new empty one.
 */
export function requireStore(dataDir: string): void {
  const file = join(resolve(dataDir), 'store.db');
  if (!existsSync(file))
    throw new StorageError('not-a-store', `There is no database: ${file} does not exist`);
}

/** Asks the folder's server, which is started where none is running. */
async function adminCommand(options: MaintenanceOptions, command: Document): Promise<Document> {
  requireStore(options.dataDir);
  const store = await startEmbeddedStore(options);
  const client = new MongoClient(store.uri);
  try {
    return await client.db('admin').command(command);
  } finally {
    await client.close();
    await store.stop();
  }
}
