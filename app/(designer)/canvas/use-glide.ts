'use client';

import { useLayoutEffect, useRef, useState } from 'react';
import { useEditorState } from '../use-editor';
import type { CanvasNode, Drag } from './canvas-model';

const STILL: Drag = new Map();
/** Milliseconds. */
const DURATION = 260;
/** More nodes than this jump: gliding would be a stutter. */
const MOST = 300;

/** Where nodes are on their way to the places a layout has given them; edges follow. Nothing glides for those who asked for calm. */
export function useGlide(nodes: readonly CanvasNode[]): Drag {
  const glide = useEditorState((state) => state.glide);
  const [positions, setPositions] = useState<Drag>(STILL);
  const before = useRef({ glide, nodes });
  useLayoutEffect(() => {
    const from = before.current;
    before.current = { glide, nodes };
    if (from.glide === glide || nodes.length > MOST || wantsCalm()) return;
    const began = performance.now();
    const starts = new Map(from.nodes.map((node) => [node.id, node.position]));
    let frame = 0;
    const step = (now: number): void => {
      const share = Math.min(1, (now - began) / DURATION);
      setPositions(share === 1 ? STILL : between(starts, nodes, 1 - (1 - share) ** 3));
      if (share < 1) frame = requestAnimationFrame(step);
    };
    step(began);
    return () => {
      cancelAnimationFrame(frame);
      setPositions(STILL);
    };
  }, [glide, nodes]);
  return positions;
}

function between(
  starts: ReadonlyMap<string, { x: number; y: number }>,
  nodes: readonly CanvasNode[],
  share: number,
): Drag {
  const positions = new Map<string, { x: number; y: number }>();
  for (const { id, position } of nodes) {
    const start = starts.get(id);
    if (!start || (start.x === position.x && start.y === position.y)) continue;
    positions.set(id, {
      x: start.x + (position.x - start.x) * share,
      y: start.y + (position.y - start.y) * share,
    });
  }
  return positions;
}

function wantsCalm(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
