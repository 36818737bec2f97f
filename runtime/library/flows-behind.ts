import { channelKindOf } from '@/runtime/channels/channel-descriptions';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { configFields } from '@/runtime/flow/walk-config';
import { findChannels } from '@/runtime/store/channels';
import { type FlowVersionRecord, FlowVersions, flowVersionId } from '@/runtime/store/flow-versions';
import { findPublishedFlows } from '@/runtime/store/flows';

/** A flow that is in service. */
export interface ServingFlow {
  id: string;
  name: string;
  bindings: Readonly<Record<string, string>>;
  /** What is published. */
  document: Pick<FlowDocument, 'nodes'>;
}

interface NamedChannel {
  _id: string;
  kind: string;
  slot: string;
}

/** As `findFlowsBehind`, of everything that is in service now. */
export async function readFlowsBehind(registry: NodeRegistry): Promise<Map<string, string>> {
  const [flows, channels] = await Promise.all([findPublishedFlows(), findChannels()]);
  const ids = flows.map(({ _id, publishedVersion }) => flowVersionId(_id, publishedVersion ?? 0));
  const versions = await FlowVersions.find({ _id: { $in: ids } })
    .select('flowId document.nodes document.name')
    .lean<Pick<FlowVersionRecord, 'flowId' | 'document'>[]>()
    .exec();
  const documents = new Map(versions.map(({ flowId, document }) => [flowId, document]));
  const serving = flows.flatMap(({ _id: id, bindings }) => {
    const document = documents.get(id);
    return document ? [{ id, name: document.name, bindings, document }] : [];
  });
  return findFlowsBehind(serving, registry, channels);
}

/**
 * Flows that never get a message, because older ones have the very same starts and are asked first: by id, with the name of the
 * flow that is asked instead. Starts that differ in any setting are left alone: which wins is then up to the message.
 * @param flows oldest first
 */
export function findFlowsBehind(
  flows: readonly ServingFlow[],
  registry: NodeRegistry,
  channels: readonly NamedChannel[],
): Map<string, string> {
  const taken = new Map<string, string>();
  const behind = new Map<string, string>();
  for (const flow of flows) {
    const starts = startsOf(flow, registry, channels);
    const [first] = starts;
    const before = first === undefined ? undefined : taken.get(first);
    if (before !== undefined && starts.every((start) => taken.has(start))) behind.set(flow.id, before);
    for (const start of starts) if (!taken.has(start)) taken.set(start, flow.name);
  }
  return behind;
}

/** Each start as one text: its type and settings, with channels by their ids. */
function startsOf(flow: ServingFlow, registry: NodeRegistry, channels: readonly NamedChannel[]): string[] {
  return flow.document.nodes.flatMap(({ type, config }) => {
    const definition = registry.get(type);
    const parsed = definition?.matches && definition.config.safeParse(config);
    if (!definition || !parsed?.success) return [];
    const settings = configFields(definition.config, parsed.data).map(({ path, meta, value }) => [
      path.join('.'),
      meta.slot && typeof value === 'string' ? channelOf(flow, meta.slot, value, channels) : value,
    ]);
    return [JSON.stringify([type, settings.sort()])];
  });
}

function channelOf(
  { bindings }: ServingFlow,
  slotKind: string,
  slot: string,
  channels: readonly NamedChannel[],
): string {
  const kind = channelKindOf(slotKind);
  const known = channels.find((channel) => channel.kind === kind && channel.slot === slot);
  return bindings[`${slotKind}:${slot}`] ?? known?._id ?? slot;
}
