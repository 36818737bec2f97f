import { expect, test } from 'vitest';
import { type InProcessServer, openInProcess } from '../proof/in-process';

const COUNT = 4000;

/** A server that lets others in at each look at the clock, so that every build takes many turns however fast the machine. */
async function filled(): Promise<InProcessServer> {
  const server = openInProcess(undefined, { sliceMs: 0 });
  const documents = Array.from({ length: COUNT }, (_, _id) => ({ _id, n: _id, tags: [_id % 7, 'x'] }));
  for (let at = 0; at < COUNT; at += 1000)
    await server.run({ insert: 'c', documents: documents.slice(at, at + 1000) });
  return server;
}

async function names(server: InProcessServer): Promise<unknown[]> {
  const cursor = (await server.run({ listIndexes: 'c' })).get('cursor');
  const batch = cursor instanceof Map ? cursor.get('firstBatch') : [];
  return (Array.isArray(batch) ? batch : []).map((item) => (item instanceof Map ? item.get('name') : item));
}

test('writers go on while an index is built, nobody sees half of it, and it is right at the end', async () => {
  const server = await filled();
  let built = false;
  const building = server
    .run({
      createIndexes: 'c',
      indexes: [
        { key: { n: 1 }, name: 'n', unique: true },
        { key: { tags: 1, n: -1 }, name: 'tags' },
      ],
    })
    .then((reply) => {
      built = true;
      return reply;
    });
  let written = 0;
  for (let at = 0; !built; at += 1) {
    if ((await names(server)).length > 1) break;
    await server.run({ insert: 'c', documents: [{ _id: COUNT + at, n: COUNT + at, tags: [at] }] });
    await server.run({
      update: 'c',
      updates: [
        { q: { _id: COUNT - 2 - 2 * at }, u: { $set: { n: -1 - at } } },
        { q: { _id: 2 * at }, u: { $set: { tags: [] } } },
      ],
    });
    await server.run({ delete: 'c', deletes: [{ q: { _id: COUNT - 1 - 2 * at }, limit: 1 }] });
    expect((await server.run({ count: 'c', query: { n: -1 - at } })).get('n')).toBe(1);
    written += 1;
  }
  expect((await building).get('ok')).toBe(1);
  expect(written).toBeGreaterThan(1);
  expect(await names(server)).toEqual(['_id_', 'n', 'tags']);
  expect((await server.run({ embeddedCheck: 1, $db: 'admin' })).get('problems')).toEqual([]);
  expect((await server.run({ count: 'c', query: { n: { $lt: 0 } }, hint: 'n' })).get('n')).toBe(written);
  server.close();
});

test('a duplicate written during the build ends the build and not the write', async () => {
  const server = await filled();
  const building = server.run({
    createIndexes: 'c',
    indexes: [
      { key: { n: 1 }, name: 'n', unique: true },
      { key: { tags: 1 }, name: 'tags' },
    ],
  });
  const write = await server.run({ insert: 'c', documents: [{ _id: COUNT, n: 5 }] });
  expect(write.get('n')).toBe(1);
  expect(write.get('writeErrors')).toBeUndefined();
  expect((await building).get('code')).toBe(11000);
  expect(await names(server)).toEqual(['_id_']);
  expect((await server.run({ embeddedCheck: 1, $db: 'admin' })).get('problems')).toEqual([]);
  server.close();
});

test('a second request for the same index waits for the first', async () => {
  const server = await filled();
  const command = { createIndexes: 'c', indexes: [{ key: { n: 1 }, name: 'n' }] };
  const replies = await Promise.all([server.run(command), server.run(command)]);
  expect(replies.map((reply) => reply.get('numIndexesAfter'))).toEqual([2, 2]);
  expect(replies.map((reply) => reply.has('note'))).toEqual([false, true]);
  server.close();
});

test('a collection that is dropped takes its build with it', async () => {
  const server = await filled();
  const building = server.run({ createIndexes: 'c', indexes: [{ key: { n: 1 }, name: 'n' }] });
  expect((await server.run({ drop: 'c' })).get('ok')).toBe(1);
  expect((await building).get('codeName')).toBe('IndexBuildAborted');
  expect((await server.run({ insert: 'c', documents: [{ n: 1 }] })).get('n')).toBe(1);
  server.close();
});
