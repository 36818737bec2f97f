import { describe, expect, it } from 'vitest';
import { dropOff, edgeTraffic, trafficOf } from './traffic';

const traffic = trafficOf(7, {
  executions: 4,
  capped: false,
  ports: [
    { node: 'hours', port: 'open', count: 3 },
    { node: 'hours', port: 'closed', count: 1 },
  ],
  waiting: [{ node: 'queue', count: 2 }],
  stopped: [{ node: 'hours', count: 1 }],
});

describe('edgeTraffic', () => {
  it.each([
    ['open', 3, 0.75],
    ['closed', 1, 0.25],
    ['error', 0, 0],
  ])('of %s', (port, count, share) => {
    expect(edgeTraffic(traffic, 'hours', port)).toEqual({ count, share });
  });

  it('is nothing where nobody came', () => {
    expect(edgeTraffic(traffic, 'elsewhere', 'next')).toEqual({ count: 0, share: 0 });
  });
});

describe('dropOff', () => {
  it('tells who went no further from a node that has ways on', () => {
    expect(dropOff(traffic, 'hours', 2)).toEqual({ count: 1, share: 0.2 });
    expect(dropOff(traffic, 'hours', 0)).toEqual({ count: 0, share: 0 });
    expect(dropOff(traffic, 'elsewhere', 2)).toEqual({ count: 0, share: 0 });
  });
});
