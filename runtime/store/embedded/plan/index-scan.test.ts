import { describe, expect, test } from 'vitest';
import { indexedCollection } from '../proof/indexed-collection';

const { given, found, both, server } = indexedCollection();

describe('bounds on an index', () => {
  test('two fields of one array need not be matched by the same element', async () => {
    await given(
      [
        {
          _id: 1,
          a: [
            { x: 1, y: 2 },
            { x: 2, y: 1 },
          ],
        },
      ],
      { key: { 'a.x': 1, 'a.y': 1 } },
    );
    expect(await both({ filter: { 'a.x': 1, 'a.y': 1 } })).toEqual([[1], [1]]);
  });

  test('two ranges on an array may be met by different elements', async () => {
    await given([{ _id: 1, a: [1, 9] }], { key: { a: 1 } });
    expect(await both({ filter: { a: { $gt: 5, $lt: 3 } } })).toEqual([[1], [1]]);
  });

  test('an empty array is not null, though both stand at the beginning of the index', async () => {
    await given([{ _id: 1, a: [] }, { _id: 2, a: null }, { _id: 3 }, { _id: 4, a: [null] }], {
      key: { a: 1 },
    });
    expect(await both({ filter: { a: null } })).toEqual([
      [2, 3, 4],
      [2, 3, 4],
    ]);
    expect((await server().run({ count: 'c', query: { a: null } })).get('n')).toBe(3);
  });

  test('a path that ends in an array of scalars is not an absent field', async () => {
    await given(
      [
        { _id: 1, a: [1] },
        { _id: 2, a: [{}] },
        { _id: 3, a: { c: 1 } },
      ],
      { key: { 'a.b': 1 } },
    );
    expect(await both({ filter: { 'a.b': null } })).toEqual([
      [2, 3],
      [2, 3],
    ]);
  });

  test('NaN is equal to itself and passes no comparison', async () => {
    await given(
      [
        { _id: 1, a: Number.NaN },
        { _id: 2, a: -5 },
      ],
      { key: { a: 1 } },
    );
    expect(await both({ filter: { a: { $lt: 3 } } })).toEqual([[2], [2]]);
    expect(await both({ filter: { a: Number.NaN } })).toEqual([[1], [1]]);
    expect(await both({ filter: { a: { $gte: Number.NaN } } })).toEqual([[1], [1]]);
  });

  test('numbers of all types meet in the index', async () => {
    await given(
      [
        { _id: 1, a: 3 },
        { _id: 2, a: 3n },
        { _id: 3, a: 9007199254740993n },
        { _id: 4, a: 9007199254740992n },
      ],
      { key: { a: -1 } },
    );
    expect((await both({ filter: { a: 3 } })).map((ids) => ids.sort())).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(await both({ filter: { a: { $gt: 9007199254740992n } } })).toEqual([[3], [3]]);
  });

  test('a prefix expression uses the index and still finds stored expressions', async () => {
    await given(
      [
        { _id: 1, a: 'abc' },
        { _id: 2, a: 'abd' },
        { _id: 3, a: /^ab/ },
        { _id: 4, a: 'b' },
      ],
      { key: { a: 1 } },
    );
    expect((await both({ filter: { a: /^ab/ } })).map((ids) => ids.sort())).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
  });
});

describe('order from an index', () => {
  test('a field with arrays gives no order', async () => {
    await given(
      [
        { _id: 1, a: [5, 1] },
        { _id: 2, a: 3 },
        { _id: 3, a: [2, 9] },
      ],
      { key: { a: 1 } },
    );
    expect(await found({ sort: { a: 1 } })).toEqual([1, 3, 2]);
    expect(await found({ sort: { a: -1 } })).toEqual([3, 1, 2]);
    expect(await found({ filter: { a: { $gte: 2 } }, sort: { a: 1 } })).toEqual([1, 3, 2]);
  });

  test('several states are merged into one order', async () => {
    const documents = Array.from({ length: 60 }, (_, at) => ({
      _id: at,
      queue: 'q',
      state: ['new', 'open', 'done'][at % 3],
      priority: at % 5,
      at: (at * 37) % 60,
    }));
    await given(documents, { key: { queue: 1, state: 1, priority: -1, at: 1 } });
    const find = {
      filter: { queue: 'q', state: { $in: ['new', 'open'] } },
      sort: { priority: -1, at: 1 },
      limit: 10,
    };
    const [withIndex, without] = await both(find);
    expect(withIndex).toEqual(without);
    expect(withIndex).toHaveLength(10);
    const backwards = { ...find, sort: { priority: 1, at: -1 } };
    expect((await both(backwards))[0]).toEqual((await both(backwards))[1]);
  });

  test('_id orders like any other field', async () => {
    await given([{ _id: 2 }, { _id: 1 }, { _id: 'x' }, { _id: 0.5 }]);
    expect(await found({ sort: { _id: 1 } })).toEqual([expect.objectContaining({ value: 0.5 }), 1, 2, 'x']);
    expect(await found({ sort: { _id: -1 } })).toEqual(['x', 2, 1, expect.objectContaining({ value: 0.5 })]);
  });

  test('the $natural order is that of insertion, both ways', async () => {
    await given([{ _id: 2 }, { _id: 1 }, { _id: 3 }]);
    expect(await found({ sort: { $natural: -1 } })).toEqual([3, 1, 2]);
  });
});

