'use client';

import { type MouseEvent, type ReactNode, Suspense, useCallback, useState } from 'react';
import { late } from '@/app/shell/late';
import type { ActionContext } from '../actions/editor-action';
import type { ScreenPoint } from '../canvas/canvas-actions';
import { useEditor } from '../use-editor';
import { type Clicked, clickedAt, selectionFor } from './context-target';

const ContextMenu = late(() => import('./context-menu'));

interface Asked {
  clicked: Clicked;
  at: ScreenPoint;
  /** What had the keyboard: it gets it back. */
  from: Element | null;
}

/** A menu at the pointer, or by the menu key at what has the keyboard: the actions for the thing that is meant. */
export function useContextMenu(context: () => ActionContext): {
  onContextMenu(event: MouseEvent): void;
  contextMenu: ReactNode;
} {
  const editor = useEditor();
  const [asked, setAsked] = useState<Asked | null>(null);
  const onContextMenu = useCallback(
    (event: MouseEvent): void => {
      if (!(event.target instanceof Element)) return;
      const clicked = clickedAt(event.target);
      if (!clicked) return;
      event.preventDefault();
      editor.select(selectionFor(clicked, editor.getState().selection));
      setAsked({ clicked, at: pointOf(event, event.target), from: document.activeElement });
    },
    [editor],
  );
  const close = (): void => {
    setAsked(null);
    if (asked?.from instanceof HTMLElement && asked.from.isConnected) asked.from.focus();
  };
  return {
    onContextMenu,
    contextMenu: asked && (
      <Suspense>
        <ContextMenu clicked={asked.clicked} at={asked.at} context={context} onClose={close} />
      </Suspense>
    ),
  };
}

/** The menu key gives no place of its own in every browser. */
function pointOf(event: MouseEvent, target: Element): ScreenPoint {
  if (event.clientX !== 0 || event.clientY !== 0) return { x: event.clientX, y: event.clientY };
  const box = target.getBoundingClientRect();
  return { x: box.left + 24, y: box.top + box.height / 2 };
}
