import type { FlowVolume } from '@/runtime/library/flow-volumes';
import type { FlowListEntry } from '@/runtime/library/list-flows';

export const sortableColumns = ['name', 'traffic', 'problems', 'published', 'updated'] as const;
export type SortableColumn = (typeof sortableColumns)[number];

export interface Sorting {
  by: SortableColumn;
  descending: boolean;
}
export const LAST_CHANGED: Sorting = { by: 'updated', descending: true };

/** After a click on a column: names begin with A, all else with the most or the latest; a second click turns it round. */
export function sortedBy(present: Sorting, by: SortableColumn): Sorting {
  return present.by === by ? { by, descending: !present.descending } : { by, descending: by !== 'name' };
}

/** Flows in the wished order; what is equal in it by name. */
export function sortFlows(
  flows: readonly FlowListEntry[],
  { by, descending }: Sorting,
  volumes: ReadonlyMap<string, Pick<FlowVolume, 'days'>>,
  language: string,
): FlowListEntry[] {
  const collator = new Intl.Collator(language, { numeric: true });
  const byName = (left: FlowListEntry, right: FlowListEntry) => collator.compare(left.name, right.name);
  const turn = descending ? -1 : 1;
  if (by === 'name') return flows.toSorted((left, right) => turn * byName(left, right));
  const value = measure(by, volumes);
  return flows.toSorted((left, right) => turn * (value(left) - value(right)) || byName(left, right));
}

function measure(
  by: Exclude<SortableColumn, 'name'>,
  volumes: ReadonlyMap<string, Pick<FlowVolume, 'days'>>,
): (flow: FlowListEntry) => number {
  switch (by) {
    case 'traffic':
      return ({ id }) => volumes.get(id)?.days.reduce((sum, day) => sum + day, 0) ?? 0;
    case 'problems':
      // Any error weighs more than all warnings.
      return ({ problems }) => problems.errors * 10_000 + problems.warnings;
    case 'published':
      return ({ publishedAt }) => publishedAt?.getTime() ?? 0;
    case 'updated':
      return ({ updatedAt }) => updatedAt.getTime();
  }
}
