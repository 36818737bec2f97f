'use client';

import { createContext, useContext } from 'react';

/** Where a node chosen in the quick-add menu goes. */
export type QuickAddPlace =
  /** Into the middle of an edge. */
  | { kind: 'edge'; edge: string }
  /** Behind a port that leads nowhere yet. */
  | { kind: 'port'; node: string; port: string }
  /** On the canvas, connected to nothing. */
  | { kind: 'canvas' };

export interface ScreenPoint {
  x: number;
  y: number;
}

/** What parts of the canvas ask of it: menus open where the pointer is. */
export interface CanvasActions {
  quickAdd(place: QuickAddPlace, at?: ScreenPoint): void;
}

const ActionsContext = createContext<CanvasActions | null>(null);
export const CanvasActionsProvider = ActionsContext.Provider;

export function useCanvasActions(): CanvasActions {
  const actions = useContext(ActionsContext);
  if (!actions) throw new Error('useCanvasActions is called outside the canvas');
  return actions;
}
