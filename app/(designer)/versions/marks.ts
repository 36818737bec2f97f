import type { FlowChange } from '@/runtime/flow/diff';

export type Mark = 'added' | 'changed';

/** Which nodes differ, and how. Moves on the canvas do not count: they change nothing for a message. */
export function marksOf(changes: readonly FlowChange[]): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const change of changes) {
    if (change.kind === 'nodeAdded') marks.set(change.node.id, 'added');
    else if (
      (change.kind === 'nodeTitled' || change.kind === 'configChanged' || change.kind === 'routeChanged') &&
      !marks.has(change.node.id)
    )
      marks.set(change.node.id, 'changed');
  }
  return marks;
}
