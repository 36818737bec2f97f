'use client';

import { type ReactFlowInstance, useReactFlow } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { late } from '@/app/shell/late';
import { nodeRegistry } from '@/nodes/registry.generated';
import { useEditorUi } from '../actions/editor-ui';
import { useClipboard } from '../actions/use-clipboard';
import { useEditor, useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';
import type { QuickAddPlace, ScreenPoint } from './canvas-actions';
import {
  type CanvasEdge,
  type CanvasNames,
  type CanvasNode,
  createCanvasModel,
  withSelection,
} from './canvas-model';
import { withRoutes } from './canvas-routes';
import { middleOfCanvas, surface } from './canvas-surface';
import { reveal } from './reveal';
import { selectByKey } from './select-by-key';
import { useCanvasDrag } from './use-canvas-drag';
import { useCanvasDrop } from './use-canvas-drop';
import { useCanvasHandlers } from './use-canvas-handlers';
import { useEdgeRoutes } from './use-edge-routes';
import { useFollowedWay } from './use-followed-way';
import { useGlide } from './use-glide';
import { useKeptCentre } from './use-kept-centre';
import { useOfferedView } from './use-offered-view';

const EmptyCanvas = late(async () => ({ default: (await import('./empty-canvas')).EmptyCanvas }));
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
  const ui = useEditorUi();
  const words = useNodeWords();
  const view = useReactFlow<CanvasNode, CanvasEdge>();
  const readOnly = useEditorState((state) => state.readOnly);
  const isEmpty = useEditorState((state) => state.flow.nodes.length === 0);
  const hasNotes = useEditorState((state) => state.flow.notes.length > 0);
  const model = useCanvasModel();
  const selection = useEditorState((state) => state.selection);
  const gliding = useGlide(model.nodes);
  const drag = useCanvasDrag(editor, model.nodes, view.getZoom);
  const [menu, setMenu] = useState<OpenMenu | null>(null);

  const openMenu = useCallback((place: QuickAddPlace, at?: ScreenPoint) => {
    setMenu({ place, at: at ?? middleOfCanvas() });
  }, []);
  const actions = useMemo(() => ({ quickAdd: openMenu }), [openMenu]);
  const middle = useCallback(() => view.screenToFlowPosition(middleOfCanvas()), [view]);
  useOfferedView(view, openMenu);
  const pastePlace = useCallback(() => ui.canvas?.pointer() ?? middle(), [ui, middle]);
  useClipboard(editor, pastePlace);
  useKeptCentre(view);
  useRevealedFocus(view);
  useFollowedWay(view);

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
    onKeyDown: (event: KeyboardEvent) => selectByKey(editor, event),
    guides: drag.guides,
    handlers,
    actions,
    lookAt: (x: number, y: number) => void view.setCenter(x, y, { zoom: view.getZoom(), duration: 200 }),
    dropTarget: drop.target,
    empty: isEmpty && !readOnly && (
      <Suspense>
        <EmptyCanvas beside={hasNotes} onAdd={openMenu} />
      </Suspense>
    ),
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

/** A problem or search result that is asked for is brought into sight. */
function useRevealedFocus(view: ReactFlowInstance<CanvasNode, CanvasEdge>): void {
  const focus = useEditorState((state) => state.focus);
  const first = useRef(focus);
  useEffect(() => {
    if (focus && focus !== first.current) reveal(view, focus.nodeId);
  }, [focus, view]);
}

function useCanvasModel() {
  const t = useTranslations('designer.canvas');
  const words = useNodeWords();
  const flow = useEditorState((state) => state.flow);
  const environment = useEditorState((state) => state.environment);
  const toCanvas = useMemo(
    () => createCanvasModel({ registry: nodeRegistry, words, environment, names: namesIn(t) }),
    [words, environment, t],
  );
  return useMemo(() => toCanvas(flow), [toCanvas, flow]);
}

function namesIn(t: ReturnType<typeof useTranslations<'designer.canvas'>>): CanvasNames {
  return {
    roles: {
      node: t('roles.node'),
      note: t('roles.note'),
      group: t('roles.group'),
      connection: t('roles.connection'),
    },
    connection: (from, port, to) => t('connection', { from, port, to }),
  };
}

function markEdges(edges: CanvasEdge[], selected: ReadonlySet<string>, drop: string | null): CanvasEdge[] {
  if (selected.size === 0 && drop === null) return edges;
  return edges.map((edge) => {
    if (edge.id === drop) return { ...edge, className: 'drop-here' };
    return selected.has(edge.id) ? { ...edge, selected: true } : edge;
  });
}
