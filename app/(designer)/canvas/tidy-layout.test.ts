import { expect, it } from 'vitest';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { inPortOrder } from '../model/in-port-order';
import { sampleRegistry } from '../model/sample-nodes';
import { countCrossings } from './count-crossings';
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
