import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyString } from '../bson/key-encoding';
import type { Doc, Value } from '../bson/value';
import { document, FIELDS, indexKey, path, scalar, value } from '../proof/arbitraries';
import { openInProcess } from '../proof/in-process';
import { modelUpdate, Refused } from '../proof/update-model';
import { sameValue } from './same';

/** For a busy machine; the tests themselves take a second or two. */
const limit = 600_000;
const runs = process.env.STELLWERK_LONG === '1' ? 20_000 : 250;

const step: fc.Arbitrary<[string, string, Value]> = fc.oneof(
  fc.tuple(fc.constantFrom('$set', '$min', '$max', '$push', '$addToSet', '$unset'), path, value),
  fc.tuple(fc.constant('$inc'), path, fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(2n))),
  fc.tuple(fc.constant('$pull'), fc.constantFrom(...FIELDS), scalar),
  fc.tuple(fc.constant('$pop'), path, fc.constantFrom(1, -1)),
);

const update: fc.Arbitrary<Doc> = fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) => {
  const result = new Map<string, Doc>();
  for (const [operator, at, argument] of steps) {
    const fields = result.get(operator) ?? new Map<string, Value>();
    // `$push` and `$pull` read some documents as instructions; those have tests of their own.
    fields.set(at, argument instanceof Map && operator !== '$set' ? 0 : argument);
    result.set(operator, fields);
  }
  return result;
});

test(
  'an update gives what the model gives, or is refused and changes nothing; and the indexes follow',
  async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        document,
        update,
        fc.array(indexKey, { maxLength: 2 }),
        async (given, change, keys) => {
          const server = openInProcess();
          const doc: Doc = new Map<string, Value>([['_id', 1], ...given]);
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
          const inserted = await server.run({ insert: 'c', documents: [doc] });
          if (inserted.has('writeErrors')) return;
          const reply = await server.run({ update: 'c', updates: [{ q: { _id: 1 }, u: change }] });
          const [after = new Map()] = await server.all({ find: 'c' });
          let wanted: Doc | undefined;
          try {
            wanted = modelUpdate(doc, change);
          } catch (error) {
            if (!(error instanceof Refused)) throw error;
          }
          const errors = reply.get('writeErrors');
          const first = Array.isArray(errors) ? errors[0] : undefined;
          // Parallel arrays may be refused by an index; the model has none.
          const byIndex = first instanceof Map && first.get('code') === 171;
          if (wanted === undefined || byIndex) {
            refused += 1;
            expect(first).toBeDefined();
            expect(sameValue(after, doc)).toBe(true);
          } else {
            expect(errors).toBeUndefined();
            expect(keyString(after)).toBe(keyString(wanted));
            expect(sameValue(after, wanted)).toBe(true);
            expect(reply.get('nModified')).toBe(sameValue(wanted, doc) ? 0 : 1);
          }
          expect((await server.run({ embeddedCheck: 1, $db: 'admin' })).get('problems')).toEqual([]);
          server.close();
        },
      ),
      { numRuns: runs },
    );
    expect(refused).toBeGreaterThan(runs / 50);
  },
  limit,
);
