'use client';

import { useCallback } from 'react';
import { useEditor, useEditorState } from '../use-editor';
import { holderOf } from './others';

export interface NodeLock {
  /** Who edits the node now; `null` where this person may. */
  holder: string | null;
  /** Edits it from now on instead of whoever does; he then reads. */
  takeOver(): void;
}

/** A node is edited by whoever came to it first; for the others its form is there to read, until it is free or taken over. */
export function useNodeLock(node: string): NodeLock {
  const editor = useEditor();
  const holder = useEditorState(({ others, held }) => holderOf(others, node, held)?.name ?? null);
  const takeOver = useCallback(() => {
    editor.update({ held: { node, turn: null, takingOver: true } });
  }, [editor, node]);
  return { holder, takeOver };
}
