import { expect, test } from 'vitest';
import { docOf } from '../bson/value';
import { parseIndexSpec } from '../index/index-spec';
import { openInProcess } from '../proof/in-process';
import { clearRemains } from './clear-remains';

test('what a server that was killed left half done is gone, and the rest stays', async () => {
  const told: unknown[] = [];
  const server = openInProcess(undefined, { log: (_, details) => told.push(details) });
  await server.run({ insert: 'c', documents: [{ n: 1 }, { n: 2 }] });
  await server.run({ insert: 'tmp.agg_out.0123', documents: [{ n: 3 }] });
  const { store } = server;
  store.commit.join();
  store.catalog.find('test.c')?.beginIndex(parseIndexSpec(docOf({ key: docOf({ n: 1 }), name: 'n' })));
  store.commit.flush();
  // As after a restart: everything is read anew from the disk.
  store.catalog.load();
  clearRemains(store);
  expect(told).toEqual([{ collection: 'test.c', indexes: ['n'] }, { collection: 'test.tmp.agg_out.0123' }]);
  expect(store.catalog.all().map(({ namespace }) => namespace)).toEqual(['test.c']);
  expect((await server.run({ count: 'c' })).get('n')).toBe(2);
  expect((await server.run({ embeddedCheck: 1, $db: 'admin' })).get('problems')).toEqual([]);
  clearRemains(store);
  expect(told.length).toBe(2);
  server.close();
});
