import type { EditorState } from '../editor-state';
import type { EditorStore } from '../editor-store';
import { type OutlineRow, parentRow } from './outline-model';

/** The line that a key leads to; `null` where there is none. */
export function keyTarget(key: string, rows: readonly OutlineRow[], current: number): number | null {
  const inside = (index: number): number | null => (index >= 0 && index < rows.length ? index : null);
  switch (key) {
    case 'ArrowDown':
      return inside(current + 1);
    case 'ArrowUp':
      return inside(current - 1);
    case 'ArrowRight': {
      const child = rows[current + 1];
      return child && child.depth > (rows[current]?.depth ?? 0) ? current + 1 : null;
    }
    case 'ArrowLeft':
      return inside(parentRow(rows, current));
    case 'Home':
      return inside(0);
    case 'End':
      return inside(rows.length - 1);
    default:
      return null;
  }
}

/**
 * Selects what a line stands for.
 * @param extend keeps what is selected, as moving with Shift does
 */
export function selectRow(editor: EditorStore, row: OutlineRow, extend: boolean): void {
  const { selection } = editor.getState();
  if (extend) {
    if (row.kind === 'node')
      editor.select({ ...selection, nodes: new Set([...selection.nodes, row.node.id]) });
    else if (row.kind === 'note')
      editor.select({ ...selection, notes: new Set([...selection.notes, row.noteId]) });
    return;
  }
  if (row.kind === 'node') editor.select({ nodes: new Set([row.node.id]) });
  else if (row.kind === 'note') editor.select({ notes: new Set([row.noteId]) });
  else editor.select(row.edge ? { edges: new Set([row.edge.id]) } : {});
}

/** Takes what a line stands for into the selection, or out of it; the rest stays. */
export function toggleRow(editor: EditorStore, row: OutlineRow): void {
  const { selection } = editor.getState();
  if (row.kind === 'node') editor.select({ ...selection, nodes: toggled(selection.nodes, row.node.id) });
  else if (row.kind === 'note') editor.select({ ...selection, notes: toggled(selection.notes, row.noteId) });
  else if (row.edge) editor.select({ ...selection, edges: toggled(selection.edges, row.edge.id) });
}

export function isSelected(row: OutlineRow, selection: EditorState['selection']): boolean {
  if (row.kind === 'node') return selection.nodes.has(row.node.id);
  if (row.kind === 'note') return selection.notes.has(row.noteId);
  return row.edge !== null && selection.edges.has(row.edge.id);
}

export function indexOfNode(rows: readonly OutlineRow[], id: string): number {
  return rows.findIndex((row) => row.kind === 'node' && row.node.id === id);
}

/** The line of the one thing that is selected; -1 where it is none or several. */
export function indexOfSelected(
  rows: readonly OutlineRow[],
  { nodes, notes }: EditorState['selection'],
): number {
  if (nodes.size + notes.size !== 1) return -1;
  return rows.findIndex((row) =>
    row.kind === 'node' ? nodes.has(row.node.id) : row.kind === 'note' && notes.has(row.noteId),
  );
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const changed = new Set(set);
  if (!changed.delete(id)) changed.add(id);
  return changed;
}
