import type { Environment } from '@/runtime/flow/facts';
import { findAgents } from '@/runtime/store/agents';
import { findCalendars } from '@/runtime/store/calendars';
import { findChannels } from '@/runtime/store/channels';
import { keepEnvironment } from '@/runtime/store/environments';
import { readInstallationSettings } from '@/runtime/store/installation-settings';
import { readMailSettings } from '@/runtime/store/mail-settings';
import { findQueues, type QueueRecord } from '@/runtime/store/queues';
import { findTeams } from '@/runtime/store/teams';
import { buildEnvironment, type InstallationRecords } from './build-environment';
import { createRefreshed } from './refreshed';

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
