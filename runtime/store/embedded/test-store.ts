import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { type Serving, serve } from './serve';

export interface TestStore {
  /** A connection string that names a database nobody else uses. */
  readonly uri: string;
  /** Ends the server when its last user has stopped. */
  stop(): Promise<void>;
}

/** As the tests were started with; a test may set the variable for the code it tests. */
const outside = process.env.MONGODB_URI ?? '';

let shared: { readonly folder: string; readonly serving: Promise<Serving>; users: number } | undefined;

/**
 * A fresh, empty database for a test. All tests of a process share one server, which runs in that process, on a folder
 * for temporary files and without syncing. With MONGODB_URI set, the database is one on that server, and is dropped at
 * the end.
 */
export async function openTestStore(): Promise<TestStore> {
  const database = `test_${randomBytes(6).toString('hex')}`;
  if (outside !== '') {
    const uri = withDatabase(outside, database);
    return { uri, stop: () => dropDatabase(uri) };
  }
  if (shared === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'test-store-'));
    shared = {
      folder,
      serving: serve({ dataDir: folder, log: () => {}, synchronous: 'off', testCommands: true }),
      users: 0,
    };
  }
  const own = shared;
  own.users += 1;
  const { uri } = await own.serving;
  return { uri: withDatabase(uri, database), stop: () => release(own) };
}

async function dropDatabase(uri: string): Promise<void> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5000 });
  try {
    await client.db().dropDatabase();
  } finally {
    await client.close();
  }
}

async function release(store: NonNullable<typeof shared>): Promise<void> {
  store.users -= 1;
  if (store.users > 0) return;
  if (shared === store) shared = undefined;
  const { server } = await store.serving;
  await server.stop();
  rmSync(store.folder, { recursive: true, force: true });
}

/** The same connection string with another database. */
function withDatabase(uri: string, database: string): string {
  const match = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(uri);
  if (match === null) throw new Error('MONGODB_URI is not a connection string');
  return `${match[1]}/${database}${match[2] ?? ''}`;
}
