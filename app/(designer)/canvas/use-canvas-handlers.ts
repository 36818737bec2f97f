'use client';

import type {
  Connection,
  Edge,
  EdgeChange,
  FinalConnectionState,
  IsValidConnection,
  NodeChange,
  OnNodeDrag,
  ReactFlowInstance,
} from '@xyflow/react';
import { useMemo } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { EditorStore } from '../editor-store';
import { cardSizes } from '../model/card-sizes';
import { insertingCard, insertionOf } from '../model/insertion';
import { newId } from '../model/new-id';
import { takesEdges } from '../model/node-ports';
import type { NodeWords } from '../model/node-words';
import type { QuickAddPlace, ScreenPoint } from './canvas-actions';
import type { CanvasEdge, CanvasNode } from './canvas-model';
import { reveal } from './reveal';
import type { useCanvasDrag } from './use-canvas-drag';
import { cardAt, edgeAt } from './use-canvas-drop';
import { viewportOfFlow } from './viewport-of-flow';

interface Parts {
  editor: EditorStore;
  words: NodeWords;
  view: ReactFlowInstance<CanvasNode, CanvasEdge>;
  drag: ReturnType<typeof useCanvasDrag>;
  openMenu(place: QuickAddPlace, at?: ScreenPoint): void;
  markEdge(edge: string | null): void;
}

/** What each gesture on the canvas does to the flow. */
export function useCanvasHandlers({ editor, words, drag, openMenu, markEdge }: Parts) {
  const { follow, release, drop } = drag;
  return useMemo(() => {
    const insertable = (id: string, x: number, y: number): string | null => {
      const edge = edgeAt(x, y);
      return edge && insertionOf(editor.getState().flow, id, edge, nodeRegistry) ? edge : null;
    };
    const onNodeDrag: OnNodeDrag<CanvasNode> = (event, node, dragged) => {
      const { x, y } = pointOf(event);
      markEdge(dragged.length === 1 ? insertable(node.id, x, y) : null);
    };
    const onNodeDragStop: OnNodeDrag<CanvasNode> = (event, node, dragged) => {
      markEdge(null);
      const { x, y } = pointOf(event);
      const edge = dragged.length === 1 ? insertable(node.id, x, y) : null;
      if (!edge) return drop();
      const dropped = release()[node.id];
      const { flow, environment } = editor.getState();
      const sizes = cardSizes(flow, nodeRegistry, words, environment);
      const insertion = insertingCard(flow, node.id, edge, { registry: nodeRegistry, sizes, dropped });
      if (insertion) editor.dispatch(insertion);
    };
    return {
      onInit: (instance: ReactFlowInstance<CanvasNode, CanvasEdge>) => {
        const viewport = viewportOfFlow(instance);
        if (!viewport) return;
        const { focus } = editor.getState();
        // Whoever was led here to a node wants to see that one.
        void instance.setViewport(viewport).then(() => focus && reveal(instance, focus.nodeId));
      },
      onNodesChange: (changes: NodeChange<CanvasNode>[]) => {
        follow(changes);
        selectNodes(editor, changes);
      },
      onEdgesChange: (changes: EdgeChange<CanvasEdge>[]) => selectEdges(editor, changes),
      onNodeDrag,
      onNodeDragStop,
      onSelectionDragStop: () => drop(),
      // Shift also stretches a selection of text, all over the page; copying would then mean that text.
      onSelectionStart: () => document.getSelection()?.removeAllRanges(),
      onSelectionEnd: () => document.getSelection()?.removeAllRanges(),
      onConnect: (connection: Connection) => connect(editor, connection),
      onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) =>
        endOnNothing(editor, event, state, openMenu),
      onReconnect: (edge: CanvasEdge, connection: Connection) => reconnect(editor, edge, connection),
      isValidConnection: ((connection) =>
        isPossible(editor.getState().flow, connection)) as IsValidConnection<CanvasEdge>,
      onPaneClick: () => editor.settle(),
      onDoubleClick: (event: React.MouseEvent) => {
        const onPane = event.target instanceof Element && event.target.classList.contains('react-flow__pane');
        if (onPane && !editor.getState().readOnly)
          openMenu({ kind: 'canvas' }, { x: event.clientX, y: event.clientY });
      },
      onNodeDoubleClick: (_event: unknown, node: CanvasNode) => {
        if (node.type === 'card') editor.focusField(node.id);
      },
    };
  }, [editor, words, follow, release, drop, openMenu, markEdge]);
}

