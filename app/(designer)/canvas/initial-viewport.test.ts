import { describe, expect, it } from 'vitest';
import { initialViewport } from './initial-viewport';

const screen = { width: 1000, height: 600 };
const onScreen = (bounds: { x: number; y: number; width: number; height: number }) => {
  const { x, y, zoom } = initialViewport(bounds, screen);
  return {
    zoom,
    left: bounds.x * zoom + x,
    right: (bounds.x + bounds.width) * zoom + x,
    middle: (bounds.y + bounds.height / 2) * zoom + y,
  };
};

describe('initialViewport', () => {
  it('shows a small flow in the middle, not larger than life', () => {
    expect(onScreen({ x: 100, y: 100, width: 400, height: 200 })).toEqual({
      zoom: 1,
      left: 300,
      right: 700,
      middle: 300,
    });
  });

  it('shows a larger one whole', () => {
    const { zoom, left, right } = onScreen({ x: -200, y: 0, width: 1200, height: 300 });
    expect(zoom).toBeLessThan(1);
    expect(left).toBeCloseTo(48);
    expect(right).toBeCloseTo(952);
  });

  it('opens one that could not be read whole at its beginning', () => {
    const { zoom, left, middle } = onScreen({ x: 0, y: 0, width: 9000, height: 300 });
    expect(zoom).toBe(0.62);
    expect(left).toBeCloseTo(48);
    expect(middle).toBeCloseTo(300);
  });

  it('keeps the start in sight where the flow is higher and wider than the screen', () => {
    const start = { x: 0, y: 3000, width: 248, height: 110 };
    const { x, y, zoom } = initialViewport({ x: 0, y: 0, width: 9000, height: 4000 }, screen, {
      least: 0.35,
      start,
    });
    expect(zoom).toBe(0.35);
    expect(start.x * zoom + x).toBeCloseTo(48);
    expect((start.y + start.height / 2) * zoom + y).toBeCloseTo(300);
  });
});
