import { backup, DatabaseSync, type StatementSync } from 'node:sqlite';
import { SqliteEntryTree, SqliteNamedValues, SqliteRecordTree } from './sqlite-trees';
import {
  type EntryTree,
  type NamedValues,
  type RecordTree,
  type Storage,
  StorageError,
  type StorageFailure,
} from './storage';

/** The version of the file's layout. A file with a higher one is refused. */
export const FORMAT_VERSION = 1;
/**
 * Bytes of a page in a new file; a file that is there keeps its own. Entries of an index that come in no order touch a
 * page each, and the page is written twice: small pages halve what the disk has to take.
 */
const PAGE_SIZE = 2048;
/**
 * The log is brought into the main file when it has grown to so many bytes: the longer it may grow, the more changes of
 * a page are brought over at once. After a crash it is read once, which takes less than a tenth of a second.
 */
const LOG_BYTES = 60_000_000;
/** Marks the file as ours ("Stor" in ASCII), so that a foreign SQLite file is never touched. */
const APPLICATION_ID = 0x53746f72;

export interface SqliteOptions {
  readonly file: string;
  /** `full` syncs at every commit. `off` is for tests whose data nobody misses. */
  readonly synchronous: 'full' | 'off';
  /** The file does not grow beyond this many bytes; writes are refused then as on a full disk. */
  readonly mostBytes?: number;
}

