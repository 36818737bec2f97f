'use client';

import type { ReactFlowInstance } from '@xyflow/react';
import { useEffect } from 'react';
import { useEditorState } from '../use-editor';
import type { CanvasEdge, CanvasNode } from './canvas-model';
import { middleOfCanvas, surface } from './canvas-surface';
import { reveal } from './reveal';

const BETWEEN = '\n';

/**
 * A way that is shown is followed: the node the message is at, or the place where two ways part, comes into sight. When it is
 * put out, the canvas shows again what it showed before, unless the person has moved it meanwhile.
 */
export function useFollowedWay(view: ReactFlowInstance<CanvasNode, CanvasEdge>): void {
  const followed = useEditorState(({ litPath }) =>
    litPath === null ? null : (litPath.parting ?? [litPath.current ?? '']).join(BETWEEN),
  );
  const isFollowing = followed !== null;
  useEffect(() => (isFollowing ? rememberView(view) : undefined), [isFollowing, view]);
  useEffect(() => {
    if (followed) reveal(view, ...followed.split(BETWEEN));
  }, [followed, view]);
}

/** Gives the way back to what is shown now. */
function rememberView(view: ReactFlowInstance<CanvasNode, CanvasEdge>): () => void {
  const zoom = view.getZoom();
  const middle = view.screenToFlowPosition(middleOfCanvas());
  const drawn = surface();
  let isMoved = false;
  const onMove = (): void => {
    isMoved = true;
  };
  // Capturing: the canvas keeps such events from whoever is above it.
  const gestures = ['wheel', 'pointerdown', 'keydown'] as const;
  for (const gesture of gestures) drawn?.addEventListener(gesture, onMove, { capture: true, passive: true });
  return () => {
    for (const gesture of gestures) drawn?.removeEventListener(gesture, onMove, { capture: true });
    if (!isMoved && drawn?.isConnected) void view.setCenter(middle.x, middle.y, { zoom, duration: 200 });
  };
}
