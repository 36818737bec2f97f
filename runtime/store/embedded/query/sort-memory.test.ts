import { afterAll, beforeAll, expect, test } from 'vitest';
import { type InProcessServer, openInProcess } from '../proof/in-process';

/** Nine documents that are together more than a sort may hold in memory. */
let server: InProcessServer;

beforeAll(async () => {
  server = openInProcess();
  const text = 'x'.repeat(13 * 1024 * 1024);
  for (let _id = 0; _id < 9; _id += 1)
    await server.run({ insert: 'c', documents: [{ _id, order: (_id * 5) % 9, text }] });
});

afterAll(() => server.close());

test('a sort that is too large for the memory goes on with the disk', async () => {
  const found = await server.all({ find: 'c', sort: { order: -1 }, projection: { order: 1 } });
  expect(found.map((doc) => doc.get('order'))).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0]);
});

test('where the client forbids the disk it is refused', async () => {
  const sort = { order: 1 } as const;
  for (const command of [
    { find: 'c', sort, allowDiskUse: false },
    { aggregate: 'c', pipeline: [{ $sort: sort }], cursor: {}, allowDiskUse: false },
    { aggregate: 'c', pipeline: [{ $set: { n: 1 } }, { $sort: sort }], cursor: {}, allowDiskUse: false },
  ]) {
    const reply = await server.run(command);
    expect(reply.get('code')).toBe(292);
    expect(reply.get('codeName')).toBe('QueryExceededMemoryLimitNoDiskUseAllowed');
  }
});

test('the few that a limit keeps need little', async () => {
  const found = await server.all({ find: 'c', sort: { order: 1 }, limit: 2, allowDiskUse: false });
  expect(found.map((doc) => doc.get('order'))).toEqual([0, 1]);
});