/** Opens (and where absent creates) the store's file and holds it exclusively until `close`. */
export function openSqliteStorage(options: SqliteOptions): Storage {
  return guarded(() => {
    const database = new DatabaseSync(options.file, { timeout: 0 });
    try {
      prepareFile(database, options);
      return new SqliteStorage(database);
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

function prepareFile(database: DatabaseSync, options: SqliteOptions): void {
  // The first transaction fixes the size of the pages, even where it is empty.
  database.exec(`PRAGMA page_size = ${PAGE_SIZE}; PRAGMA locking_mode = EXCLUSIVE`);
  // The first write takes the lock; with the exclusive mode it is held until the file is closed.
  database.exec('BEGIN IMMEDIATE; COMMIT');
  const applicationId = pragma(database, 'application_id');
  const version = pragma(database, 'user_version');
  const tables = Number(database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.n ?? 0);
  if (tables > 0 && applicationId !== APPLICATION_ID) {
    throw new StorageError('not-a-store', `${options.file} is a database of another program`);
  }
  if (version > FORMAT_VERSION) {
    throw new StorageError(
      'newer-format',
      `${options.file} was written by a newer version (format ${version}, this version reads up to ${FORMAT_VERSION})`,
    );
  }
  database.exec('PRAGMA journal_mode = WAL');
  database.exec(`PRAGMA synchronous = ${options.synchronous === 'full' ? 'FULL' : 'OFF'}`);
  const logPages = Math.floor(LOG_BYTES / pragma(database, 'page_size'));
  database.exec(
    `PRAGMA wal_autocheckpoint = ${logPages}; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -32768`,
  );
  database.exec('PRAGMA temp_store = MEMORY');
  if (options.mostBytes !== undefined) {
    const pages = Math.ceil(options.mostBytes / pragma(database, 'page_size'));
    database.exec(`PRAGMA max_page_count = ${pages}`);
  }
  if (tables === 0) {
    database.exec(
      `BEGIN IMMEDIATE;
       PRAGMA application_id = ${APPLICATION_ID};
       PRAGMA user_version = ${FORMAT_VERSION};
       CREATE TABLE named (k TEXT PRIMARY KEY, v BLOB NOT NULL) WITHOUT ROWID;
       CREATE TABLE trees (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL);
       COMMIT`,
    );
  }
}

function pragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
}

class SqliteStorage implements Storage {
  readonly named: NamedValues;
  private readonly beginStatement: StatementSync;
  private readonly commitStatement: StatementSync;
  private readonly recordTrees = new Map<number, RecordTree>();
  private readonly entryTrees = new Map<number, EntryTree>();

  constructor(private readonly database: DatabaseSync) {
    this.named = new SqliteNamedValues(database, guarded);
    this.beginStatement = database.prepare('BEGIN IMMEDIATE');
    this.commitStatement = database.prepare('COMMIT');
  }

  begin(): void {
    guarded(() => this.beginStatement.run());
  }

  commit(): void {
    guarded(() => this.commitStatement.run());
  }

  rollback(): void {
    this.recordTrees.clear();
    this.entryTrees.clear();
    // SQLite ends the transaction itself where the disk is full.
    if (this.database.isTransaction) guarded(() => this.database.exec('ROLLBACK'));
  }

  createTree(kind: 'records' | 'entries'): number {
    return guarded(() => {
      const tree = Number(
        this.database.prepare('INSERT INTO trees (kind) VALUES (?)').run(kind).lastInsertRowid,
      );
      this.database.exec(
        kind === 'records'
          ? `CREATE TABLE t${tree} (r INTEGER PRIMARY KEY, d BLOB NOT NULL)`
          : `CREATE TABLE t${tree} (k BLOB PRIMARY KEY, r INTEGER NOT NULL) WITHOUT ROWID`,
      );
      return tree;
    });
  }

  dropTree(tree: number): void {
    this.recordTrees.delete(tree);
    this.entryTrees.delete(tree);
    guarded(() => {
      this.database.prepare('DELETE FROM trees WHERE id = ?').run(tree);
      this.database.exec(`DROP TABLE t${tree}`);
    });
  }

  records(tree: number): RecordTree {
    let records = this.recordTrees.get(tree);
    if (records === undefined) {
      records = new SqliteRecordTree(this.database, `t${tree}`, guarded);
      this.recordTrees.set(tree, records);
    }
    return records;
  }

  entries(tree: number): EntryTree {
    let entries = this.entryTrees.get(tree);
    if (entries === undefined) {
      entries = new SqliteEntryTree(this.database, `t${tree}`, guarded);
      this.entryTrees.set(tree, entries);
    }
    return entries;
  }

  check(): string[] {
    return guarded(() => {
      const rows = this.database.prepare('PRAGMA integrity_check').all();
      return rows.map((row) => String(row.integrity_check)).filter((line) => line !== 'ok');
    });
  }

  async backup(file: string): Promise<void> {
    try {
      await backup(this.database, file);
    } catch (error) {
      const known = storageError(error);
      if (!(known instanceof StorageError)) throw known;
      const reason = known.cause instanceof Error ? known.cause.message : known.message;
      throw new StorageError(known.failure, `The backup ${file} cannot be written (${reason})`, {
        cause: error,
      });
    }
  }

  compact(): void {
    guarded(() => this.database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)'));
  }

  size(): number {
    return guarded(() => pragma(this.database, 'page_count') * pragma(this.database, 'page_size'));
  }

  close(): void {
    guarded(() => this.database.close());
  }
}

/** Runs a piece of SQLite work and turns its errors into ours. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storageError(error);
  }
}

export type Guard = typeof guarded;

function storageError(error: unknown): Error {
  if (error instanceof StorageError || !(error instanceof Error)) {
    return error instanceof Error ? error : new StorageError('io', String(error));
  }
  const code = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
  if (code === undefined) return error;
  const failure = FAILURES[code] ?? 'io';
  return new StorageError(failure, `${SENTENCES[failure]} (${error.message})`, { cause: error });
}

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html */
const FAILURES: Readonly<Record<number, StorageFailure>> = {
  3: 'not-writable',
  5: 'in-use',
  6: 'in-use',
  8: 'not-writable',
  11: 'damaged',
  13: 'disk-full',
  14: 'not-writable',
  26: 'damaged',
};

const SENTENCES: Readonly<Record<StorageFailure, string>> = {
  'disk-full': 'The disk of the data folder is full',
  damaged: 'The data file is damaged',
  'not-writable': 'The data folder cannot be written to',
  'in-use': 'Another process has the data file open',
  'newer-format': 'The data file was written by a newer version',
  'not-a-store': 'The file is not a data file of this server',
  io: 'The disk of the data folder failed',
};
