import { createHash } from 'node:crypto';
import type { Environment } from '@/runtime/flow/facts';
import { servesQueue } from '@/runtime/routing/pick-agent';
import type { AgentRecord } from '@/runtime/store/agents';
import type { CalendarRecord } from '@/runtime/store/calendars';
import type { ChannelRecord } from '@/runtime/store/channels';
import type { InstallationSettings } from '@/runtime/store/installation-settings';
import { localizedName } from '@/runtime/store/localized-name';
import type { MailSettings } from '@/runtime/store/mail-settings';
import type { QueueRecord } from '@/runtime/store/queues';
import type { TeamRecord } from '@/runtime/store/teams';
import { namedHolidaysAround } from './holidays';

/** Everything of the installation that flows may see, as it was read together. */
export interface InstallationRecords {
  settings: InstallationSettings;
  queues: QueueRecord[];
  calendars: CalendarRecord[];
  channels: ChannelRecord[];
  teams: TeamRecord[];
  agents: AgentRecord[];
  mail: MailSettings;
  /** Holiday regions that flows name themselves, besides those of calendars. */
  flowHolidays?: readonly string[];
}

/** Builds what a flow sees of the installation. Pure; `hash` is a digest of everything else in it. */
export function buildEnvironment(
  records: InstallationRecords,
  bindings: Record<string, string>,
  year: number,
): Environment {
  const { settings } = records;
  const { language } = settings;
  const fallback = records.queues.find((queue) => queue._id === settings.fallbackQueueId)?.slot;
  const calendars = bySlot('calendar', records.calendars, bindings, (calendar) => ({
    ...calendar.hours,
    name: localizedName(calendar.name, language),
    names: calendar.name,
  }));
  const regions = new Set([
    ...Object.values(calendars).flatMap((calendar) => calendar.holidays ?? []),
    ...(records.flowHolidays ?? []),
  ]);
  const content: Omit<Environment, 'hash'> = {
    installation: {
      name: settings.name,
      language,
      timeZone: settings.timeZone,
      ...(fallback ? { fallbackQueue: fallback } : {}),
    },
    calendars,
    holidays: Object.fromEntries([...regions].map((region) => [region, namedHolidaysAround(region, year)])),
    queues: bySlot('queue', records.queues, bindings, (queue) => ({
      id: queue._id,
      name: localizedName(queue.name, language),
      names: queue.name,
      agents: records.agents.filter((agent) => servesQueue(queue, agent, records.teams)).length,
    })),
    ...channelsOf(records, bindings),
    teams: bySlot('team', records.teams, bindings, (team) => ({
      id: team._id,
      name: localizedName(team.name, language),
      names: team.name,
    })),
    agents: bySlot('agent', records.agents, bindings, (agent) => ({ id: agent._id, name: agent.name })),
  };
  const hash = createHash('sha256').update(canonicalJson(content)).digest('base64url').slice(0, 32);
  return { hash, ...content };
}

function channelsOf(
  { settings, channels }: InstallationRecords,
  bindings: Record<string, string>,
): Pick<Environment, 'mailboxes' | 'hooks' | 'chats'> {
  const ofKind = (kind: ChannelRecord['kind']) => channels.filter((channel) => channel.kind === kind);
  const describe = (channel: ChannelRecord) => ({
    id: channel._id,
    name: localizedName(channel.name, settings.language),
    names: channel.name,
  });
  const hooks = ofKind('hook');
  const chats = ofKind('chat');
  return {
    mailboxes: bySlot('mailbox', ofKind('email'), bindings, (channel) => ({
      ...describe(channel),
      address: channel.addresses[0] ?? '',
    })),
    // Only where there are some: what flows of other installations see stays the same to the byte.
    ...(hooks.length === 0 ? {} : { hooks: bySlot('hook', hooks, bindings, describe) }),
    ...(chats.length === 0 ? {} : { chats: bySlot('chat', chats, bindings, describe) }),
  };
}

/** Items under their own slots, and over them those that a flow binds itself (`queue:billing` -> id). */
function bySlot<Item extends { _id: string; slot: string | null }, Value>(
  kind: string,
  items: Item[],
  bindings: Record<string, string>,
  describe: (item: Item) => Value,
): Record<string, Value> {
  const found: Record<string, Value> = {};
  for (const item of items) if (item.slot) found[item.slot] = describe(item);
  for (const [slot, id] of Object.entries(bindings)) {
    const item = slot.startsWith(`${kind}:`) ? items.find((one) => one._id === id) : undefined;
    if (item) found[slot.slice(kind.length + 1)] = describe(item);
  }
  return found;
}

/** JSON with sorted keys, so that the same content always gives the same text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
