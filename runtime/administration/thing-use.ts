import { nodeRegistry } from '@/nodes/registry.generated';
import { channelDescriptions, channelKindOf } from '@/runtime/channels/channel-descriptions';
import type { FlowDocument, Localized } from '@/runtime/flow/flow-document';
import { slotsOf, type UsedSlot } from '@/runtime/flow/slots';
import type { BindableKind } from '@/runtime/library/template-slots';
import { findAgent } from '@/runtime/store/agents';
import { Calendars } from '@/runtime/store/calendars';
import { findChannels } from '@/runtime/store/channels';
import { FlowAliases } from '@/runtime/store/flow-aliases';
import { FlowVersions, flowVersionId } from '@/runtime/store/flow-versions';
import { type FlowRecord, Flows } from '@/runtime/store/flows';
import { readInstallationSettings } from '@/runtime/store/installation-settings';
import { findQueues } from '@/runtime/store/queues';
import { findTeams } from '@/runtime/store/teams';
import { Tickets } from '@/runtime/store/tickets';

/** Something that flows name: a queue, opening hours, a mailbox, chat or web hook, a team, a person. */
export interface Thing {
  kind: BindableKind;
  id: string;
}

/** Whose settings may name a thing. */
export const settingKinds = [
  'queue',
  'team',
  ...channelDescriptions.map(({ slotKind }) => slotKind),
  'installation',
] as const;

/** What hangs on a thing. */
export interface ThingUse extends Thing {
  name: Localized;
  /**
   * Flows that name it, in the draft or in the version that is in service; with the first node of the draft that does,
   * `null` where the draft does not, or only in its own settings.
   */
  flows: { id: string; name: string; nodeId: string | null }[];
  /** Queues, teams and channels that are set to it, and the installation where it is. */
  settings: { kind: (typeof settingKinds)[number]; name: Localized }[];
  /** Tickets that stand in it, are with it or came by it, closed ones included. */
  tickets: number;
}

/** Whether a thing could go without anybody missing it. */
export function isUnused({ flows, settings, tickets }: ThingUse): boolean {
  return flows.length === 0 && settings.length === 0 && tickets === 0;
}

/** What hangs on each of these things; those that do not exist any more are left out. */
export async function thingUses(things: readonly Thing[]): Promise<ThingUse[]> {
  const flows = await readFlows();
  const uses = await Promise.all(
    things.map(async ({ kind, id }): Promise<ThingUse[]> => {
      const thing = { kind, id };
      const known = await readThing(thing);
      if (!known) return [];
      return [
        {
          ...thing,
          name: known.name,
          flows: flows
            .filter((flow) =>
              flow.documents.some((document) => usesOf(flow, document, thing, known.slot).length > 0),
            )
            .map((flow) => ({
              id: flow.id,
              name: flow.name,
              nodeId:
                usesOf(flow, flow.draft, thing, known.slot).find(({ nodeId }) => nodeId)?.nodeId ?? null,
            })),
          settings: await settingsWith(thing, known.slot),
          tickets: await Tickets.countDocuments(ticketsOf(thing)).exec(),
        },
      ];
    }),
  );
  return uses.flat();
}

interface NamingFlow {
  id: string;
  name: string;
  bindings: Record<string, string>;
  draft: FlowDocument;
  /** The draft, what is planned and what is in service. */
  documents: FlowDocument[];
}

/** Every flow that is not put away, as it is drawn and as it is in service. */
async function readFlows(): Promise<NamingFlow[]> {
  const flows = await Flows.find({ state: { $ne: 'archived' } })
    .select('-template')
    .lean<FlowRecord[]>()
    .exec();
  const ids = flows.flatMap(({ _id, publishedVersion }) =>
    publishedVersion === null ? [] : [flowVersionId(_id, publishedVersion)],
  );
  const versions = await FlowVersions.find({ _id: { $in: ids } })
    .lean<{ flowId: string; document: FlowDocument }[]>()
    .exec();
  return flows.map(({ _id, document, bindings, planned }) => ({
    id: _id,
    name: document.name,
    bindings,
    draft: document,
    documents: [
      document,
      ...(planned ? [planned.document] : []),
      ...versions.filter(({ flowId }) => flowId === _id).map((version) => version.document),
    ],
  }));
}

