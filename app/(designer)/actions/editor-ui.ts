'use client';

import { createContext, useContext } from 'react';
import type { QuickAddPlace, ScreenPoint } from '../canvas/canvas-actions';

/** What only the drawn canvas can do. Absent while the outline is shown. */
export interface CanvasView {
  /** Shows the flow: `everything` however small it becomes, else no smaller than cards can be told apart. */
  fit(how?: 'everything'): void;
  fitSelection(): void;
  actualSize(): void;
  zoomIn(): void;
  zoomOut(): void;
  /** Brings nodes and notes into sight if they are not. */
  reveal(...ids: string[]): void;
  /** The middle of what is seen, in canvas coordinates. */
  middle(): { x: number; y: number };
  /** Where the pointer is, in canvas coordinates; `null` while it is not over the canvas. */
  pointer(): { x: number; y: number } | null;
  /** What of the canvas is seen, in canvas coordinates. */
  seen(): { x: number; y: number; width: number; height: number };
  /** A point of the screen in canvas coordinates. */
  toFlow(at: ScreenPoint): { x: number; y: number };
}

export type Dialog = 'keys' | 'publish' | 'search' | 'connect' | 'insert' | 'rename' | 'extract';

/** What an action may open beside changing the flow. */
export interface EditorUi {
  canvas: CanvasView | null;
  quickAdd(place: QuickAddPlace, at?: ScreenPoint): void;
  /** `from` is the port that `connect` begins at. */
  open(dialog: Dialog, from?: { node: string; port: string }): void;
  /** Opens the search with a text: where is this queue, this variable used? */
  find(text: string): void;
  tidy(): void;
  /** Keeps the layout tidy after every edit from now on, or no longer. */
  toggleAlwaysTidy(): void;
  copy(): void;
  cut(): void;
  /** Pastes at a point of the screen, else in the middle of what is seen. */
  paste(at?: ScreenPoint): void;
  /** Says something in the language of the reader to whoever cannot see the canvas. */
  announce(sentence: string): void;
  toggleVersions(): void;
  toggleInspector(): void;
  togglePalette(): void;
  /** Shows the settings of the flow in the inspector and puts the keyboard there. */
  showFlowSettings(): void;
  saveNow(): void;
}

const UiContext = createContext<EditorUi | null>(null);
export const EditorUiProvider = UiContext.Provider;

export function useEditorUi(): EditorUi {
  const ui = useContext(UiContext);
  if (!ui) throw new Error('useEditorUi is called outside the editor');
  return ui;
}
