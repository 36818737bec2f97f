'use client';

import { useEffect } from 'react';
import type { EditorUi } from '../actions/editor-ui';
import { useEditor } from '../use-editor';

/** The canvas is loaded beside the page: so many pictures of the screen it is waited for. In the outline it never comes. */
const PATIENCE = 600;

/** `/flows/…?node=hours`, as the history of a ticket links here: that node is selected and brought into sight. */
export function useAskedNode(ui: EditorUi): void {
  const editor = useEditor();
  useEffect(() => {
    const asked = new URLSearchParams(window.location.search).get('node');
    if (asked === null || !editor.getState().flow.nodes.some(({ id }) => id === asked)) return;
    let waited = 0;
    const show = (): void => {
      if (ui.canvas) ui.canvas.reveal(asked);
      else if (waited < PATIENCE) {
        waited += 1;
        frame = requestAnimationFrame(show);
      }
    };
    // The canvas has to stand before it can move.
    let frame = requestAnimationFrame(() => {
      editor.focusField(asked);
      frame = requestAnimationFrame(show);
    });
    return () => cancelAnimationFrame(frame);
  }, [editor, ui]);
}