/** Where a document of the flow names the thing. */
function usesOf(
  { bindings }: NamingFlow,
  document: FlowDocument,
  { kind, id }: Thing,
  slot: string | null,
): UsedSlot[] {
  return slotsOf(document, nodeRegistry).filter((used) => {
    if (used.kind !== kind) return false;
    const bound = bindings[`${kind}:${used.name}`];
    return bound === undefined ? used.name === slot : bound === id;
  });
}

async function readThing({ kind, id }: Thing): Promise<{ slot: string | null; name: Localized } | undefined> {
  const byId = ({ _id }: { _id: string }) => _id === id;
  switch (kind) {
    case 'queue':
      return (await findQueues()).find(byId);
    case 'team':
      return (await findTeams()).find(byId);
    case 'calendar':
      return (await Calendars.findById(id).lean<{ slot: string; name: Localized }>().exec()) ?? undefined;
    case 'agent': {
      const agent = await findAgent(id);
      return agent ? { slot: agent.slot, name: { de: agent.name, en: agent.name } } : undefined;
    }
    default: {
      const stored = channelKindOf(kind);
      return (await findChannels()).find((channel) => channel._id === id && channel.kind === stored);
    }
  }
}

async function settingsWith(thing: Thing, slot: string | null): Promise<ThingUse['settings']> {
  return [...(await ownSettingsWith(thing, slot)), ...(await channelsWith(thing, slot))];
}

async function ownSettingsWith({ kind, id }: Thing, slot: string | null): Promise<ThingUse['settings']> {
  switch (kind) {
    case 'queue': {
      const { fallbackQueueId } = await readInstallationSettings();
      return fallbackQueueId === id ? [{ kind: 'installation', name: {} }] : [];
    }
    case 'calendar':
      return queuesWhere(({ sla }) => sla?.calendarSlot === slot);
    case 'mailbox':
      return hasAlias(id);
    case 'team':
      return queuesWhere(({ teamIds }) => teamIds.includes(id));
    case 'agent': {
      const teams = await findTeams();
      return teams.flatMap(({ memberIds, name }) =>
        memberIds.includes(id) ? [{ kind: 'team' as const, name }] : [],
      );
    }
    default:
      return [];
  }
}

async function queuesWhere(
  fits: (queue: Awaited<ReturnType<typeof findQueues>>[number]) => boolean,
): Promise<ThingUse['settings']> {
  return (await findQueues()).filter(fits).map(({ name }) => ({ kind: 'queue', name }));
}

/** Channels whose settings name a thing; every kind of channel tells what its own do. */
async function channelsWith({ kind, id }: Thing, slot: string | null): Promise<ThingUse['settings']> {
  const channels = await findChannels();
  return channelDescriptions.flatMap(({ kind: stored, slotKind, namedThings }) =>
    channels
      .filter((channel) => channel.kind === stored)
      .filter(({ settings }) =>
        namedThings(settings).some(
          (named) => named.kind === kind && ('id' in named ? named.id === id : named.slot === slot),
        ),
      )
      .map(({ name }) => ({ kind: slotKind, name })),
  );
}

/** An address of the mailbox that is bound to a flow of its own. */
async function hasAlias(id: string): Promise<ThingUse['settings']> {
  const channel = (await findChannels()).find(({ _id }) => _id === id);
  const count = await FlowAliases.countDocuments({ _id: { $in: channel?.addresses ?? [] } }).exec();
  return count > 0 ? [{ kind: 'installation', name: {} }] : [];
}

function ticketsOf({ kind, id }: Thing): Record<string, string> {
  if (kind === 'queue') return { queueId: id };
  if (kind === 'team') return { teamId: id };
  if (kind === 'agent') return { assigneeId: id };
  // Opening hours hold no tickets: no ticket has this id.
  return kind === 'calendar' ? { _id: id } : { channelId: id };
}
