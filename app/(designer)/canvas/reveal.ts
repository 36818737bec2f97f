import type { ReactFlowInstance } from '@xyflow/react';
import type { CanvasEdge, CanvasNode } from './canvas-model';
import { canvasBox } from './canvas-surface';

/** Cards stay readable: several that need more room than this leaves are not shown together. */
const LEAST_ZOOM = 0.4;
/** Kept free around what is brought into sight, pixels. */
const MARGIN = 24;

/**
 * Moves the canvas so that nodes stand in the middle, unless they are wholly in sight already. For several it steps back as
 * far as cards stay readable; where they need still more room, the first one stands in the middle.
 */
export function reveal(view: ReactFlowInstance<CanvasNode, CanvasEdge>, ...ids: readonly string[]): void {
  const nodes = ids.flatMap((id) => view.getNode(id) ?? []);
  const [first] = nodes;
  if (!first) return;
  const screen = canvasBox();
  const { x, y, zoom } = view.getViewport();
  const all = view.getNodesBounds(nodes);
  const left = all.x * zoom + x;
  const top = all.y * zoom + y;
  const isSeen =
    left >= 0 &&
    top >= 0 &&
    left + all.width * zoom <= screen.width &&
    top + all.height * zoom <= screen.height;
  if (isSeen) return;
  const fitting = Math.min(
    (screen.width - 2 * MARGIN) / all.width,
    (screen.height - 2 * MARGIN) / all.height,
  );
  const isTogether = nodes.length > 1 && fitting >= LEAST_ZOOM;
  const box = isTogether ? all : view.getNodesBounds([first]);
  void view.setCenter(box.x + box.width / 2, box.y + box.height / 2, {
    zoom: isTogether ? Math.min(zoom, fitting) : zoom,
    duration: 200,
  });
}
