import type { FlowDocument } from '@/runtime/flow/flow-document';
import { GRID } from '../canvas/card-size';
import type { Selection } from '../editor-state';
import type { EditorStore } from '../editor-store';
import { belowEverything } from '../model/below-everything';
import { cardSizes } from '../model/card-sizes';
import { copySelection, freshFragment } from '../model/fragment';
import { newId } from '../model/new-id';
import { placeInSight } from '../model/place-in-sight';
import type { ActionContext } from './editor-action';

/** Size of a new note, pixels. */
const NOTE = { width: 220, height: 120 };

/** Moves what is selected by some pixels; held keys are one undo. */
export function nudge(editor: EditorStore, x: number, y: number): void {
  const { flow, selection } = editor.getState();
  const chosen = [
    ...flow.nodes.filter(({ id }) => selection.nodes.has(id)),
    ...flow.notes.filter(({ id }) => selection.notes.has(id)),
  ];
  const positions = Object.fromEntries(
    chosen.map(({ id, position }) => [id, { x: position.x + x, y: position.y + y }]),
  );
  editor.dispatch({ type: 'move', positions }, 'merge', `nudge ${Object.keys(positions).join(' ')}`);
}

/** @param heal leads the ways that came in on along the only way out */
export function remove(editor: EditorStore, heal: boolean): void {
  const { nodes, edges, notes } = editor.getState().selection;
  editor.dispatch({ type: 'remove', nodes: [...nodes], edges: [...edges], notes: [...notes], heal });
}

export function duplicate(editor: EditorStore): void {
  const { flow, selection } = editor.getState();
  const fragment = freshFragment(copySelection(flow, selection), { offset: { x: 5 * GRID, y: 5 * GRID } });
  if (!editor.dispatch({ type: 'insert', fragment })) return;
  editor.select({
    nodes: new Set(fragment.nodes.map(({ id }) => id)),
    notes: new Set(fragment.notes.map(({ id }) => id)),
  });
}

/**
 * Where the pointer is, else beside what is selected, else in the middle of what is seen: the nearest place in sight where
 * it covers nothing.
 */
export function addNote({ editor, ui, registry, words, environment }: ActionContext): void {
  const { flow, selection } = editor.getState();
  const sizes = cardSizes(flow, registry, words, environment);
  const wanted = ui.canvas?.pointer() ?? besideSelection(flow, selection) ?? ui.canvas?.middle();
  const position = placeInSight(flow, sizes, {
    wanted: wanted ?? belowEverything(flow),
    size: NOTE,
    seen: ui.canvas?.seen() ?? null,
  });
  const note = { id: newId('note'), position, size: NOTE };
  if (editor.dispatch({ type: 'addNote', note })) editor.select({ notes: new Set([note.id]) });
}

/** Above the first selected node: below it and behind it are the ways on. */
function besideSelection(flow: FlowDocument, selection: Selection): { x: number; y: number } | null {
  const node = flow.nodes.find(({ id }) => selection.nodes.has(id));
  if (!node) return null;
  return { x: node.position.x, y: node.position.y - NOTE.height - 3 * GRID };
}
