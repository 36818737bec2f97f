import { expect, test } from 'vitest';
import { getAt, isWithin, setAt } from './path';

test('reads through objects and lists', () => {
  const config = { list: [{ name: 'a' }, { name: 'b' }] };
  expect(getAt(config, ['list', 1, 'name'])).toBe('b');
  expect(getAt(config, ['list', 5, 'name'])).toBeUndefined();
  expect(getAt(config, ['missing', 'name'])).toBeUndefined();
  expect(getAt(config, [])).toBe(config);
  expect(getAt({}, ['toString'])).toBeUndefined();
});

test('sets without touching what lies beside', () => {
  const config = { kept: { a: 1 }, list: [{ name: 'a' }] };
  const next = setAt(config, ['list', 0, 'name'], 'z');
  expect(next).toEqual({ kept: { a: 1 }, list: [{ name: 'z' }] });
  expect(next.kept).toBe(config.kept);
  expect(config.list[0]?.name).toBe('a');
});

test('makes objects on the way, appends to lists, takes away', () => {
  expect(setAt({}, ['a', 'b'], 1)).toEqual({ a: { b: 1 } });
  expect(setAt({ list: [1] }, ['list', 1], 2)).toEqual({ list: [1, 2] });
  expect(setAt({ list: [1, 2, 3] }, ['list', 1], undefined)).toEqual({ list: [1, 3] });
  expect(setAt({ a: 1, b: 2 }, ['a'], undefined)).toEqual({ b: 2 });
  expect(setAt({ list: [1] }, ['list', 7], 2)).toEqual({ list: [1] });
});

test('a path lies within itself and its parents', () => {
  expect(isWithin(['a', 0, 'b'], ['a', 0])).toBe(true);
  expect(isWithin(['a', '0'], ['a', 0])).toBe(true);
  expect(isWithin(['a'], ['a', 0])).toBe(false);
});
