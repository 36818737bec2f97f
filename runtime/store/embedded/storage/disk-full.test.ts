import { expect, test } from 'vitest';
import type { Doc } from '../bson/value';
import { openInProcess } from '../proof/in-process';

function codeOf(reply: Doc): unknown {
  return reply.get('code');
}

test('a full disk refuses the write as a whole, says so, and lets everything else go on', async () => {
  const server = openInProcess(undefined, { mostBytes: 400_000 });
  const text = 'x'.repeat(20_000);
  await server.run({ createIndexes: 'c', indexes: [{ key: { n: 1 }, name: 'n' }] });
  let inserted = 0;
  let refused: Doc | undefined;
  while (refused === undefined) {
    const reply = await server.run({ insert: 'c', documents: [{ n: inserted, text }] });
    if (reply.get('ok') === 1) inserted += 1;
    else refused = reply;
  }
  expect(codeOf(refused)).toBe(14031);
  expect(refused.get('codeName')).toBe('OutOfDiskSpace');
  expect(inserted).toBeGreaterThan(5);
  const check = await server.run({ embeddedCheck: 1, $db: 'admin' });
  expect(check.get('problems')).toEqual([]);
  expect((await server.run({ count: 'c' })).get('n')).toBe(inserted);
  // Room is made by deleting, and then writing goes on.
  expect((await server.run({ delete: 'c', deletes: [{ q: { n: { $lt: 5 } }, limit: 0 }] })).get('n')).toBe(5);
  expect((await server.run({ insert: 'c', documents: [{ n: -1, text }] })).get('ok')).toBe(1);
  expect((await server.run({ count: 'c', query: { n: { $gte: -1 } } })).get('n')).toBe(inserted - 4);
  server.close();
});

test('all writes of the turn that met the full disk are refused, none is half done', async () => {
  const server = openInProcess(undefined, { mostBytes: 200_000 });
  const small = Array.from({ length: 5 }, (_, n) => server.run({ insert: 'c', documents: [{ _id: n }] }));
  const big = server.run({
    insert: 'c',
    documents: Array.from({ length: 40 }, () => ({ text: 'x'.repeat(20_000) })),
  });
  expect(codeOf(await big)).toBe(14031);
  for (const reply of await Promise.all(small)) expect(codeOf(reply)).toBe(14031);
  expect((await server.run({ listCollections: 1 })).get('ok')).toBe(1);
  expect((await server.run({ insert: 'c', documents: [{ _id: 0 }] })).get('n')).toBe(1);
  expect((await server.run({ count: 'c' })).get('n')).toBe(1);
  server.close();
});
