import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkStore } from '../operations';
import { type EmbeddedStore, startEmbeddedStore } from '../start';
import { temporaryFolder } from './temporary-folder';

const rounds = process.env.STELLWERK_LONG === '1' ? 60 : 2;
const timeout = 60_000 + rounds * 15_000;
const compiler = ['cc', 'gcc', 'clang'].find((name) => spawnSync(name, ['--version']).status === 0);

let place: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  place = temporaryFolder();
});

afterEach(() => {
  place.remove();
});

function compile(): string {
  const library = join(place.folder, 'synced-only.so');
  const source = fileURLToPath(new URL('./synced-only.c', import.meta.url));
  const built = spawnSync(compiler ?? 'cc', ['-shared', '-fPIC', '-o', library, source, '-ldl'], {
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(built.stderr);
  return library;
}

/** Only the server's process is to keep the synced bytes, so the environment is as before when it has started. */
async function startWith(
  library: string,
  data: string,
  synced: string,
  synchronous: 'full' | 'off',
): Promise<EmbeddedStore> {
  Object.assign(process.env, { LD_PRELOAD: library, SYNCED_FROM: `${data}/`, SYNCED_TO: synced });
  try {
    return await startEmbeddedStore({ dataDir: data, synchronous });
  } finally {
    for (const variable of ['LD_PRELOAD', 'SYNCED_FROM', 'SYNCED_TO']) delete process.env[variable];
  }
}

/** Writes, cuts the power, and gives the numbers of what was acknowledged and of what the synced bytes still hold. */
async function cutThePower(
  library: string,
  name: string,
  synchronous: 'full' | 'off',
): Promise<{ lost: string[]; acknowledged: number }> {
  const data = join(realpathSync(place.folder), name);
  const synced = join(realpathSync(place.folder), `${name}-synced`);
  mkdirSync(data);
  mkdirSync(synced);
  const store = await startWith(library, data, synced, synchronous);
  // A write that begins after the end must not wait long for a server that will not come again.
  const client = new MongoClient(store.uri, { retryWrites: false, serverSelectionTimeoutMS: 2000 });
  const lines = client.db().collection<{ _id: string; text: string }>('lines');
  await lines.createIndex({ text: 1 });
  const pid = Number((await client.db('admin').command({ serverStatus: 1 })).pid);
  const acknowledged: string[] = [];
  let working = true;
  const write = async (writer: number): Promise<void> => {
    for (let n = 0; working; n += 1) {
      try {
        await lines.insertOne({ _id: `${writer}-${n}`, text: 'x'.repeat(50 + (n % 500)) });
      } catch {
        // The power is off: what was not acknowledged may be there or not.
        return;
      }
      acknowledged.push(`${writer}-${n}`);
    }
  };
  let ended = false;
  const writing = Promise.all([0, 1, 2, 3].map(write)).then(() => {
    ended = true;
  });
  while (acknowledged.length < 60 && !ended) await new Promise((resolve) => setImmediate(resolve));
  if (ended) throw new Error(`The server stopped answering after ${acknowledged.length} writes.`);
  process.kill(pid, 'SIGKILL');
  working = false;
  await store.stop();
  await writing;
  // Not awaited: driver 7.8 may wait for ever for a socket that is gone to take its farewell (endSessions).
  client.close().catch(() => undefined);
  const after = join(place.folder, `${name}-after`);
  cpSync(synced, after, { recursive: true });
  const again = await startEmbeddedStore({ dataDir: after });
  const second = new MongoClient(again.uri);
  const there = new Set(
    (await second.db().collection<{ _id: string }>('lines').find().toArray()).map(({ _id }) => _id),
  );
  await second.close();
  await again.stop();
  expect(await checkStore({ dataDir: after })).toMatchObject({ problems: [] });
  return { lost: acknowledged.filter((_id) => !there.has(_id)), acknowledged: acknowledged.length };
}

describe.skipIf(compiler === undefined || process.platform !== 'linux')(
  'restarted from only what was synced',
  () => {
    test(
      'nothing acknowledged is lost',
      async () => {
        const library = compile();
        for (let round = 0; round < rounds; round += 1) {
          expect((await cutThePower(library, `full-${round}`, 'full')).lost).toEqual([]);
        }
      },
      timeout,
    );

    test('without syncing it is lost, so the test above can fail', async () => {
      const { lost, acknowledged } = await cutThePower(compile(), 'off', 'off');
      expect(acknowledged).toBeGreaterThan(0);
      expect(lost.length).toBeGreaterThan(0);
    });
  },
);
