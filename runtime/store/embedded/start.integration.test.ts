import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  ftruncateSync,
  openSync,
  readdirSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkStore } from './operations';
import { serverPid, untilConnected } from './proof/cut-off';
import { temporaryFolder } from './proof/temporary-folder';
import { EmbeddedStoreError, startEmbeddedStore } from './start';

let place: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  place = temporaryFolder();
});

afterEach(() => {
  place.remove();
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    // No such process.
    return false;
  }
}

describe('life of the server', () => {
  test('a second starter joins, and takes over when the first one ends', async () => {
    const first = await startEmbeddedStore({ dataDir: place.folder });
    const second = await startEmbeddedStore({ dataDir: place.folder });
    expect(second.uri).toBe(first.uri);
    const client = new MongoClient(second.uri);
    await client.db().collection('c').insertOne({ by: 'first' });
    const before = await serverPid(client);
    await first.stop();
    await untilConnected(() =>
      client.db().collection<{ _id: string }>('c').replaceOne({ _id: 'second' }, {}, { upsert: true }),
    );
    expect(await serverPid(client)).not.toBe(before);
    expect(await client.db().collection('c').countDocuments()).toBe(2);
    await client.close();
    await second.stop();
  });

  test('over TCP it asks for the password, and keeps port and password over a restart', async () => {
    const store = await startEmbeddedStore({ dataDir: place.folder, transport: 'tcp' });
    expect(store.uri).toMatch(/^mongodb:\/\/store:[\w-]+@127\.0\.0\.1:\d+\//);
    const client = new MongoClient(store.uri);
    await client.db().collection('c').insertOne({});
    await client.close();
    const stranger = new MongoClient(store.uri.replace(/store:[\w-]+@/, '').replace(/&auth\w+=[\w-]+/g, ''));
    await expect(stranger.db().collection('c').findOne()).rejects.toMatchObject({ code: 13 });
    await stranger.close();
    const guesser = new MongoClient(store.uri.replace(/store:[\w-]+@/, 'store:guess@'));
    await expect(guesser.db().collection('c').findOne()).rejects.toMatchObject({ code: 18 });
    await guesser.close();
    await store.stop();
    const again = await startEmbeddedStore({ dataDir: place.folder, transport: 'tcp' });
    expect(again.uri).toBe(store.uri);
    await again.stop();
  });

  test('several starters at once share one server', async () => {
    const stores = await Promise.all(
      Array.from({ length: 4 }, () => startEmbeddedStore({ dataDir: place.folder })),
    );
    const pids = await Promise.all(
      stores.map(async ({ uri }) => {
        const client = new MongoClient(uri);
        const pid = await serverPid(client);
        await client.close();
        return pid;
      }),
    );
    expect(new Set(pids).size).toBe(1);
    for (const store of stores) await store.stop();
  });

  test('ends with the application that started it, also when that is killed', async () => {
    const program = fileURLToPath(new URL('./proof/starter-process.ts', import.meta.url));
    const application = fork(program, [place.folder], { execArgv: ['--import', 'tsx'] });
    const [pid] = await once(application, 'message');
    expect(isAlive(Number(pid))).toBe(true);
    application.kill('SIGKILL');
    while (isAlive(Number(pid))) await new Promise((resolve) => setTimeout(resolve, 10));
    const store = await startEmbeddedStore({ dataDir: place.folder });
    await store.stop();
  });

  test('fails on demand where it is started for tests', async () => {
    const store = await startEmbeddedStore({ dataDir: place.folder, testCommands: true });
    const client = new MongoClient(store.uri);
    const data = { failCommands: ['insert'], errorCode: 8 };
    await client.db('admin').command({ configureFailPoint: 'failCommand', mode: { times: 1 }, data });
    await expect(client.db().collection('c').insertOne({})).rejects.toMatchObject({ code: 8 });
    await client.db().collection('c').insertOne({});
    await client.close();
    await store.stop();
  });

  test('the folder and the socket are only for their owner', async () => {
    const store = await startEmbeddedStore({ dataDir: join(place.folder, 'data') });
    expect(statSync(join(place.folder, 'data')).mode & 0o077).toBe(0);
    await store.stop();
    expect(readdirSync(join(place.folder, 'data'))).toContain('store.db');
  });
});

describe('what cannot be opened is told clearly', () => {
  async function failureOf(dataDir: string): Promise<string> {
    try {
      const store = await startEmbeddedStore({ dataDir });
      await store.stop();
      return 'started';
    } catch (error) {
      if (error instanceof EmbeddedStoreError) return error.failure;
      throw error;
    }
  }

  async function filled(): Promise<string> {
    const store = await startEmbeddedStore({ dataDir: place.folder });
    const client = new MongoClient(store.uri);
    await client
      .db()
      .collection('c')
      .insertMany(Array.from({ length: 500 }, (_, n) => ({ n, text: 'x'.repeat(200) })));
    await client.close();
    await store.stop();
    return join(place.folder, 'store.db');
  }

  test('a file whose head is overwritten', async () => {
    const file = openSync(await filled(), 'r+');
    writeSync(file, Buffer.alloc(200, 0x5a), 0, 200, 0);
    closeSync(file);
    expect(await failureOf(place.folder)).toBe('damaged');
  });

  test('a file that is no database at all', async () => {
    writeFileSync(
      join(place.folder, 'store.db'),
      'this is a text and not a database, and it is long enough to be read as a page'.repeat(100),
    );
    expect(await failureOf(place.folder)).toBe('damaged');
  });

  test('a database of another program is left alone', async () => {
    const other = new DatabaseSync(join(place.folder, 'store.db'));
    other.exec('CREATE TABLE theirs (x)');
    other.close();
    expect(await failureOf(place.folder)).toBe('not-a-store');
  });

  test('a file of a newer version', async () => {
    const database = new DatabaseSync(await filled());
    database.exec('PRAGMA user_version = 999');
    database.close();
    expect(await failureOf(place.folder)).toBe('newer-format');
  });

  test('a folder that cannot be made', async () => {
    writeFileSync(join(place.folder, 'file'), '');
    expect(await failureOf(join(place.folder, 'file', 'data'))).toBe('not-writable');
    chmodSync(place.folder, 0o700);
  });

  test('a log that was cut off loses only what was not acknowledged', async () => {
    const store = await startEmbeddedStore({ dataDir: place.folder });
    const client = new MongoClient(store.uri, { retryWrites: false });
    await client
      .db()
      .collection<{ _id: number }>('c')
      .insertMany(Array.from({ length: 50 }, (_, _id) => ({ _id })));
    const pid = await serverPid(client);
    await client.close();
    process.kill(pid, 'SIGKILL');
    await store.stop();
    const log = join(place.folder, 'store.db-wal');
    const whole = statSync(log).size;
    // A frame that was being written when the power went: half of it is there.
    const descriptor = openSync(log, 'r+');
    writeSync(descriptor, Buffer.alloc(3000, 7), 0, 3000, whole);
    ftruncateSync(descriptor, whole + 3000);
    closeSync(descriptor);
    const again = await startEmbeddedStore({ dataDir: place.folder });
    const second = new MongoClient(again.uri);
    expect(await second.db().collection('c').countDocuments()).toBe(50);
    await second.close();
    await again.stop();
    expect(await checkStore({ dataDir: place.folder })).toMatchObject({ problems: [], documents: 50 });
  });
});
