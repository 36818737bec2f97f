import { type MergeConflict, mergeFlows } from '@/runtime/flow/diff-merge';
import type { FlowDocument } from '@/runtime/flow/flow-document';

/** What two people did to the same thing at the same time; ids of nodes. */
export interface Overlap {
  /** Both changed a field: the edit made here is the later one and stays. */
  mine: readonly string[];
  /** One took the node away while the other changed it: it stays. */
  kept: readonly string[];
}

export interface JoinedEdits {
  flow: FlowDocument;
  /** The same with the other person's values where both changed a field: what an undo goes back to. `null`: there is none. */
  yielded: FlowDocument | null;
  /** `null`: nothing that has to be told. */
  overlap: Overlap | null;
}

/** Joins what somebody else saved with what was edited here, and tells where both touched one thing. */
export function joinEdits(base: FlowDocument, mine: FlowDocument, theirs: FlowDocument): JoinedEdits {
  const { flow, conflicts } = mergeFlows(base, mine, theirs);
  const both = conflicts.filter((conflict) => conflict.mine !== undefined && conflict.theirs !== undefined);
  return {
    flow,
    yielded: both.length === 0 ? null : mergeFlows(base, theirs, mine).flow,
    overlap: overlapOf(both, conflicts),
  };
}

function overlapOf(both: readonly MergeConflict[], all: readonly MergeConflict[]): Overlap | null {
  // Where a card stands is seen, and no reason to interrupt anybody.
  const mine = nodesOf(both.filter(({ path }) => path[2] !== 'position'));
  const kept = nodesOf(all.filter((conflict) => conflict.path.length === 2 && !both.includes(conflict)));
  return mine.length + kept.length === 0 ? null : { mine, kept };
}

function nodesOf(conflicts: readonly MergeConflict[]): string[] {
  const ids = conflicts.flatMap(({ path: [list, id] }) => (list === 'nodes' && id !== undefined ? [id] : []));
  return [...new Set(ids)];
}
