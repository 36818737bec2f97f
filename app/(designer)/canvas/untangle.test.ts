import { expect, it } from 'vitest';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { countCrossings, type Places } from './count-crossings';
import { untangle } from './untangle';

const names = ['a', 'b', 'c'];
const flow = flowDocumentSchema.parse({
  schemaVersion: 1,
  id: 'flow',
  name: 'Three ways',
  nodes: names.flatMap((name) => [
    { id: name, type: 'act', config: { text: 'x' } },
    { id: `${name}-end`, type: 'act', config: { text: 'x' } },
  ]),
  edges: names.map((name) => ({ id: name, from: { node: name, port: 'next' }, to: `${name}-end` })),
});
// The second column stands upside down.
const tangled: Places = Object.fromEntries(
  names.flatMap((name, index) => [
    [name, { x: 0, y: index * 160 }],
    [`${name}-end`, { x: 360, y: (2 - index) * 160 }],
  ]),
);
const heights = new Map(Object.keys(tangled).map((id) => [id, { width: 248, height: 96 }]));
const crossings = (places: Places): number => countCrossings(flow, places);

it('reorders the cards of a column until no ways cross, and keeps them apart', () => {
  expect(crossings(tangled)).toBe(3);
  const places = untangle(tangled, heights, crossings, 500);
  expect(crossings(places)).toBe(0);
  for (const column of [0, 360]) {
    const heightsOfColumn = Object.values(places)
      .filter(({ x }) => x === column)
      .map(({ y }) => y)
      .sort((left, right) => left - right);
    expect(heightsOfColumn).toHaveLength(3);
    for (const [index, y] of heightsOfColumn.slice(1).entries())
      expect(y - (heightsOfColumn[index] ?? 0)).toBeGreaterThanOrEqual(96 + 40);
  }
});

it('asks what a layout costs no more often than it may, and never ends with a worse one', () => {
  let asked = 0;
  const cost = (places: Places): number => {
    asked += 1;
    return crossings(places);
  };
  const places = untangle(tangled, heights, cost, 5);
  expect(asked).toBeLessThanOrEqual(5);
  expect(crossings(places)).toBeLessThanOrEqual(3);
});
