import type { ReactFlowInstance } from '@xyflow/react';
import type { CanvasEdge, CanvasNode } from './canvas-model';
import { canvasBox } from './canvas-surface';

/** Moves the canvas so that a node stands in the middle, unless it is wholly in sight already. */
export function reveal(view: ReactFlowInstance<CanvasNode, CanvasEdge>, id: string): void {
  const node = view.getNode(id);
  if (!node) return;
  const screen = canvasBox();
  const { width = 0, height = 0, position } = node;
  const { x, y, zoom } = view.getViewport();
  const left = position.x * zoom + x;
  const top = position.y * zoom + y;
  const seen =
    left >= 0 && top >= 0 && left + width * zoom <= screen.width && top + height * zoom <= screen.height;
  if (!seen) void view.setCenter(position.x + width / 2, position.y + height / 2, { zoom, duration: 200 });
}
