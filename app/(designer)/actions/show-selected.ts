import type { EditorStore } from '../editor-store';
import type { EditorUi } from './editor-ui';

/** The canvas knows what was just put into the flow after it has drawn it, milliseconds. */
const DRAWN = 60;

/** Brings what is selected into sight: what was pasted may reach beyond the canvas. */
export function showSelected(editor: EditorStore, ui: EditorUi): void {
  const { nodes, notes } = editor.getState().selection;
  setTimeout(() => ui.canvas?.reveal(...nodes, ...notes), DRAWN);
}
