import type { CompiledFlow } from '@/runtime/flow/compile';
import { type AliasTarget, findFlowAliases } from '@/runtime/store/flow-aliases';
import { FlowVersions, flowVersionId } from '@/runtime/store/flow-versions';
import { type FlowRecord, Flows } from '@/runtime/store/flows';
import type { PublishedFlow } from './flow-shelf';

/** Flows by the address that is bound to them, in lower case. */
export type BoundFlows = ReadonlyMap<string, PublishedFlow>;

/**
 * Reads which addresses are bound to which state of a flow. A draft that is bound is stored as a trial under a version below
 * zero, because what walks it must find it again when the draft has moved on.
 * @param version reads a stored version, compiled
 */
export async function readBoundFlows(
  version: (flowId: string, version: number) => Promise<CompiledFlow | null>,
): Promise<BoundFlows> {
  const aliases = await findFlowAliases();
  if (aliases.length === 0) return new Map();
  const flows = await Flows.find({ _id: { $in: aliases.map(({ flowId }) => flowId) } })
    .select('-template -planned')
    .lean<FlowRecord[]>()
    .exec();
  const byId = new Map(flows.map((flow) => [flow._id, flow]));
  const bound = new Map<string, PublishedFlow>();
  for (const { _id: address, flowId, target } of aliases) {
    const record = byId.get(flowId);
    const flow = record && (await version(flowId, await versionOf(record, target)));
    if (record && flow) bound.set(address, { flow, bindings: record.bindings });
  }
  return bound;
}

async function versionOf(record: FlowRecord, target: AliasTarget): Promise<number> {
  if (target.kind === 'version') return target.version;
  const version = -record.revision;
  // As it is at this revision: made once, by whichever worker comes first.
  await FlowVersions.updateOne(
    { _id: flowVersionId(record._id, version) },
    {
      $setOnInsert: {
        flowId: record._id,
        version,
        document: record.document,
        author: null,
        note: '',
        publishedAt: record.updatedAt,
      },
    },
    { upsert: true },
  ).exec();
  return version;
}
