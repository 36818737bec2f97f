'use client';

import { useEffect } from 'react';
import { useEditor } from '../use-editor';

/** `/flows/…?node=hours`, as the history of a ticket links here: that node is selected and brought into sight. */
export function useAskedNode(): void {
  const editor = useEditor();
  useEffect(() => {
    const asked = new URLSearchParams(window.location.search).get('node');
    if (asked === null || !editor.getState().flow.nodes.some(({ id }) => id === asked)) return;
    // The canvas has to stand before it can move.
    const frame = requestAnimationFrame(() => editor.focusField(asked));
    return () => cancelAnimationFrame(frame);
  }, [editor]);
}
