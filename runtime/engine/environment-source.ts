import { createHash } from 'node:crypto';
import type { Environment } from '@/runtime/flow/facts';
import { servesQueue } from '@/runtime/routing/pick-agent';
import { type AgentRecord, findAgents } from '@/runtime/store/agents';
import { type CalendarRecord, findCalendars } from '@/runtime/store/calendars';
import { type ChannelRecord, findChannels } from '@/runtime/store/channels';
import { keepEnvironment } from '@/runtime/store/environments';
import { type InstallationSettings, readInstallationSettings } from '@/runtime/store/installation-settings';
import { localizedName } from '@/runtime/store/localized-name';
import { type MailSettings, readMailSettings } from '@/runtime/store/mail-settings';
import { findQueues, type QueueRecord } from '@/runtime/store/queues';
import { findTeams, type TeamRecord } from '@/runtime/store/teams';
import { holidaysAround } from './holidays';
import { createRefreshed } from './refreshed';

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

export interface InstallationSnapshot extends InstallationRecords {
  /** The environment under a flow's bindings (`queue:billing` -> id). The same content is the same object. */
  environment(bindings: Record<string, string>): Environment;
  /** Where tickets go that nobody placed; `null` in an installation without queues. */
  fallbackQueue: QueueRecord | null;
}

export interface EnvironmentSource {
  snapshot(): Promise<InstallationSnapshot>;
  /** Keeps an environment under its hash, once per process: call it before a tape that names it is stored. */
  keep(environment: Environment): Promise<void>;
  forget(): void;
}

/** @param flowHolidays gives the holiday regions that flows name themselves, besides those of calendars */
export function createEnvironmentSource(
  now: () => number,
  maxAgeMs = 1000,
  flowHolidays: () => Promise<readonly string[]> = async () => [],
): EnvironmentSource {
  const kept = new Map<string, Promise<void>>();
  const built = new Map<string, Environment>();
  const installation = createRefreshed<InstallationSnapshot>(
    async () => {
      const [records, regions] = await Promise.all([readInstallation(), flowHolidays()]);
      return snapshotOf({ ...records, flowHolidays: regions }, new Date(now()).getUTCFullYear(), built);
    },
    maxAgeMs,
    now,
  );
  return {
    snapshot: () => installation.get(),
    keep(environment) {
      const known = kept.get(environment.hash);
      if (known) return known;
      const keeping = keepEnvironment(environment, new Date(now()));
      kept.set(environment.hash, keeping);
      keeping.catch(() => kept.delete(environment.hash));
      return keeping;
    },
    forget: () => installation.forget(),
  };
}

export async function readInstallation(): Promise<InstallationRecords> {
  const [settings, queues, calendars, channels, teams, agents, mail] = await Promise.all([
    readInstallationSettings(),
    findQueues(),
    findCalendars(),
    findChannels(),
    findTeams(),
    findAgents(),
    readMailSettings(),
  ]);
  return { settings, queues, calendars, channels, teams, agents, mail };
}

/**
 * @param built environments by hash that are used again while nothing in them changes: what was computed about their
 * calendars stays with them.
 */
export function snapshotOf(
  records: InstallationRecords,
  year: number,
  built: Map<string, Environment> = new Map(),
): InstallationSnapshot {
  const known = new Map<string, Environment>();
  const { settings, queues } = records;
  return {
    ...records,
    fallbackQueue: queues.find((queue) => queue._id === settings.fallbackQueueId) ?? queues[0] ?? null,
    environment(bindings) {
      const key = JSON.stringify(Object.entries(bindings).sort());
      const environment = known.get(key) ?? sameContent(built, buildEnvironment(records, bindings, year));
      known.set(key, environment);
      return environment;
    },
  };
}

/** Environments kept for use again; more are only there while somebody edits the installation. */
const maxBuilt = 50;

function sameContent(built: Map<string, Environment>, environment: Environment): Environment {
  const same = built.get(environment.hash);
  if (same) return same;
  if (built.size >= maxBuilt) built.clear();
  built.set(environment.hash, environment);
  return environment;
}

/** Builds what a flow sees of the installation. Pure; `hash` is a digest of everything else in it. */
export function buildEnvironment(
  records: InstallationRecords,
  bindings: Record<string, string>,
  year: number,
): Environment {
  const { settings } = records;
  const { language } = settings;
  const named = <Item extends { _id: string; slot: string | null }, Value>(
    kind: string,
    items: Item[],
    describe: (item: Item) => Value,
  ): Record<string, Value> => {
    const bySlot: Record<string, Value> = {};
    for (const item of items) if (item.slot) bySlot[item.slot] = describe(item);
    for (const [slot, id] of Object.entries(bindings)) {
      const item = slot.startsWith(`${kind}:`) ? items.find((one) => one._id === id) : undefined;
      if (item) bySlot[slot.slice(kind.length + 1)] = describe(item);
    }
    return bySlot;
  };
  const calendars = named('calendar', records.calendars, (calendar) => ({
    ...calendar.hours,
    name: localizedName(calendar.name, language),
  }));
  const regions = new Set([
    ...Object.values(calendars).flatMap((calendar) => calendar.holidays ?? []),
    ...(records.flowHolidays ?? []),
  ]);
  const fallback = records.queues.find((queue) => queue._id === settings.fallbackQueueId)?.slot;
  const hooks = records.channels.filter((channel) => channel.kind === 'hook');
  const chats = records.channels.filter((channel) => channel.kind === 'chat');
  const content: Omit<Environment, 'hash'> = {
    installation: {
      name: settings.name,
      language,
      timeZone: settings.timeZone,
      ...(fallback ? { fallbackQueue: fallback } : {}),
    },
    calendars,
    holidays: Object.fromEntries(
      [...regions].map((region) => [region, holidaysAround(region, year, language)]),
    ),
    queues: named('queue', records.queues, (queue) => ({
      id: queue._id,
      name: localizedName(queue.name, language),
      names: queue.name,
      agents: records.agents.filter((agent) => servesQueue(queue, agent, records.teams)).length,
    })),
    mailboxes: named(
      'mailbox',
      records.channels.filter((channel) => channel.kind === 'email'),
      (channel) => ({
        id: channel._id,
        name: localizedName(channel.name, language),
        address: channel.addresses[0] ?? '',
      }),
    ),
    // Only where there are some: what flows of other installations see stays the same to the byte.
    ...(hooks.length === 0
      ? {}
      : {
          hooks: named('hook', hooks, (channel) => ({
            id: channel._id,
            name: localizedName(channel.name, language),
          })),
        }),
    ...(chats.length === 0
      ? {}
      : {
          chats: named('chat', chats, (channel) => ({
            id: channel._id,
            name: localizedName(channel.name, language),
          })),
        }),
    teams: named('team', records.teams, (team) => ({
      id: team._id,
      name: localizedName(team.name, language),
    })),
    agents: named('agent', records.agents, (agent) => ({ id: agent._id, name: agent.name })),
  };
  const hash = createHash('sha256').update(canonicalJson(content)).digest('base64url').slice(0, 32);
  return { hash, ...content };
}

/** JSON with sorted keys, so that the same content always gives the same text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
