import type { FlowDocument } from '@/runtime/flow/flow-document';

/** Where something pasted stands clear of all nodes: what is seen cannot tell a place in the outline. */
export function belowEverything({ nodes }: FlowDocument): { x: number; y: number } {
  if (nodes.length === 0) return { x: 0, y: 0 };
  const left = nodes.reduce((least, { position }) => Math.min(least, position.x), Number.POSITIVE_INFINITY);
  const bottom = nodes.reduce((most, { position }) => Math.max(most, position.y), 0);
  return { x: left, y: bottom + 200 };
}
