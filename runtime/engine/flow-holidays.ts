import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { slotsOf } from '@/runtime/flow/slots';
import { flowVersionId } from '@/runtime/store/flow-versions';
import { type FlowRecord, Flows, findPublishedFlows } from '@/runtime/store/flows';
import { createKnownVersions } from './known-versions';

/** Holiday regions (`DE-BY`) that a flow names itself, where its nodes have hours of their own. Every region once. */
export function holidayRegionsOf(document: FlowDocument, registry: NodeRegistry): string[] {
  const named = slotsOf(document, registry).filter(({ kind }) => kind === 'holidays');
  return [...new Set(named.map(({ name }) => name))];
}

/** Gives the holiday regions of all drafts, published or not: for those who edit and check them. Each draft is read once per change. */
export function createDraftHolidays(registry: NodeRegistry): () => Promise<string[]> {
  let known = new Map<string, { revision: number; regions: string[] }>();
  return async () => {
    const flows = await Flows.find({})
      .select('revision')
      .lean<Pick<FlowRecord, '_id' | 'revision'>[]>()
      .exec();
    const changed = flows.filter(({ _id, revision }) => known.get(_id)?.revision !== revision);
    const drafts =
      changed.length === 0
        ? []
        : await Flows.find({ _id: { $in: changed.map(({ _id }) => _id) } })
            .select('document revision')
            .lean<Pick<FlowRecord, '_id' | 'document' | 'revision'>[]>()
            .exec();
    for (const { _id, document, revision } of drafts)
      known.set(_id, { revision, regions: holidayRegionsOf(document, registry) });
    const present = new Set(flows.map(({ _id }) => _id));
    known = new Map([...known].filter(([id]) => present.has(id)));
    return [...new Set([...known.values()].flatMap(({ regions }) => regions))].sort();
  };
}

/** Gives the holiday regions of all published flows, sorted. A version never changes: each is read once. */
export function createFlowHolidays(registry: NodeRegistry): () => Promise<string[]> {
  const versions = createKnownVersions((document) => holidayRegionsOf(document, registry));
  return async () => {
    const flows = await findPublishedFlows();
    const known = await versions(flows.map((flow) => flowVersionId(flow._id, flow.publishedVersion ?? 0)));
    return [...new Set([...known.values()].flat())].sort();
  };
}
