import type { FlowListEntry } from '@/runtime/library/list-flows';

export type Filter = 'active' | 'published' | 'draft' | 'archived';

/** Flows of the chosen state whose name, description or folder has every word of the search. */
export function wantedFlows(
  flows: readonly FlowListEntry[],
  search: string,
  filter: Filter,
): FlowListEntry[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return flows.filter((flow) => {
    if (!isOf(flow, filter)) return false;
    const text = `${flow.name} ${flow.description} ${flow.folder}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function isOf(flow: FlowListEntry, filter: Filter): boolean {
  switch (filter) {
    case 'active':
      return flow.state !== 'archived';
    case 'published':
      return flow.state === 'published' || flow.state === 'paused';
    case 'draft':
      return flow.state === 'draft' || (flow.state !== 'archived' && flow.changed);
    case 'archived':
      return flow.state === 'archived';
  }
}
