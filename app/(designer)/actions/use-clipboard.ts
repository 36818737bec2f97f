'use client';

import { useEffect } from 'react';
import type { EditorStore } from '../editor-store';
import { copySelection, freshFragment, readClipboard, writeClipboard } from '../model/fragment';

/** Copies, cuts and pastes by the browser's own events: no permission is asked, and other programs can join in. */
export function useClipboard(editor: EditorStore, place: () => { x: number; y: number }): void {
  useEffect(() => {
    const onCopy = (event: ClipboardEvent): void => {
      const text = isForeign(event) ? null : selectionText(editor);
      if (text === null) return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      if (event.type === 'cut') cutSelection(editor);
    };
    const onPaste = (event: ClipboardEvent): void => {
      if (isForeign(event)) return;
      if (pasteText(editor, event.clipboardData?.getData('text/plain') ?? '', place()))
        event.preventDefault();
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [editor, place]);
}

/** Puts what a clipboard's text holds into the flow and selects it. False: it holds nothing of a flow. */
export function pasteText(editor: EditorStore, text: string, at: { x: number; y: number }): boolean {
  const copied = readClipboard(text);
  if (!copied) return false;
  const fragment = freshFragment(copied, { at });
  if (editor.dispatch({ type: 'insert', fragment }))
    editor.select({
      nodes: new Set(fragment.nodes.map(({ id }) => id)),
      notes: new Set(fragment.notes.map(({ id }) => id)),
    });
  return true;
}

/** The selection as text for the clipboard; `null` when nothing that can be copied is selected. */
export function selectionText(editor: EditorStore): string | null {
  const { flow, selection } = editor.getState();
  if (selection.nodes.size === 0 && selection.notes.size === 0) return null;
  return writeClipboard(copySelection(flow, selection));
}

export function cutSelection(editor: EditorStore): void {
  const { nodes, notes } = editor.getState().selection;
  editor.dispatch({ type: 'remove', nodes: [...nodes], notes: [...notes] });
}

/** Text being selected or written is copied as text. */
function isForeign(event: ClipboardEvent): boolean {
  const { target } = event;
  if (target instanceof HTMLElement && target.closest('input, textarea, [contenteditable], [role="dialog"]'))
    return true;
  return event.type !== 'paste' && (document.getSelection()?.toString() ?? '') !== '';
}
