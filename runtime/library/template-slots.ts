import {
  type ChannelSlotKind,
  channelDescriptions,
  channelKindOf,
} from '@/runtime/channels/channel-descriptions';
import { boundThings } from '@/runtime/flow/bound-things';
import type { Environment } from '@/runtime/flow/facts';
import { localizedText } from '@/runtime/flow/localized';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { slotsOf } from '@/runtime/flow/slots';
import { findAgents } from '@/runtime/store/agents';
import { findCalendars } from '@/runtime/store/calendars';
import { findChannels } from '@/runtime/store/channels';
import { findQueues } from '@/runtime/store/queues';
import { findTeams } from '@/runtime/store/teams';
import { type PreparedTemplate, prepareTemplate } from './prepare-template';
import { templatesFolder } from './templates';

/** Kinds that can be bound while a template is installed; the others are chosen in the flow itself. */
export const bindableKinds = [
  ...channelDescriptions.map(({ slotKind }) => slotKind),
  'calendar',
  'queue',
  'team',
  'agent',
] as const;
export type BindableKind = (typeof bindableKinds)[number];

export interface TemplateSlot {
  kind: BindableKind;
  /** Its name in the template. */
  name: string;
  /** What people call it, as the template suggests. */
  title: string;
  /** What this installation has under that name; `null`: it has to be chosen or made. */
  found: string | null;
  /** Titles of the nodes that name it. */
  nodes: string[];
}

export interface TemplateSlots {
  slots: TemplateSlot[];
  /** What could be chosen, by kind. */
  offered: Record<BindableKind, { id: string; name: string }[]>;
}

/** What a template needs of an installation, and what of that is there. Error: `templateNotFound`. */
export async function readTemplateSlots(
  wanted: { template: string; language: string },
  registry: NodeRegistry,
  environment: Environment,
  language: string,
  folder = templatesFolder(),
): Promise<TemplateSlots> {
  const prepared = await prepareTemplate(wanted, folder);
  return {
    slots: neededSlots(prepared, registry, environment, language),
    offered: await offeredThings(language),
  };
}

/** The things that a prepared template names and that can be bound, by kind. */
export function neededSlots(
  { document, template }: Pick<PreparedTemplate, 'document' | 'template'>,
  registry: NodeRegistry,
  environment: Environment,
  language: string,
): TemplateSlot[] {
  const titles = new Map(document.nodes.map(({ id, title }) => [id, title ?? '']));
  const slots = new Map<string, TemplateSlot>();
  for (const { kind, name, nodeId } of slotsOf(document, registry)) {
    const bindable = bindableKinds.find((known) => known === kind);
    if (!bindable) continue;
    const known = slots.get(`${kind}:${name}`);
    const slot = known ?? {
      kind: bindable,
      name,
      title: localizedText(template.slots[`${kind}:${name}`] ?? {}, language, ['en', 'de']) || readable(name),
      found: boundThings(bindable, environment)?.[name]?.name ?? null,
      nodes: [],
    };
    const title = titles.get(nodeId ?? '');
    if (title && !slot.nodes.includes(title)) slot.nodes.push(title);
    slots.set(`${kind}:${name}`, slot);
  }
  const order = (slot: TemplateSlot) => bindableKinds.indexOf(slot.kind);
  return [...slots.values()].sort((left, right) => order(left) - order(right));
}

/** What could be chosen for a slot, by kind. */
export async function offeredThings(language: string): Promise<TemplateSlots['offered']> {
  const [queues, calendars, channels, teams, agents] = await Promise.all([
    findQueues(),
    findCalendars(),
    findChannels(),
    findTeams(),
    findAgents(),
  ]);
  const named = ({ _id, name }: { _id: string; name: Record<string, string> }) => ({
    id: _id,
    name: localizedText(name, language, ['de', 'en']),
  });
  const ofSlotKind = (slotKind: ChannelSlotKind) =>
    channels.filter(({ kind }) => kind === channelKindOf(slotKind)).map(named);
  return {
    mailbox: ofSlotKind('mailbox'),
    chat: ofSlotKind('chat'),
    hook: ofSlotKind('hook'),
    calendar: calendars.map(named),
    queue: queues.map(named),
    team: teams.map(named),
    agent: agents.map(({ _id, name }) => ({ id: _id, name })),
  };
}

/** `second-level` as a name that people read. */
function readable(slot: string): string {
  const words = slot.replace(/[._-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
