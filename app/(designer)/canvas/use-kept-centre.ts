'use client';

import type { ReactFlowInstance } from '@xyflow/react';
import { useEffect } from 'react';
import type { CanvasEdge, CanvasNode } from './canvas-model';
import { surface } from './canvas-surface';

/** What was in the middle stays in the middle when a panel opens beside or below the canvas. */
export function useKeptCentre(view: ReactFlowInstance<CanvasNode, CanvasEdge>): void {
  useEffect(() => {
    const drawn = surface();
    if (!drawn) return;
    let { width, height } = drawn.getBoundingClientRect();
    const observer = new ResizeObserver(() => {
      const box = drawn.getBoundingClientRect();
      const by = { x: (box.width - width) / 2, y: (box.height - height) / 2 };
      ({ width, height } = box);
      if (by.x === 0 && by.y === 0) return;
      const { x, y, zoom } = view.getViewport();
      void view.setViewport({ x: x + by.x, y: y + by.y, zoom });
    });
    observer.observe(drawn);
    return () => observer.disconnect();
  }, [view]);
}
