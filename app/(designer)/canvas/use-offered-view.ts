'use client';

import type { ReactFlowInstance } from '@xyflow/react';
import { useEffect } from 'react';
import { type CanvasView, useEditorUi } from '../actions/editor-ui';
import type { EditorStore } from '../editor-store';
import { useEditor } from '../use-editor';
import type { QuickAddPlace, ScreenPoint } from './canvas-actions';
import type { CanvasEdge, CanvasNode } from './canvas-model';
import { canvasBox, middleOfCanvas } from './canvas-surface';
import { DISTINCT, LEAST_ZOOM } from './initial-viewport';
import { reveal } from './reveal';
import { viewportOfFlow } from './viewport-of-flow';

type View = ReactFlowInstance<CanvasNode, CanvasEdge>;

/** Lets actions from keys, menus and the palette move the view and open the menu while the canvas is shown. */
export function useOfferedView(view: View, openMenu: (place: QuickAddPlace, at?: ScreenPoint) => void): void {
  const editor = useEditor();
  const ui = useEditorUi();
  useEffect(() => {
    let pointer: ScreenPoint | null = null;
    const onPointer = ({ target, clientX: x, clientY: y }: PointerEvent): void => {
      const over = target instanceof Element && target.closest('.react-flow') !== null;
      pointer = over ? { x, y } : null;
    };
    window.addEventListener('pointermove', onPointer, { passive: true });
    ui.quickAdd = openMenu;
    ui.canvas = canvasView(view, editor, () => pointer);
    return () => {
      window.removeEventListener('pointermove', onPointer);
      ui.canvas = null;
    };
  }, [ui, view, editor, openMenu]);
}

function canvasView(view: View, editor: EditorStore, pointer: () => ScreenPoint | null): CanvasView {
  return {
    fit: (how) => {
      const viewport = viewportOfFlow(view, how === 'everything' ? LEAST_ZOOM : DISTINCT);
      if (viewport) void view.setViewport(viewport, { duration: 200 });
    },
    fitSelection: () => {
      const chosen = editor.getState().selection;
      const ends = editor
        .getState()
        .flow.edges.filter(({ id }) => chosen.edges.has(id))
        .flatMap(({ from, to }) => [from.node, to]);
      const nodes = [...chosen.nodes, ...chosen.notes, ...ends].map((id) => ({ id }));
      void view.fitView({ nodes, padding: 0.3, maxZoom: 1.2, duration: 200 });
    },
    actualSize: () => void view.zoomTo(1, { duration: 200 }),
    zoomIn: () => void view.zoomIn({ duration: 120 }),
    zoomOut: () => void view.zoomOut({ duration: 120 }),
    reveal: (...ids) => reveal(view, ...ids),
    middle: () => view.screenToFlowPosition(middleOfCanvas()),
    pointer: () => {
      const at = pointer();
      return at && view.screenToFlowPosition(at);
    },
    seen: () => {
      const box = canvasBox();
      const { x, y } = view.screenToFlowPosition({ x: box.left, y: box.top });
      const zoom = view.getZoom();
      return { x, y, width: box.width / zoom, height: box.height / zoom };
    },
    toFlow: (at) => view.screenToFlowPosition(at),
  };
}
