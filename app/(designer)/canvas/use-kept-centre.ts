'use client';

import type { ReactFlowInstance } from '@xyflow/react';
import { useEffect } from 'react';
import type { CanvasEdge, CanvasNode } from './canvas-model';

/** What was in the middle stays in the middle when a panel opens beside or below the canvas. */
export function useKeptCentre(view: ReactFlowInstance<CanvasNode, CanvasEdge>): void {
  useEffect(() => {
    const surface = document.querySelector('.react-flow');
    if (!surface) return;
    let { width, height } = surface.getBoundingClientRect();
    const observer = new ResizeObserver(() => {
      const box = surface.getBoundingClientRect();
      const by = { x: (box.width - width) / 2, y: (box.height - height) / 2 };
      ({ width, height } = box);
      if (by.x === 0 && by.y === 0) return;
      const { x, y, zoom } = view.getViewport();
      void view.setViewport({ x: x + by.x, y: y + by.y, zoom });
    });
    observer.observe(surface);
    return () => observer.disconnect();
  }, [view]);
}
