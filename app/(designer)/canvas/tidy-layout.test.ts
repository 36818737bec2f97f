import { expect, it } from 'vitest';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { inPortOrder } from '../model/in-port-order';
import { sampleRegistry } from '../model/sample-nodes';
import { countCrossings } from './count-crossings';
import { coveredCards } from './covered-cards';
import { tidyLayout } from './tidy-layout';

it('leads ways on in the order of their ports, without a crossing', () => {
  const flow = flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'flow',
    name: 'Fork',
    // In the document the lower one comes first, and so do its edges.
    nodes: [
      { id: 'lower', type: 'act', config: { text: 'x' } },
      { id: 'upper', type: 'act', config: { text: 'x' } },
      { id: 'fork', type: 'fork' },
      { id: 'start', type: 'begin' },
    ],
    edges: [
      { id: '1', from: { node: 'fork', port: 'right' }, to: 'lower' },
      { id: '2', from: { node: 'fork', port: 'left' }, to: 'upper' },
      { id: '3', from: { node: 'start', port: 'next' }, to: 'fork' },
    ],
  });
  const ordered = inPortOrder(flow, sampleRegistry);
  const places = tidyLayout(ordered, new Map());
  expect(countCrossings(ordered, places)).toBe(0);
  const swapped = { ...places, upper: places.lower ?? { x: 0, y: 0 }, lower: places.upper ?? { x: 0, y: 0 } };
  expect(countCrossings(ordered, swapped)).toBe(1);
  expect(places.upper?.y).toBeLessThan(places.lower?.y ?? 0);
  expect(places.start?.x).toBeLessThan(places.fork?.x ?? 0);
});

it('leads no way across a card that it has nothing to do with', () => {
  // A long way beside a chain: drawn straight it would run through all of it.
  const flow = flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'flow',
    name: 'Long way',
    nodes: [
      { id: 'start', type: 'fork' },
      ...['one', 'two', 'three'].map((id) => ({ id, type: 'act', config: { text: 'x' } })),
      { id: 'end', type: 'act', config: { text: 'x' } },
    ],
    edges: [
      { id: '1', from: { node: 'start', port: 'left' }, to: 'one' },
      { id: '2', from: { node: 'start', port: 'right' }, to: 'end' },
      { id: '3', from: { node: 'one', port: 'next' }, to: 'two' },
      { id: '4', from: { node: 'two', port: 'next' }, to: 'three' },
      { id: '5', from: { node: 'three', port: 'next' }, to: 'end' },
    ],
  });
  const ordered = inPortOrder(flow, sampleRegistry);
  const row = Object.fromEntries(ordered.nodes.map(({ id }, index) => [id, { x: index * 360, y: 0 }]));
  expect(coveredCards(ordered, row, new Map()).map(({ node }) => node)).toEqual(['one', 'two', 'three']);
  expect(coveredCards(ordered, tidyLayout(ordered, new Map()), new Map())).toEqual([]);
});
