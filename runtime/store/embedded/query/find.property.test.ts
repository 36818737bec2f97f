import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareValues } from '../bson/compare';
import type { Doc, Value } from '../bson/value';
import { document, indexKey, query, sortSpec } from '../proof/arbitraries';
import { openInProcess } from '../proof/in-process';
import { modelMatches, modelSortValue } from '../proof/model';

/** For a busy machine; the tests themselves take a second or two. */
const limit = 600_000;
const runs = process.env.STELLWERK_LONG === '1' ? 20_000 : 200;

/** Fills a collection; every second document before the indexes are built, the others after. */
async function fill(documents: readonly Doc[], keys: readonly Doc[]) {
  const server = openInProcess();
  const numbered = documents.map((doc, at): Doc => new Map<string, Value>([['_id', at], ...doc]));
  const insert = async (part: Doc[]) => {
    if (part.length > 0) expect((await server.run({ insert: 'c', documents: part })).get('ok')).toBe(1);
  };
  await insert(numbered.filter((_, at) => at % 2 === 0));
  const kept: Doc[] = [...numbered.filter((_, at) => at % 2 === 0)];
  for (const [at, key] of keys.entries()) {
    await server.run({
      createIndexes: 'c',
      indexes: [
        new Map<string, Value>([
          ['key', key],
          ['name', `i${at}`],
        ]),
      ],
    });
  }
  for (const doc of numbered.filter((_, at) => at % 2 === 1)) {
    // Parallel arrays cannot be indexed; such a document is refused and must leave nothing behind.
    const reply = await server.run({ insert: 'c', documents: [doc] });
    if (!reply.has('writeErrors')) kept.push(doc);
  }
  return { server, kept };
}

function ids(documents: readonly Doc[]): Value[] {
  return documents.map((doc) => doc.get('_id') ?? null);
}

test(
  'a query finds the same documents with indexes, without them, and by the model',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { maxLength: 12 }),
        fc.array(indexKey, { maxLength: 3 }),
        fc.array(query, { minLength: 1, maxLength: 5 }),
        async (documents, keys, queries) => {
          const { server, kept } = await fill(documents, keys);
          for (const filter of queries) {
            const wanted = ids(kept.filter((doc) => modelMatches(filter, doc))).sort(
              (a, b) => Number(a) - Number(b),
            );
            const scanned = ids(await server.all({ find: 'c', filter, hint: { $natural: 1 } }));
            const found = ids(await server.all({ find: 'c', filter }));
            expect(scanned.sort((a, b) => Number(a) - Number(b))).toEqual(wanted);
            expect(found.sort((a, b) => Number(a) - Number(b))).toEqual(wanted);
            expect((await server.run({ count: 'c', query: filter })).get('n')).toBe(wanted.length);
            for (const at of keys.keys()) {
              const hinted = await server.run({ find: 'c', filter, hint: `i${at}`, batchSize: 1000 });
              if (hinted.get('ok') === 1) {
                const cursor = hinted.get('cursor');
                const batch = cursor instanceof Map ? cursor.get('firstBatch') : [];
                expect(Array.isArray(batch) ? batch.length : -1).toBe(wanted.length);
              }
            }
          }
          server.close();
        },
      ),
      { numRuns: runs },
    );
  },
  limit,
);

test(
  'a sort gives the same order with indexes and without, and respects skip and limit',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { maxLength: 12 }),
        fc.array(indexKey, { maxLength: 3 }),
        query,
        sortSpec,
        fc.nat({ max: 4 }),
        fc.nat({ max: 6 }),
        async (documents, keys, filter, sort, skip, limit) => {
          const { server, kept } = await fill(documents, keys);
          // With `_id` at the end every order is complete.
          const complete: Doc = new Map([...sort, ...(sort.has('_id') ? [] : ([['_id', 1]] as const))]);
          const scanned = await server.run({ find: 'c', filter, sort: complete, hint: { $natural: 1 } });
          const found = await server.run({ find: 'c', filter, sort: complete });
          expect(found.get('code')).toEqual(scanned.get('code'));
          if (scanned.get('ok') === 1) {
            const all = ids(await server.all({ find: 'c', filter, sort: complete, hint: { $natural: 1 } }));
            expect(ids(await server.all({ find: 'c', filter, sort: complete, batchSize: 2 }))).toEqual(all);
            const part = ids(await server.all({ find: 'c', filter, sort: complete, skip, limit }));
            expect(part).toEqual(all.slice(skip, limit === 0 ? undefined : skip + limit));
            const wanted = kept.filter((doc) => modelMatches(filter, doc));
            const [first] = complete;
            if (first !== undefined) expectOrdered(all, wanted, first[0], Number(first[1]));
          }
          server.close();
        },
      ),
      { numRuns: runs },
    );
  },
  limit,
);

function expectOrdered(
  found: readonly Value[],
  documents: readonly Doc[],
  path: string,
  direction: number,
): void {
  const byId = new Map(documents.map((doc) => [doc.get('_id'), doc]));
  const values = found.map((id) => modelSortValue(byId.get(id) ?? new Map(), path, direction));
  for (let at = 1; at < values.length; at += 1) {
    expect(compareValues(values[at - 1], values[at]) * direction).toBeLessThanOrEqual(0);
  }
}
