import type { Selection } from '../editor-state';

/** What a context menu is asked for. */
export type Clicked =
  | { kind: 'nodes'; node: string }
  | { kind: 'note'; note: string }
  | { kind: 'edge'; edge: string }
  | { kind: 'nothing' };

/**
 * What lies under the pointer, or bears the keyboard, on canvas and outline; null where the browser's own menu is meant:
 * in fields, where spelling and pasting are.
 */
export function clickedAt(target: Element): Clicked | null {
  if (target.closest('input, textarea, [contenteditable="true"], [role="dialog"], [role="menu"]'))
    return null;
  const [kind, ...rest] = target.closest('[data-means]')?.getAttribute('data-means')?.split(':') ?? [];
  const meant = rest.join(':');
  if (kind === 'node') return { kind: 'nodes', node: meant };
  if (kind === 'edge') return { kind: 'edge', edge: meant };
  if (kind === 'note') return { kind: 'note', note: meant };
  const idOf = (selector: string) => target.closest(selector)?.getAttribute('data-id');
  const edge = idOf('.react-flow__edge');
  if (edge) return { kind: 'edge', edge };
  const node = idOf('.react-flow__node-card');
  if (node) return { kind: 'nodes', node };
  const note = idOf('.react-flow__node-note');
  return note ? { kind: 'note', note } : { kind: 'nothing' };
}

/** The selection that the menu works on: it stays where the thing belongs to it, and is the thing alone otherwise. */
export function selectionFor(clicked: Clicked, selection: Selection): Partial<Selection> {
  switch (clicked.kind) {
    case 'nodes':
      return selection.nodes.has(clicked.node) ? selection : { nodes: new Set([clicked.node]) };
    case 'note':
      return selection.notes.has(clicked.note) ? selection : { notes: new Set([clicked.note]) };
    case 'edge':
      return selection.edges.has(clicked.edge) ? selection : { edges: new Set([clicked.edge]) };
    case 'nothing':
      return {};
  }
}
