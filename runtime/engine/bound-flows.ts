import { mailboxAddress } from '@/runtime/channels/email/mail-address';
import type { CompiledFlow } from '@/runtime/flow/compile';
import type { MessageFacts } from '@/runtime/flow/facts';
import { Executions } from '@/runtime/store/executions';
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

/**
 * The flow that is bound to the address a message was sent to. A mailbox is known by its address without what stands behind a
 * plus (RFC 5233); whom the message names tells which of its addresses was meant, and that one counts first.
 */
export function boundFlowOf(bound: BoundFlows, message: MessageFacts | null): PublishedFlow | undefined {
  if (!message || bound.size === 0) return undefined;
  const mailbox = message.address.toLowerCase();
  const named = [...message.to, ...message.cc]
    .map(({ address }) => address.toLowerCase())
    .filter((address) => address !== mailbox && mailboxAddress(address) === mailbox);
  const meant = [...named, mailbox].find((address) => bound.has(address));
  return meant === undefined ? undefined : bound.get(meant);
}

async function versionOf(record: FlowRecord, target: AliasTarget): Promise<number> {
  if (target.kind === 'version') return target.version;
  const version = -record.revision;
  // As it is at this revision: made once, by whichever worker comes first.
  const { upsertedCount } = await FlowVersions.updateOne(
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
  if (upsertedCount > 0) await forgetTrials(record._id);
  return version;
}

/** Trials that stay in any case: another worker may still hold one of the last for a moment. */
const TRIALS_KEPT = 20;

/** Every edit of a bound draft makes a trial; those that no message has walked need not be kept. */
async function forgetTrials(flowId: string): Promise<void> {
  // The later the revision, the further below zero.
  const older = await FlowVersions.find({ flowId, version: { $lt: 0 } })
    .select('version')
    .sort({ version: 1 })
    .skip(TRIALS_KEPT)
    .lean<{ _id: string; version: number }[]>()
    .exec();
  for (const { _id, version } of older)
    if (!(await Executions.exists({ flowId, flowVersion: version }).exec()))
      await FlowVersions.deleteOne({ _id }).exec();
}
