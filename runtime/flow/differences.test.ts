import { expect, it } from 'vitest';
import { type Difference, differences } from './differences';
import type { Json } from './json';

const billing = { id: 'b', name: 'Billing', examples: ['my bill'] };
const meters = { id: 'm', name: 'Meters', examples: ['my meter'] };

it.each<[string, Json, Json, Difference[]]>([
  ['nothing', [billing], [billing], []],
  [
    'an entry that came in before the others',
    [billing],
    [meters, billing],
    [{ path: [], from: undefined, to: meters, entry: true }],
  ],
  [
    'an entry that left',
    [billing, meters],
    [meters],
    [{ path: [], from: billing, to: undefined, entry: true }],
  ],
  [
    'what changed in an entry that moved as well',
    [billing, meters],
    [meters, { ...billing, name: 'Money' }],
    [{ path: ['1', 'name'], from: 'Billing', to: 'Money' }],
  ],
  ['a text that came in', ['a', 'b'], ['a', 'c', 'b'], [{ path: [], from: undefined, to: 'c', entry: true }]],
  ['a text in the place of another', ['a', 'b'], ['a', 'c'], [{ path: ['1'], from: 'b', to: 'c' }]],
  ['another order', ['a', 'b'], ['b', 'a'], [{ path: [], from: ['a', 'b'], to: ['b', 'a'] }]],
  ['texts that are there twice', ['a', 'a'], ['a'], [{ path: [], from: ['a', 'a'], to: ['a'] }]],
  ['entries without ids', [{ x: 1 }], [{ x: 2 }], [{ path: ['0', 'x'], from: 1, to: 2 }]],
  ['a value within', { deep: { n: 1 } }, { deep: { n: 2 } }, [{ path: ['deep', 'n'], from: 1, to: 2 }]],
])('tells %s', (_what, from, to, expected) => {
  expect(differences(from, to)).toEqual(expected);
});
