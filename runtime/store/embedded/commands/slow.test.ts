import { expect, test } from 'vitest';
import { openInProcess } from '../proof/in-process';

/** A condition that takes its time on every document. */
const costly = { $expr: { $lt: [{ $size: { $range: [0, 3000] } }, 1] } };

test('a slow query is logged with what it looked at and the index that is missing', async () => {
  const lines: Readonly<Record<string, unknown>>[] = [];
  const server = openInProcess(undefined, {
    slowQueryMs: 0,
    log: (_message, details) => lines.push(details ?? {}),
  });
  await server.run({ insert: 'c', documents: Array.from({ length: 50 }, (_, n) => ({ n, state: 'new' })) });
  await server.all({ find: 'c', filter: { state: 'new', n: { $gt: -1 } }, sort: { at: -1 } });
  expect(lines).toEqual([
    expect.objectContaining({
      collection: 'test.c',
      plan: 'collection',
      documentsExamined: 50,
      missingIndex: '{ "state": 1, "at": -1, "n": 1 }',
    }),
  ]);
  server.close();
});

test('a long scan lets others in', async () => {
  const server = openInProcess();
  await server.run({ insert: 'c', documents: Array.from({ length: 800 }, (_, n) => ({ n })) });
  const finished: string[] = [];
  const scan = server.run({ find: 'c', filter: costly }).then(() => finished.push('scan'));
  const write = server.run({ insert: 'other', documents: [{ n: 1 }] }).then(() => finished.push('write'));
  await Promise.all([scan, write]);
  expect(finished).toEqual(['write', 'scan']);
  server.close();
});

test.each([
  { name: '$sort', stage: { $sort: { m: -1 } } },
  { name: '$group', stage: { $group: { _id: '$m' } } },
])('what comes behind a $name lets others in', async ({ stage }) => {
  const server = openInProcess();
  await server.run({ insert: 'c', documents: Array.from({ length: 800 }, (_, n) => ({ n })) });
  const finished: string[] = [];
  const pipeline = [{ $set: { m: '$n' } }, stage, { $match: costly }];
  const work = server.run({ aggregate: 'c', pipeline, cursor: {} }).then(() => finished.push('pipeline'));
  const write = server.run({ insert: 'other', documents: [{ n: 1 }] }).then(() => finished.push('write'));
  await Promise.all([work, write]);
  expect(finished).toEqual(['write', 'pipeline']);
  server.close();
});

test('an update of many documents sees each one once, also where it moves them in the index it uses', async () => {
  const server = openInProcess();
  await server.run({ createIndexes: 'c', indexes: [{ key: { n: 1 }, name: 'n' }] });
  await server.run({ insert: 'c', documents: Array.from({ length: 1000 }, (_, n) => ({ n })) });
  const reply = await server.run({
    update: 'c',
    updates: [{ q: { n: { $gte: 0 } }, u: { $inc: { n: 500 } }, multi: true }],
  });
  expect(reply.get('nModified')).toBe(1000);
  expect((await server.run({ count: 'c', query: { n: { $gte: 500, $lt: 1500 } } })).get('n')).toBe(1000);
  server.close();
});
