import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { SortedEntries } from './sorted-entries';

/** Keys in no order, the same ones at every run. */
function key(of: number): Buffer {
  return createHash('sha1').update(String(of)).digest();
}

test.each([0, 1, 4096, 30_000])('%i entries come out in the order of their keys, and once', (count) => {
  const entries = new SortedEntries();
  for (let record = 0; record < count; record += 1) entries.add(key(record), record);
  expect(entries.bytes).toBeGreaterThanOrEqual(count * 20);
  const taken = [...entries.take()];
  const wanted = Array.from({ length: count }, (_, record) => ({ record, at: key(record) }))
    .sort((a, b) => Buffer.compare(a.at, b.at))
    .map(({ record }) => record);
  expect(taken.map(([, record]) => record)).toEqual(wanted);
  expect(entries.bytes).toBe(0);
  expect([...entries.take()]).toEqual([]);
});

test('what is added while entries are taken comes with the next ones', () => {
  const entries = new SortedEntries();
  entries.add(Buffer.from('b'), 1);
  const taking = entries.take();
  expect(taking.next().value).toEqual([Buffer.from('b'), 1]);
  entries.add(Buffer.from('a'), 2);
  expect(taking.next().done).toBe(true);
  expect([...entries.take()]).toEqual([[Buffer.from('a'), 2]]);
});
