'use client';

import { createContext, useContext, useRef, useSyncExternalStore } from 'react';
import type { EditorState } from './editor-state';
import type { EditorStore } from './editor-store';

const EditorContext = createContext<EditorStore | null>(null);

/** Gives the open flow's store to everything below it. */
export const EditorProvider = EditorContext.Provider;

/** The open flow's store: `dispatch`, `undo`, `select` ... It is always the same object and never causes a render. */
export function useEditor(): EditorStore {
  const store = useContext(EditorContext);
  if (!store) throw new Error('useEditor is called outside EditorProvider');
  return store;
}

/**
 * A part of the editor's state; the component renders again only when that part changes.
 * @param select must give the same object for the same state, or pass `same` to compare
 */
export function useEditorState<Part>(
  select: (state: EditorState) => Part,
  same: (left: Part, right: Part) => boolean = Object.is,
): Part {
  const store = useEditor();
  const last = useRef<{ part: Part } | null>(null);
  const snapshot = (): Part => {
    const part = select(store.getState());
    if (last.current && same(last.current.part, part)) return last.current.part;
    last.current = { part };
    return part;
  };
  return useSyncExternalStore(store.subscribe, snapshot, snapshot);
}
