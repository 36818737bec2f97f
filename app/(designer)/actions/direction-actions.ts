import { GRID } from '../canvas/card-size';
import type { EditorState } from '../editor-state';
import { neighbourOf } from '../model/neighbour';
import type { EditorAction } from './editor-action';
import { nudge } from './selection-edits';

const someNodes = (state: EditorState): boolean => state.selection.nodes.size > 0;

/** Moving what is selected: by a step, by a far one, and from the outline. */
export function moving(name: string, key: string, x: number, y: number): EditorAction[] {
  const action = (family: string, keys: string[], by: number, onCanvas: boolean): EditorAction => ({
    id: `${family}${name}`,
    group: 'edit',
    keys,
    family,
    edits: true,
    onSurface: true,
    possible: (state) =>
      (!onCanvas || state.view === 'canvas') && (someNodes(state) || state.selection.notes.size > 0),
    perform: ({ editor }) => nudge(editor, x * by, y * by),
  });
  return [
    action('move', [key], GRID, true),
    action('moveFar', [`shift+${key}`], 10 * GRID, true),
    // In the outline the arrow keys go from line to line.
    action('moveAnywhere', [`alt+shift+${key}`], GRID, false),
  ];
}

/** Going from node to node along the connections. */
export function following(direction: 'next' | 'previous' | 'above' | 'below', key: string): EditorAction[] {
  return [
    {
      id: direction,
      group: 'select',
      keys: [key],
      possible: ({ flow }) => flow.nodes.length > 0,
      perform: ({ editor, ui, registry, words }) => {
        const { flow, selection } = editor.getState();
        const id = neighbourOf(flow, selection.nodes.values().next().value, direction, registry);
        const node = flow.nodes.find((candidate) => candidate.id === id);
        if (!node) return;
        editor.select({ nodes: new Set([node.id]) });
        ui.canvas?.reveal(node.id);
        ui.announce(words.title(node));
      },
    },
  ];
}
