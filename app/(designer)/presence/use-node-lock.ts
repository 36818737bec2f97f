'use client';

import { useCallback, useContext } from 'react';
import { useEditorState } from '../use-editor';
import { holderOf } from './others';
import { TakeOverContext } from './take-over-context';

export interface NodeLock {
  /** Who edits the node now; `null` where this person may. */
  holder: string | null;
  /** Edits it from now on instead of whoever does; he then reads. */
  takeOver(): void;
}

/** A node is edited by whoever came to it first; for the others its form is there to read, until it is free or taken over. */
export function useNodeLock(node: string): NodeLock {
  const claim = useContext(TakeOverContext);
  const holder = useEditorState(({ others, held }) => holderOf(others, node, held)?.name ?? null);
  const takeOver = useCallback(() => claim(node), [claim, node]);
  return { holder, takeOver };
}
