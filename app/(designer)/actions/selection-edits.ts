import { GRID } from '../canvas/card-size';
import type { EditorStore } from '../editor-store';
import { cardSizes } from '../model/card-sizes';
import { copySelection, freshFragment } from '../model/fragment';
import { freePlace } from '../model/free-place';
import { newId } from '../model/new-id';
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

/** In the middle of what is seen, or below where cards are in the way. */
export function addNote({ editor, ui, registry, words, environment }: ActionContext): void {
  const { flow } = editor.getState();
  const middle = ui.canvas?.middle() ?? { x: 0, y: 0 };
  const sizes = cardSizes(flow, registry, words, environment);
  const wanted = { x: middle.x - NOTE.width / 2, y: middle.y - NOTE.height / 2 };
  const note = { id: newId('note'), position: freePlace(flow, sizes, wanted, NOTE), size: NOTE };
  if (editor.dispatch({ type: 'addNote', note })) editor.select({ notes: new Set([note.id]) });
}