function selectNodes(editor: EditorStore, changes: readonly NodeChange<CanvasNode>[]): void {
  const { selection, flow } = editor.getState();
  const nodes = new Set(selection.nodes);
  const notes = new Set(selection.notes);
  const noteIds = new Set(flow.notes.map((note) => note.id));
  let changed = false;
  for (const change of changes) {
    if (change.type !== 'select') continue;
    const set = noteIds.has(change.id) ? notes : nodes;
    if (set.has(change.id) === change.selected) continue;
    changed = true;
    if (change.selected) set.add(change.id);
    else set.delete(change.id);
  }
  if (changed) editor.select({ nodes, notes, edges: selection.edges });
}

function selectEdges(editor: EditorStore, changes: readonly EdgeChange<CanvasEdge>[]): void {
  const { selection } = editor.getState();
  const edges = new Set(selection.edges);
  for (const change of changes) {
    if (change.type !== 'select') continue;
    if (change.selected) edges.add(change.id);
    else edges.delete(change.id);
  }
  const same = edges.size === selection.edges.size && [...edges].every((id) => selection.edges.has(id));
  if (!same) editor.select({ ...selection, edges });
}

function connect(editor: EditorStore, { source, sourceHandle, target }: Connection): void {
  if (!sourceHandle) return;
  editor.dispatch({
    type: 'connect',
    edge: { id: newId('edge'), from: { node: source, port: sourceHandle }, to: target },
  });
}

function reconnect(
  editor: EditorStore,
  edge: CanvasEdge,
  { source, sourceHandle, target }: Connection,
): void {
  if (!sourceHandle) return;
  editor.dispatch({
    type: 'batch',
    operations: [
      { type: 'disconnect', edges: [edge.id] },
      { type: 'connect', edge: { id: edge.id, from: { node: source, port: sourceHandle }, to: target } },
    ],
  });
}

/** An edge let go over a card ends there, wherever on the card; over nothing it asks what should stand there. */
function endOnNothing(
  editor: EditorStore,
  event: MouseEvent | TouchEvent,
  state: FinalConnectionState,
  openMenu: Parts['openMenu'],
): void {
  const { fromHandle } = state;
  if (state.isValid || !fromHandle?.id || fromHandle.type !== 'source') return;
  const at = pointOf(event);
  const target = cardAt(at.x, at.y);
  const connection = { source: fromHandle.nodeId, sourceHandle: fromHandle.id };
  if (target === null) openMenu({ kind: 'port', node: fromHandle.nodeId, port: fromHandle.id }, at);
  else if (isPossible(editor.getState().flow, { ...connection, target }))
    connect(editor, { ...connection, target, targetHandle: null });
}

function isPossible(flow: FlowDocument, connection: Pick<Connection | Edge, 'source' | 'target'>): boolean {
  const target = flow.nodes.find((node) => node.id === connection.target);
  return target !== undefined && connection.source !== target.id && takesEdges(target.type, nodeRegistry);
}

function pointOf(event: MouseEvent | TouchEvent | React.MouseEvent | React.TouchEvent): ScreenPoint {
  if ('clientX' in event) return { x: event.clientX, y: event.clientY };
  const touch = event.changedTouches[0];
  return { x: touch?.clientX ?? 0, y: touch?.clientY ?? 0 };
}
