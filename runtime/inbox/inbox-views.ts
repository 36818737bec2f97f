import { migrateConfig } from '@/runtime/flow/compile';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { slotsOf } from '@/runtime/flow/slots';
import { type FlowVersionRecord, FlowVersions, flowVersionId } from '@/runtime/store/flow-versions';
import { findPublishedFlows } from '@/runtime/store/flows';
import { localizedName } from '@/runtime/store/localized-name';
import { findQueues, type QueueRecord } from '@/runtime/store/queues';
import { countViews, type ViewCounts } from './view-counts';

export interface InboxView {
  id: string;
  /** The author's or the queue's own name; null for the fixed views, whose words belong to the surface. */
  name: string | null;
  count: number;
  color: string | null;
}

export interface InboxViewGroup {
  kind: 'work' | 'queues' | 'sorted' | 'archive';
  /** The flow that sorts, where there are several. */
  title: string | null;
  views: InboxView[];
}

/**
 * The left pane of the inbox: fixed views, the queues (those that published flows lead to come first), and one group
 * for every published flow that sorts tickets, with what its nodes say they sort by. Nothing here knows a node type.
 */
export async function readInboxViews(
  accountId: string,
  language: string,
  registry: NodeRegistry,
): Promise<InboxViewGroup[]> {
  const [queues, flows] = await Promise.all([findQueues(), readPublished()]);
  const sorted = flows.flatMap(({ document }) => sortingsOf(document, registry));
  const fields = [...new Set(sorted.map(({ field }) => field))];
  const counts = await countViews(accountId, fields);
  return [
    { kind: 'work', title: null, views: ['mine', 'unassigned', 'open'].map((id) => fixedView(id, counts)) },
    { kind: 'queues', title: null, views: queueViews(queues, flows, registry, language, counts) },
    ...sortedGroups(sorted, counts),
    { kind: 'archive', title: null, views: ['parked', 'closed'].map((id) => fixedView(id, counts)) },
  ];
}

interface PublishedFlow {
  document: FlowDocument;
  bindings: Record<string, string>;
}

interface Sorting {
  flowName: string;
  field: string;
  options: { value: string; label: string }[];
}

async function readPublished(): Promise<PublishedFlow[]> {
  const flows = await findPublishedFlows();
  const ids = flows.flatMap(({ _id, publishedVersion }) =>
    publishedVersion === null ? [] : [flowVersionId(_id, publishedVersion)],
  );
  if (ids.length === 0) return [];
  const versions = await FlowVersions.find({ _id: { $in: ids } })
    .lean<FlowVersionRecord[]>()
    .exec();
  return flows.flatMap(({ _id, bindings }) => {
    const version = versions.find(({ flowId }) => flowId === _id);
    return version ? [{ document: version.document, bindings }] : [];
  });
}

function sortingsOf(document: FlowDocument, registry: NodeRegistry): Sorting[] {
  return document.nodes.flatMap((node) => {
    const definition = registry.get(node.type);
    if (!definition?.sorts) return [];
    const config = definition.config.safeParse(migrateConfig(node, definition));
    if (!config.success) return [];
    const { field, options } = definition.sorts(config.data);
    return options.length > 0 ? [{ flowName: document.name, field, options }] : [];
  });
}

function fixedView(id: string, counts: ViewCounts): InboxView {
  return { id, name: null, count: counts.fixed[id] ?? 0, color: null };
}

function queueViews(
  queues: QueueRecord[],
  flows: PublishedFlow[],
  registry: NodeRegistry,
  language: string,
  counts: ViewCounts,
): InboxView[] {
  const led = new Set(
    flows.flatMap(({ document, bindings }) =>
      slotsOf(document, registry)
        .filter(({ kind }) => kind === 'queue')
        .map(({ name }) => bindings[`queue:${name}`] ?? queues.find(({ slot }) => slot === name)?._id),
    ),
  );
  const isLed = (queue: QueueRecord) => (led.has(queue._id) ? 0 : 1);
  return queues
    .toSorted((a, b) => isLed(a) - isLed(b) || a.order - b.order)
    .map((queue) => ({
      id: `queue:${queue._id}`,
      name: localizedName(queue.name, language),
      count: counts.byQueue.get(queue._id) ?? 0,
      color: queue.color,
    }));
}

/** Flows that sort by the same field share a group: a value is one view, whichever flow found it. */
function sortedGroups(sortings: Sorting[], counts: ViewCounts): InboxViewGroup[] {
  const groups = new Map<string, { titles: Set<string>; views: Map<string, InboxView> }>();
  for (const { field, flowName, options } of sortings) {
    const group = groups.get(field) ?? { titles: new Set(), views: new Map() };
    groups.set(field, group);
    group.titles.add(flowName);
    for (const { value, label } of options) {
      if (group.views.has(value)) continue;
      const count = counts.byField.get(field)?.get(value) ?? 0;
      group.views.set(value, { id: `sorted:${field}:${value}`, name: label, count, color: null });
    }
  }
  return [...groups.values()].map(({ titles, views }) => ({
    kind: 'sorted',
    title: groups.size > 1 ? [...titles].join(', ') : null,
    views: [...views.values()],
  }));
}
