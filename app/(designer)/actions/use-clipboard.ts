'use client';

import { useEffect } from 'react';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { FlowFragment } from '@/runtime/flow/operations';
import { GRID } from '../canvas/card-size';
import type { EditorStore } from '../editor-store';
import { copySelection, freshFragment, readClipboard, writeClipboard } from '../model/fragment';
import { useEditorUi } from './editor-ui';
import { showSelected } from './show-selected';
import { useTellPasted } from './use-tell-pasted';

/** Copies, cuts and pastes by the browser's own events: no permission is asked, and other programs can join in. */
export function useClipboard(editor: EditorStore, place: () => { x: number; y: number }): void {
  const tell = useTellPasted(editor);
  const ui = useEditorUi();
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
      event.preventDefault();
      const pasted = pasteText(editor, event.clipboardData?.getData('text/plain') ?? '', place());
      tell(pasted);
      if (pasted === 'pasted') showSelected(editor, ui);
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [editor, place, tell, ui]);
}

/** What became of a paste; `refused` has told why already. */
export type Pasted = 'pasted' | 'refused' | 'nothing';

/** Puts what a clipboard's text holds into the flow and selects it. `nothing`: it holds nothing of a flow. */
export function pasteText(editor: EditorStore, text: string, at: { x: number; y: number }): Pasted {
  const copied = readClipboard(text);
  if (!copied) return 'nothing';
  const fragment = besideEarlier(editor.getState().flow, freshFragment(copied, { at }));
  if (!editor.dispatch({ type: 'insert', fragment })) return 'refused';
  editor.select({
    nodes: new Set(fragment.nodes.map(({ id }) => id)),
    notes: new Set(fragment.notes.map(({ id }) => id)),
  });
  return 'pasted';
}

/** Pasted twice at one place, the second one stands a little beside the first, as a duplicate does. */
function besideEarlier(flow: FlowDocument, fragment: FlowFragment): FlowFragment {
  const taken = new Set([...flow.nodes, ...flow.notes].map(({ position: { x, y } }) => `${x} ${y}`));
  const moved = <Item extends { position: Point }>(items: readonly Item[], by: number): Item[] =>
    items.map((item) => ({ ...item, position: { x: item.position.x + by, y: item.position.y + by } }));
  const covers = (by: number): boolean =>
    moved([...fragment.nodes, ...fragment.notes], by).some(({ position: { x, y } }) =>
      taken.has(`${x} ${y}`),
    );
  let by = 0;
  while (covers(by)) by += 5 * GRID;
  return by === 0
    ? fragment
    : { ...fragment, nodes: moved(fragment.nodes, by), notes: moved(fragment.notes, by) };
}

interface Point {
  x: number;
  y: number;
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
