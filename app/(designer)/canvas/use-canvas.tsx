'use client';

import { type ReactFlowInstance, useReactFlow } from '@xyflow/react';
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { late } from '@/app/shell/late';
import { nodeRegistry } from '@/nodes/registry.generated';
import { useEditorUi } from '../actions/editor-ui';
import { useClipboard } from '../actions/use-clipboard';
import { useEditor, useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';
import type { QuickAddPlace, ScreenPoint } from './canvas-actions';
import { type CanvasEdge, type CanvasNode, createCanvasModel, withSelection } from './canvas-model';
import { withRoutes } from './canvas-routes';
import { EmptyCanvas } from './empty-canvas';
import { DISTINCT } from './initial-viewport';
import { useCanvasDrag } from './use-canvas-drag';
import { useCanvasDrop } from './use-canvas-drop';
import { useCanvasHandlers } from './use-canvas-handlers';
import { useEdgeRoutes } from './use-edge-routes';
import { useGlide } from './use-glide';
import { useKeptCentre } from './use-kept-centre';
import { viewportOfFlow } from './viewport-of-flow';

const QuickAddMenu = late(async () => ({
  default: (await import('../palette/quick-add-menu')).QuickAddMenu,
}));

interface OpenMenu {
  place: QuickAddPlace;
  at: ScreenPoint;
}

/** All that the drawn canvas needs: what to draw, what to do on each gesture, and the menus over it. */
export function useCanvas() {
  const editor = useEditor();
  const words = useNodeWords();
  const view = useReactFlow<CanvasNode, CanvasEdge>();
  const readOnly = useEditorState((state) => state.readOnly);
  const isEmpty = useEditorState((state) => state.flow.nodes.length === 0);
  const model = useCanvasModel();
  const selection = useEditorState((state) => state.selection);
  const gliding = useGlide(model.nodes);
  const drag = useCanvasDrag(editor, model.nodes, view.getZoom);
  const [menu, setMenu] = useState<OpenMenu | null>(null);

  const openMenu = useCallback((place: QuickAddPlace, at?: ScreenPoint) => {
    setMenu({ place, at: at ?? middleOfScreen() });
  }, []);
  const actions = useMemo(() => ({ quickAdd: openMenu }), [openMenu]);
  const middle = useCallback(() => view.screenToFlowPosition(middleOfScreen()), [view]);
  useOfferedView(view, openMenu, middle);
  useClipboard(editor, middle);
  useKeptCentre(view);
  useRevealedFocus(view);
  useFollowedMessage(view);

  const drop = useCanvasDrop(view);
  const handlers = useCanvasHandlers({ editor, words, view, drag, openMenu, markEdge: drop.markEdge });
  const routes = useEdgeRoutes(model);
  const nodes = useMemo(
    () => withSelection(model.nodes, selection, drag.positions.size > 0 ? drag.positions : gliding),
    [model.nodes, selection, drag.positions, gliding],
  );
  const edges = useMemo(
    () => markEdges(withRoutes(model.edges, routes), selection.edges, drop.edge),
    [model.edges, routes, selection.edges, drop.edge],
  );
  return {
    nodes,
    edges,
    readOnly,
    guides: drag.guides,
    handlers,
    actions,
    dropTarget: drop.target,
    empty: isEmpty && !readOnly ? <EmptyCanvas onAdd={openMenu} /> : null,
    quickAddMenu: menu && (
      <Suspense>
        <QuickAddMenu
          place={menu.place}
          at={menu.at}
          toFlow={view.screenToFlowPosition}
          within={surface()}
          onClose={() => setMenu(null)}
        />
      </Suspense>
    ),
  };
}

/** Lets actions from keys, menus and the palette move the view and open the menu while the canvas is shown. */
function useOfferedView(
  view: ReactFlowInstance<CanvasNode, CanvasEdge>,
  openMenu: (place: QuickAddPlace, at?: ScreenPoint) => void,
  middle: () => ScreenPoint,
): void {
  const editor = useEditor();
  const ui = useEditorUi();
  useEffect(() => {
    ui.quickAdd = openMenu;
    ui.canvas = {
      fit: () => {
        const viewport = viewportOfFlow(view, DISTINCT);
        if (viewport) void view.setViewport(viewport, { duration: 200 });
      },
      fitSelection: () => {
        const chosen = editor.getState().selection;
        const nodes = [...chosen.nodes, ...chosen.notes].map((id) => ({ id }));
        view.fitView({ nodes, padding: 0.3, maxZoom: 1.2, duration: 200 });
      },
      zoomIn: () => view.zoomIn({ duration: 120 }),
      zoomOut: () => view.zoomOut({ duration: 120 }),
      reveal: (nodeId) => reveal(view, nodeId),
      middle,
      toFlow: (at) => view.screenToFlowPosition(at),
    };
    return () => {
      ui.canvas = null;
    };
  }, [ui, view, editor, openMenu, middle]);
}

/** A problem or search result that is asked for is brought into sight. */
function useRevealedFocus(view: ReactFlowInstance<CanvasNode, CanvasEdge>): void {
  const focus = useEditorState((state) => state.focus);
  const first = useRef(focus);
  useEffect(() => {
    if (focus && focus !== first.current) reveal(view, focus.nodeId);
  }, [focus, view]);
}

/** A message that is played through the flow is followed. */
function useFollowedMessage(view: ReactFlowInstance<CanvasNode, CanvasEdge>): void {
  const current = useEditorState((state) => state.litPath?.current ?? null);
  useEffect(() => {
    if (current !== null) reveal(view, current);
  }, [current, view]);
}

/** Moves the canvas so that a node stands in the middle, unless it is wholly in sight already. */
function reveal(view: ReactFlowInstance<CanvasNode, CanvasEdge>, id: string): void {
  const node = view.getNode(id);
  const screen = surface()?.getBoundingClientRect();
  if (!node || !screen) return;
  const { width = 0, height = 0, position } = node;
  const { x, y, zoom } = view.getViewport();
  const left = position.x * zoom + x;
  const top = position.y * zoom + y;
  const seen =
    left >= 0 && top >= 0 && left + width * zoom <= screen.width && top + height * zoom <= screen.height;
  if (!seen) void view.setCenter(position.x + width / 2, position.y + height / 2, { zoom, duration: 200 });
}

function useCanvasModel() {
  const words = useNodeWords();
  const flow = useEditorState((state) => state.flow);
  const environment = useEditorState((state) => state.environment);
  const toCanvas = useMemo(
    () => createCanvasModel({ registry: nodeRegistry, words, environment }),
    [words, environment],
  );
  return useMemo(() => toCanvas(flow), [toCanvas, flow]);
}

function markEdges(edges: CanvasEdge[], selected: ReadonlySet<string>, drop: string | null): CanvasEdge[] {
  if (selected.size === 0 && drop === null) return edges;
  return edges.map((edge) => {
    if (edge.id === drop) return { ...edge, className: 'drop-here' };
    return selected.has(edge.id) ? { ...edge, selected: true } : edge;
  });
}

/** The element in which the canvas is drawn. */
function surface(): Element | null {
  return document.querySelector('.react-flow');
}

function middleOfScreen(): ScreenPoint {
  const box = surface()?.getBoundingClientRect();
  if (!box) return { x: window.innerWidth / 2, y: window.innerHeight / 2 };
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}
