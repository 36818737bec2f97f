import { describe, expect, test } from 'vitest';
import { type Fields, indexedCollection } from '../proof/indexed-collection';

const { given, found, both, server } = indexedCollection();

describe('fields of an index behind its ranges', () => {
  const jobs = Array.from({ length: 400 }, (_, _id) => ({
    _id,
    name: _id % 50 === 7 ? 'other' : 'job',
    due: _id < 380 ? null : 1000 + _id,
    rank: _id % 3,
    locked: _id % 20 === 3 ? 5 : null,
  }));
  const index = { key: { name: 1, due: 1, rank: -1, locked: 1 } };

  async function looked(find: Fields): Promise<unknown> {
    const reply = await server().run({ explain: { find: 'c', ...find }, verbosity: 'executionStats' });
    const stats = reply.get('executionStats');
    return stats instanceof Map ? stats.get('totalDocsExamined') : stats;
  }

  test('a condition on a later field keeps documents from being read', async () => {
    await given(jobs, index);
    const filter = { name: 'job', locked: 5 };
    const [byIndex, byScan] = await both({ filter });
    expect([...(byIndex ?? [])].sort()).toEqual([...(byScan ?? [])].sort());
    expect(await looked({ filter })).toBe(byScan?.length);
    expect(await looked({ filter, sort: { due: -1 } })).toBe(byScan?.length);
  });

  test('an $or whose branches say where their fields lie is answered from the keys', async () => {
    await given(jobs, index);
    const due = { locked: null, due: { $lte: 1390 } };
    const filter = { name: 'job', $or: [due, { locked: { $lte: 4 } }] };
    const sorts: Fields[] = [
      { due: 1, rank: -1 },
      { due: -1, rank: 1 },
    ];
    for (const sort of sorts) {
      const [byIndex, byScan] = await both({ filter, sort });
      expect(byIndex).toEqual(byScan);
      expect(byScan?.length).toBe(10);
    }
    expect(await looked({ filter, sort: { due: 1, rank: -1 } })).toBe(10);
  });

  test('values that are not wanted are passed over, however many entries have them', async () => {
    const places = ['north', 'south', 'east', null, undefined, 5, 'west'];
    const documents = Array.from({ length: 700 }, (_, _id) => {
      const place = places[_id % 70 === 0 ? (_id / 70) % 7 : 0];
      return { _id, state: 'due', at: 700 - _id, ...(place === undefined ? {} : { place }) };
    });
    await given(documents, { key: { state: 1, place: 1, at: 1 } }, { key: { state: 1, place: -1, at: -1 } });
    const filters: Fields[] = [
      { state: 'due', place: { $ne: 'north' } },
      { state: 'due', place: { $nin: ['north', 'south', 7] }, at: { $lte: 650 } },
      { state: 'due', place: { $gt: '', $nin: ['north', 'west'] } },
      { state: 'due', place: { $nin: ['north', null] } },
    ];
    for (const [at, filter] of filters.entries()) {
      const wanted = await found({ filter, hint: { $natural: 1 }, sort: { _id: 1 } });
      for (const hint of ['i0', 'i1'])
        expect(await found({ filter, hint, sort: { _id: 1 } })).toEqual(wanted);
      if (at < 3) expect(await looked({ filter, sort: { place: 1, at: 1 } })).toBe(wanted.length);
    }
  });

  test('with an array in the index the documents are read', async () => {
    await given([...jobs, { _id: 1000, name: 'job', due: 1, rank: 1, locked: [5, 6] }], index);
    const filter = { name: 'job', locked: { $gt: 5, $lt: 6 } };
    expect(await both({ filter })).toEqual([[1000], [1000]]);
  });
});
