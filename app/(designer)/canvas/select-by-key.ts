import type { KeyboardEvent } from 'react';
import { clickedAt, selectionFor } from '../editor/context-target';
import type { EditorStore } from '../editor-store';

/** Enter and space select the card, note or connection that the Tab key led to; on a selected one Enter does what it always does. */
export function selectByKey(editor: EditorStore, event: KeyboardEvent): void {
  const { target, key } = event;
  if (key !== 'Enter' && key !== ' ') return;
  if (!(target instanceof Element) || !target.matches('.react-flow__node, .react-flow__edge')) return;
  const clicked = clickedAt(target);
  if (!clicked || clicked.kind === 'nothing') return;
  const { selection } = editor.getState();
  const wanted = selectionFor(clicked, selection);
  if (wanted === selection) return;
  event.preventDefault();
  editor.select(wanted);
}
