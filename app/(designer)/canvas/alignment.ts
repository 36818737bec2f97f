import type { Size } from './card-size';

export interface Box extends Size {
  id: string;
  x: number;
  y: number;
}

/** A line that a dragged card has come to stand on, in canvas coordinates. */
export interface Guide {
  axis: 'x' | 'y';
  at: number;
  from: number;
  to: number;
}

export interface Alignment {
  x: number;
  y: number;
  guides: Guide[];
}

/**
 * Pulls a dragged box onto the nearest edge or middle of another one, if that is at most `reach` away.
 * @param others boxes that stay where they are
 */
export function align(box: Box, others: readonly Box[], reach: number): Alignment {
  const vertical = nearest(box, others, reach, 'x');
  const horizontal = nearest(box, others, reach, 'y');
  const aligned = { ...box, x: box.x + (vertical?.shift ?? 0), y: box.y + (horizontal?.shift ?? 0) };
  const guides = [
    vertical && guideOf(aligned, vertical, 'x'),
    horizontal && guideOf(aligned, horizontal, 'y'),
  ];
  return { x: aligned.x, y: aligned.y, guides: guides.filter((guide) => guide !== null) };
}

interface Match {
  shift: number;
  at: number;
  other: Box;
}

function nearest(box: Box, others: readonly Box[], reach: number, axis: 'x' | 'y'): Match | null {
  let best: Match | null = null;
  for (const other of others) {
    for (const [own, line] of pairs(box, other, axis)) {
      const shift = line - own;
      if (Math.abs(shift) > reach || (best && Math.abs(best.shift) <= Math.abs(shift))) continue;
      best = { shift, at: line, other };
    }
  }
  return best;
}

/** Like edges meet like edges, and middles meet middles. */
function pairs(box: Box, other: Box, axis: 'x' | 'y'): [number, number][] {
  const extent = axis === 'x' ? 'width' : 'height';
  return [
    [box[axis], other[axis]],
    [box[axis] + box[extent] / 2, other[axis] + other[extent] / 2],
    [box[axis] + box[extent], other[axis] + other[extent]],
  ];
}

function guideOf(box: Box, match: Match, axis: 'x' | 'y'): Guide {
  const [across, extent] = axis === 'x' ? (['y', 'height'] as const) : (['x', 'width'] as const);
  return {
    axis,
    at: match.at,
    from: Math.min(box[across], match.other[across]),
    to: Math.max(box[across] + box[extent], match.other[across] + match.other[extent]),
  };
}
