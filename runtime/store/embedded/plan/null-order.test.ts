import { expect, test } from 'vitest';
import { openInProcess } from '../proof/in-process';

test('the first that nobody has claimed is found by the index alone, however many wait', async () => {
  const server = openInProcess();
  await server.run({
    createIndexes: 'jobs',
    indexes: [{ key: { claimedBy: 1, priority: -1 }, name: 'claims' }],
  });
  await server.run({
    insert: 'jobs',
    documents: [
      ...Array.from({ length: 500 }, (_, _id) => ({ _id, claimedBy: null, priority: _id })),
      { _id: 500, priority: 1000 },
      { _id: 501, claimedBy: 'somebody', priority: 5000 },
      { _id: 502, claimedBy: [], priority: 5000 },
    ],
  });
  const find = { find: 'jobs', filter: { claimedBy: null }, sort: { priority: -1 }, limit: 2 };
  expect((await server.all(find)).map((doc) => doc.get('_id'))).toEqual([500, 499]);
  const explained = await server.run({ explain: find, verbosity: 'executionStats' });
  const stats = explained.get('executionStats');
  const looked = stats instanceof Map ? stats.get('totalDocsExamined') : undefined;
  expect(looked).toBeLessThan(5);
  server.close();
});
