import { expect, test } from 'vitest';
import { docOf } from '../bson/value';
import { Catalog } from './catalog';
import { openSqliteStorage } from './sqlite-storage';

test('views are kept, and what stands on them is found through all of them', () => {
  const storage = openSqliteStorage({ file: ':memory:', synchronous: 'off' });
  const { views } = new Catalog(storage);
  const stage = (n: number) => docOf({ $match: docOf({ n }) });
  views.put({ namespace: 'test.a', viewOn: 'c', pipeline: [stage(1)] });
  views.put({ namespace: 'test.b', viewOn: 'a', pipeline: [stage(2)] });
  views.put({ namespace: 'other.a', viewOn: 'c', pipeline: [] });
  const again = new Catalog(storage).views;
  const view = again.find('test.b');
  expect(view && again.resolve(view)).toEqual({ namespace: 'test.c', pipeline: [stage(1), stage(2)] });
  expect(again.inDatabase('test').map(({ namespace }) => namespace)).toEqual(['test.a', 'test.b']);
  if (view !== undefined) again.drop(view);
  expect(new Catalog(storage).views.find('test.b')).toBeUndefined();
  storage.close();
});

test('a circle of views, and a tower of them, is refused and leaves the views as they were', () => {
  const storage = openSqliteStorage({ file: ':memory:', synchronous: 'off' });
  const { views } = new Catalog(storage);
  const put = (name: number, on: number): void =>
    views.put({ namespace: `test.v${name}`, viewOn: `v${on}`, pipeline: [] });
  for (let at = 1; at <= 20; at += 1) put(at, at - 1);
  expect(() => put(21, 20)).toThrow('depth limit');
  expect(() => put(1, 7)).toThrow('cycle');
  expect(() => put(1, 1)).toThrow('cycle');
  expect(views.find('test.v21')).toBeUndefined();
  expect(views.find('test.v1')?.viewOn).toBe('v0');
  storage.close();
});
