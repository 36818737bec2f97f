'use client';

import type { ReactFlowInstance } from '@xyflow/react';
import { type DragEvent, useCallback, useState } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import { addingNode } from '../model/add-node';
import { useEditor } from '../use-editor';
import { useNodeWords } from '../use-node-words';
import type { CanvasEdge, CanvasNode } from './canvas-model';

/** The kind of data that the palette drags: the node type. */
export const DRAGGED_TYPE = 'application/x-stellwerk-node-type';

/** Takes node types that are dragged out of the palette; on an edge they go into its middle. */
export function useCanvasDrop(view: ReactFlowInstance<CanvasNode, CanvasEdge>) {
  const editor = useEditor();
  const words = useNodeWords();
  const [edge, setEdge] = useState<string | null>(null);

  const onDragOver = useCallback(
    (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(DRAGGED_TYPE) || editor.getState().readOnly) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setEdge(edgeAt(event.clientX, event.clientY));
    },
    [editor],
  );

  const onDrop = useCallback(
    (event: DragEvent) => {
      const definition = nodeRegistry.get(event.dataTransfer.getData(DRAGGED_TYPE));
      setEdge(null);
      if (!definition) return;
      event.preventDefault();
      const { flow, environment } = editor.getState();
      const under = edgeAt(event.clientX, event.clientY);
      const at = view.screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const place = under ? { kind: 'edge' as const, edge: under } : { kind: 'canvas' as const, at };
      const { operation, id } = addingNode(definition, place, {
        flow,
        registry: nodeRegistry,
        words,
        environment,
      });
      if (editor.dispatch(operation)) editor.select({ nodes: new Set([id]) });
    },
    [editor, view, words],
  );

  const onDragLeave = useCallback(() => setEdge(null), []);
  return { edge, markEdge: setEdge, target: { onDragOver, onDrop, onDragLeave } };
}

/** The edge drawn under a point of the screen, if any. */
export function edgeAt(x: number, y: number): string | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const id = element.closest('.react-flow__edge')?.getAttribute('data-id');
    if (id) return id;
  }
  return null;
}

/** The card drawn under a point of the screen, if any. */
export function cardAt(x: number, y: number): string | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const id = element.closest('.react-flow__node-card')?.getAttribute('data-id');
    if (id) return id;
  }
  return null;
}
