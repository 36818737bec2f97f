import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import { MongoClient, MongoServerError } from 'mongodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../test-store';

const long = process.env.STELLWERK_LONG === '1';
const timeout = long ? 900_000 : 60_000;

let store: TestStore;
let client: MongoClient;

beforeEach(async () => {
  store = await openTestStore();
  client = new MongoClient(store.uri, { maxPoolSize: 200 });
});

afterEach(async () => {
  await client.close();
  await store.stop();
});

function start(program: string, ...parameters: string[]): ChildProcess {
  return fork(fileURLToPath(new URL(program, import.meta.url)), parameters, {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
}

test(
  'processes that race for documents never get the same one, and all are given out',
  async () => {
    const count = long ? 5000 : 400;
    const claims = client
      .db()
      .collection<{ _id: number; claimedBy: string | null; priority: number }>('claims');
    await claims.createIndex({ claimedBy: 1, priority: -1 });
    await claims.insertMany(
      Array.from({ length: count }, (_, _id) => ({ _id, claimedBy: null, priority: _id % 7 })),
    );
    const processes = Array.from({ length: long ? 20 : 5 }, (_, at) =>
      start('./claim-process.ts', store.uri, `p${at}`),
    );
    const answers = await Promise.all(processes.map((child) => once(child, 'message')));
    const given = answers.flatMap(([list]) => (Array.isArray(list) ? list.map(Number) : []));
    expect(given.length).toBe(count);
    expect(new Set(given).size).toBe(count);
  },
  timeout,
);

test(
  'Agenda in several processes runs every job exactly once',
  async () => {
    const count = long ? 5000 : 200;
    const agenda = new Agenda({ backend: new MongoBackend({ mongo: client.db() }), processEvery: 100_000 });
    const lines = client.db().collection('lines');
    await agenda.ready;
    const workers = Array.from({ length: long ? 4 : 3 }, () => start('./agenda-process.ts', store.uri));
    await Promise.all(workers.map((worker) => once(worker, 'message')));
    for (let n = 0; n < count; n += 1) await agenda.schedule(new Date(), 'note', { n });
    while ((await lines.countDocuments()) < count) await new Promise((resolve) => setTimeout(resolve, 50));
    const stopped = workers.map((worker) => once(worker, 'exit'));
    for (const worker of workers) worker.send('stop');
    await Promise.all(stopped);
    const seen = await lines.find({}, { projection: { _id: 0, n: 1 } }).toArray();
    expect(seen.length).toBe(count);
    expect(new Set(seen.map(({ n }) => n)).size).toBe(count);
  },
  timeout,
);

test('of a hundred inserts of one value at once, one is done and the others hear 11000', async () => {
  const unique = client.db().collection('unique');
  await unique.createIndex({ value: 1 }, { unique: true });
  const outcomes = await Promise.all(
    Array.from({ length: 100 }, async () => {
      try {
        await unique.insertOne({ value: 'same' });
        return 'done';
      } catch (error) {
        return error instanceof MongoServerError ? error.code : error;
      }
    }),
  );
  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 11000)).toHaveLength(99);
});

test('a hundred connections are served, and one that breaks off disturbs nobody', async () => {
  const counters = client.db().collection<{ _id: number; n: number }>('counters');
  await counters.insertOne({ _id: 1, n: 0 });
  const breaking = new MongoClient(store.uri);
  await breaking.connect();
  const broken = Promise.allSettled(
    Array.from({ length: 20 }, () =>
      breaking
        .db()
        .collection('counters')
        .find({ $expr: { $gte: ['$n', 0] } })
        .toArray(),
    ),
  );
  const counting = Promise.all(
    Array.from({ length: 100 }, () => counters.updateOne({ _id: 1 }, { $inc: { n: 1 } })),
  );
  await breaking.close(true);
  await Promise.all([broken, counting]);
  expect(await counters.findOne()).toEqual({ _id: 1, n: 100 });
});

test('many upserts of one key at once make one document', async () => {
  const upserts = client.db().collection<{ _id: string; n: number }>('upserts');
  await Promise.all(
    Array.from({ length: 50 }, () => upserts.updateOne({ _id: 'x' }, { $inc: { n: 1 } }, { upsert: true })),
  );
  expect(await upserts.find().toArray()).toEqual([{ _id: 'x', n: 50 }]);
});
