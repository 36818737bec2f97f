import type { FlowDocument } from '@/runtime/flow/flow-document';
import { type FlowVersionRecord, FlowVersions } from '@/runtime/store/flow-versions';

/**
 * Keeps what was made of flow versions, by their ids: a version never changes, so each is read once. Asked for some, it forgets
 * all others.
 */
export function createKnownVersions<Made>(
  make: (document: FlowDocument) => Made,
): (ids: readonly string[]) => Promise<ReadonlyMap<string, Made>> {
  let known = new Map<string, Made>();
  return async (ids) => {
    const missing = ids.filter((id) => !known.has(id));
    const records =
      missing.length === 0
        ? []
        : await FlowVersions.find({ _id: { $in: missing } })
            .lean<FlowVersionRecord[]>()
            .exec();
    for (const { _id, document } of records) known.set(_id, make(document));
    const present = new Set(ids);
    known = new Map([...known].filter(([id]) => present.has(id)));
    return known;
  };
}
