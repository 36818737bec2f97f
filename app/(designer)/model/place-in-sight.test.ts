import { describe, expect, it } from 'vitest';
import { placeInSight } from './place-in-sight';
import { sampleFlow } from './sample-nodes';

const size = { width: 220, height: 120 };
const card = { width: 248, height: 120 };
const node = { id: 'a', type: 'act', version: 1, config: {}, position: { x: 0, y: 0 } };
const flow = { ...sampleFlow, nodes: [node], notes: [] };
const sizes = new Map([['a', card]]);
const seen = { x: -400, y: -200, width: 1200, height: 600 };

describe('placeInSight', () => {
  it('leaves what is wanted where nothing is in the way', () => {
    expect(placeInSight(flow, sizes, { wanted: { x: 320, y: 96 }, size, seen })).toEqual({ x: 320, y: 96 });
  });

  it('goes beside a card, not far away', () => {
    const place = placeInSight(flow, sizes, { wanted: { x: 8, y: 80 }, size, seen });
    expect(place.y).toBeGreaterThanOrEqual(128);
    expect(place.y).toBeLessThan(160);
  });

  it('stays in sight where the pointer is at the border', () => {
    const { x, y } = placeInSight(flow, sizes, { wanted: { x: 780, y: 390 }, size, seen });
    expect(x + size.width).toBeLessThanOrEqual(808);
    expect(y + size.height).toBeLessThanOrEqual(408);
  });

  it('covers no other note', () => {
    const note = { id: 'n', text: '', color: 'yellow' as const, position: { x: 320, y: 96 }, size };
    const place = placeInSight({ ...flow, notes: [note] }, sizes, { wanted: { x: 320, y: 96 }, size, seen });
    expect(Math.abs(place.x - 320) >= 228 || Math.abs(place.y - 96) >= 128).toBe(true);
  });

  it('stands where it was wanted when all that is seen is taken', () => {
    const large = new Map([['a', { width: 4000, height: 4000 }]]);
    const covering = {
      ...flow,
      nodes: flow.nodes.map((one) => ({ ...one, position: { x: -2000, y: -2000 } })),
    };
    expect(placeInSight(covering, large, { wanted: { x: 0, y: 0 }, size, seen })).toEqual({ x: 0, y: 0 });
  });
});