describe('sparse and partial indexes', () => {
  test('a sparse index is not used where it would lose documents', async () => {
    await given([{ _id: 1, a: 1 }, { _id: 2 }], { key: { a: 1 }, sparse: true });
    expect(await found({ sort: { a: 1 } })).toEqual([2, 1]);
    expect(await found({ filter: { a: { $exists: false } } })).toEqual([2]);
    expect(await found({ filter: { a: null } })).toEqual([2]);
    expect(await found({ filter: { a: { $gt: 0 } } })).toEqual([1]);
  });

  test('a partial index is used only where the query implies its filter', async () => {
    await given(
      [
        { _id: 1, a: 1, open: true },
        { _id: 2, a: 1, open: false },
      ],
      { key: { a: 1 }, partialFilterExpression: { open: true } },
    );
    expect(await found({ filter: { a: 1 } })).toEqual([1, 2]);
    expect(await found({ filter: { a: 1, open: true } })).toEqual([1]);
  });

  test('a partial unique index lets the others repeat', async () => {
    await given(
      [
        { _id: 1, a: 1, open: true },
        { _id: 2, a: 1, open: false },
      ],
      { key: { a: 1 }, unique: true, partialFilterExpression: { open: true } },
    );
    const again = await server().run({
      insert: 'c',
      documents: [
        { _id: 3, a: 1, open: false },
        { _id: 4, a: 1, open: true },
      ],
    });
    expect(again.get('n')).toBe(1);
    const closed = await server().run({
      update: 'c',
      updates: [{ q: { _id: 2 }, u: { $set: { open: true } } }],
    });
    expect(closed.has('writeErrors')).toBe(true);
    expect(await found({ filter: { open: true } })).toEqual([1]);
  });
});

describe('unique indexes', () => {
  test('null and absent count as the same value', async () => {
    await given([{ _id: 1 }], { key: { a: 1 }, unique: true });
    expect((await server().run({ insert: 'c', documents: [{ _id: 2, a: null }] })).has('writeErrors')).toBe(
      true,
    );
  });

  test('a document may hold one value twice, two documents may not', async () => {
    await given([{ _id: 1, a: [1, 1, 2] }], { key: { a: 1 }, unique: true });
    expect((await server().run({ insert: 'c', documents: [{ _id: 2, a: [2, 3] }] })).has('writeErrors')).toBe(
      true,
    );
    expect((await server().run({ insert: 'c', documents: [{ _id: 3, a: [4] }] })).get('n')).toBe(1);
  });

  test('an index over duplicates is not built and leaves nothing behind', async () => {
    await given([
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
    ]);
    const reply = await server().run({
      createIndexes: 'c',
      indexes: [{ key: { a: 1 }, name: 'a', unique: true }],
    });
    expect(reply.get('code')).toBe(11000);
    const check = await server().run({ embeddedCheck: 1, $db: 'admin' });
    expect(check.get('problems')).toEqual([]);
    expect((await server().run({ insert: 'c', documents: [{ _id: 3, a: 1 }] })).get('n')).toBe(1);
  });

  test('parallel arrays are refused with 171', async () => {
    await given([], { key: { a: 1, b: 1 } });
    const reply = await server().run({ insert: 'c', documents: [{ a: [1], b: [2] }] });
    const [error] = reply.get('writeErrors') as Map<string, unknown>[];
    expect(error?.get('code')).toBe(171);
  });
});
