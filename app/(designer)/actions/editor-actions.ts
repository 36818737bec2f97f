import { nodeRegistry } from '@/nodes/registry.generated';
import type { BottomPanel, EditorState } from '../editor-state';
import type { EditorStore } from '../editor-store';
import { firstFreePort } from '../model/free-port';
import { edgeBehind } from '../model/insertion';
import { newId } from '../model/new-id';
import { following, moving } from './direction-actions';
import type { EditorAction } from './editor-action';
import type { KeyName } from './keys';
import { addNote, duplicate, remove } from './selection-edits';

const someNodes = (state: EditorState): boolean => state.selection.nodes.size > 0;
const something = (state: EditorState): boolean =>
  someNodes(state) || state.selection.edges.size > 0 || state.selection.notes.size > 0;
const oneNode = (state: EditorState): boolean => state.selection.nodes.size === 1;
/** The connection that is selected, or the one by which a walk mostly leaves the selected node. */
const edgeOfSelection = ({ flow, selection }: EditorState): string | null => {
  const node = first(selection.nodes);
  return first(selection.edges) ?? (node === undefined ? null : edgeBehind(flow, node, nodeRegistry));
};
const first = (set: ReadonlySet<string>): string | undefined => set.values().next().value;

export const editorActions: readonly EditorAction[] = [
  {
    id: 'undo',
    group: 'edit',
    keys: ['mod+z'],
    edits: true,
    possible: (state) => state.canUndo,
    perform: ({ editor }) => editor.undo(),
  },
  {
    id: 'redo',
    group: 'edit',
    keys: ['mod+shift+z', 'mod+y'],
    edits: true,
    possible: (state) => state.canRedo,
    perform: ({ editor }) => editor.redo(),
  },
  // Copy, cut and paste have no keys here: the browser's own clipboard events carry them (see use-clipboard.ts).
  {
    id: 'copy',
    group: 'edit',
    keys: [],
    browserKeys: ['mod+c'],
    possible: something,
    perform: ({ ui }) => ui.copy(),
  },
  {
    id: 'cut',
    group: 'edit',
    keys: [],
    browserKeys: ['mod+x'],
    edits: true,
    possible: something,
    perform: ({ ui }) => ui.cut(),
  },
  {
    id: 'paste',
    group: 'edit',
    keys: [],
    browserKeys: ['mod+v'],
    edits: true,
    perform: ({ ui }) => ui.paste(),
  },
  {
    id: 'duplicate',
    group: 'edit',
    keys: ['mod+d'],
    edits: true,
    possible: (state) => someNodes(state) || state.selection.notes.size > 0,
    perform: ({ editor }) => duplicate(editor),
  },
  {
    id: 'remove',
    group: 'edit',
    keys: ['delete', 'backspace'],
    edits: true,
    onSurface: true,
    possible: something,
    perform: ({ editor }) => remove(editor, false),
  },
  {
    id: 'removeAndHeal',
    group: 'edit',
    keys: ['shift+delete', 'shift+backspace'],
    edits: true,
    onSurface: true,
    possible: someNodes,
    perform: ({ editor }) => remove(editor, true),
  },
  {
    id: 'rename',
    group: 'edit',
    keys: ['f2'],
    edits: true,
    possible: oneNode,
    perform: ({ ui }) => ui.open('rename'),
  },
  {
    id: 'group',
    group: 'edit',
    keys: ['mod+g'],
    edits: true,
    possible: someNodes,
    perform: ({ editor }) => {
      const nodes = [...editor.getState().selection.nodes];
      editor.dispatch({ type: 'addGroup', group: { id: newId('group') }, nodes });
    },
  },
  {
    id: 'ungroup',
    group: 'edit',
    keys: ['mod+shift+g'],
    edits: true,
    possible: ({ flow, selection }) => flow.nodes.some((node) => node.group && selection.nodes.has(node.id)),
    perform: ({ editor }) => {
      const nodes = [...editor.getState().selection.nodes];
      editor.dispatch({ type: 'setNodeGroup', nodes, group: null });
    },
  },
  {
    id: 'extract',
    group: 'edit',
    keys: ['mod+shift+e'],
    edits: true,
    possible: someNodes,
    perform: ({ ui }) => ui.open('extract'),
  },
  ...moving('Up', 'arrowup', 0, -1),
  ...moving('Down', 'arrowdown', 0, 1),
  ...moving('Left', 'arrowleft', -1, 0),
  ...moving('Right', 'arrowright', 1, 0),
  {
    id: 'add',
    group: 'add',
    keys: ['a'],
    edits: true,
    perform: ({ editor, ui, registry }) => {
      const { flow, selection } = editor.getState();
      const edge = first(selection.edges);
      const node = flow.nodes.find((candidate) => candidate.id === first(selection.nodes));
      const port = node && firstFreePort(node, flow, registry);
      if (edge) ui.quickAdd({ kind: 'edge', edge });
      else if (node && port) ui.quickAdd({ kind: 'port', node: node.id, port });
      else ui.quickAdd({ kind: 'canvas' });
    },
  },
  {
    id: 'connect',
    group: 'add',
    keys: ['c'],
    edits: true,
    possible: oneNode,
    perform: ({ ui }) => ui.open('connect'),
  },
  {
    id: 'insertBehind',
    group: 'add',
    keys: ['shift+a'],
    edits: true,
    possible: (state) => edgeOfSelection(state) !== null,
    perform: ({ editor, ui }) => {
      const edge = edgeOfSelection(editor.getState());
      if (edge) ui.quickAdd({ kind: 'edge', edge });
    },
  },
  {
    id: 'insertOnEdge',
    group: 'add',
    keys: ['shift+c'],
    edits: true,
    possible: oneNode,
    perform: ({ ui }) => ui.open('insert'),
  },
  {
    id: 'note',
    group: 'add',
    keys: ['n'],
    edits: true,
    perform: addNote,
  },
  {
    id: 'selectAll',
    group: 'select',
    keys: ['mod+a'],
    perform: ({ editor }) => {
      const { flow } = editor.getState();
      editor.select({
        nodes: new Set(flow.nodes.map(({ id }) => id)),
        notes: new Set(flow.notes.map(({ id }) => id)),
      });
    },
  },
  {
    id: 'selectNone',
    group: 'select',
    keys: ['escape'],
    onSurface: true,
    possible: something,
    perform: ({ editor }) => editor.select({}),
  },
  ...following('next', 'alt+arrowright'),
  ...following('previous', 'alt+arrowleft'),
  ...following('above', 'alt+arrowup'),
  ...following('below', 'alt+arrowdown'),
  {
    id: 'configure',
    group: 'select',
    keys: ['enter'],
    onSurface: true,
    possible: oneNode,
    perform: ({ editor }) => {
      const id = first(editor.getState().selection.nodes);
      if (id) editor.focusField(id);
    },
  },
  { id: 'search', group: 'view', keys: ['mod+f', '/'], perform: ({ ui }) => ui.open('search') },
  { id: 'actualSize', group: 'view', keys: ['1'], perform: ({ ui }) => ui.canvas?.actualSize() },
  { id: 'fit', group: 'view', keys: ['0'], perform: ({ ui }) => ui.canvas?.fit('everything') },
  {
    id: 'fitSelection',
    group: 'view',
    keys: ['2'],
    possible: something,
    perform: ({ ui }) => ui.canvas?.fitSelection(),
  },
  { id: 'zoomIn', group: 'view', keys: ['+'], perform: ({ ui }) => ui.canvas?.zoomIn() },
  { id: 'zoomOut', group: 'view', keys: ['-'], perform: ({ ui }) => ui.canvas?.zoomOut() },
  { id: 'tidy', group: 'view', keys: ['l'], edits: true, perform: ({ ui }) => ui.tidy() },
  {
    id: 'alwaysTidy',
    group: 'view',
    keys: ['shift+l'],
    edits: true,
    perform: ({ ui }) => ui.toggleAlwaysTidy(),
  },
  {
    id: 'outline',
    group: 'view',
    keys: ['o'],
    perform: ({ editor }) =>
      editor.update({ view: editor.getState().view === 'canvas' ? 'outline' : 'canvas' }),
  },
  {
    id: 'problems',
    group: 'view',
    keys: ['p'],
    perform: ({ editor }) => toggleBottom(editor, 'problems'),
  },
  {
    id: 'palette',
    group: 'view',
    keys: ['b'],
    possible: ({ readOnly }) => !readOnly,
    perform: ({ ui }) => ui.togglePalette(),
  },
  { id: 'inspector', group: 'view', keys: ['i'], perform: ({ ui }) => ui.toggleInspector() },
  { id: 'test', group: 'flow', keys: ['t'], perform: ({ editor }) => toggleBottom(editor, 'simulator') },
  {
    id: 'scenarios',
    group: 'flow',
    keys: ['shift+t'],
    perform: ({ editor }) => toggleBottom(editor, 'scenarios'),
  },
  { id: 'replay', group: 'flow', keys: ['r'], perform: ({ editor }) => toggleBottom(editor, 'replay') },
  { id: 'save', group: 'flow', keys: ['mod+s'], edits: true, perform: ({ ui }) => ui.saveNow() },
  { id: 'publish', group: 'flow', keys: ['mod+enter'], perform: ({ ui }) => ui.open('publish') },
  { id: 'versions', group: 'flow', keys: ['v'], perform: ({ ui }) => ui.toggleVersions() },
  { id: 'settings', group: 'flow', keys: ['s'], perform: ({ ui }) => ui.showFlowSettings() },
  { id: 'keys', group: 'view', keys: ['?', 'f1'], perform: ({ ui }) => ui.open('keys') },
];

/** The keys of an action as they are told to people. */
export function shownKeys({ keys, browserKeys = [] }: EditorAction): readonly KeyName[] {
  return [...keys, ...browserKeys];
}

/** Whether the action is offered now. */
export function isPossible(action: EditorAction, state: EditorState): boolean {
  if (action.edits && state.readOnly) return false;
  return action.possible?.(state) ?? true;
}

function toggleBottom(editor: EditorStore, panel: BottomPanel): void {
  editor.showBottom(editor.getState().bottomPanel === panel ? null : panel);
}
