import type { ChannelHost, ChannelKind, RunningChannel } from '@/runtime/channels/channel';
import { type ChannelRecord, Channels, findChannels } from '@/runtime/store/channels';
import { appendLiveEvents } from '@/runtime/store/live-events';
import type { Engine } from './engine';
import type { EngineLog } from './engine-context';
import { createLoop, type Loop } from './loop';
import { createRefreshed, type Refreshed } from './refreshed';
import { createSender } from './send-outgoing';

export interface ChannelsOptions {
  kinds: ChannelKind[];
  receive: Engine['receive'];
  now(): number;
  owner: string;
  log: EngineLog;
  dataDir: string;
  leaseMs: number;
  /** Messages sent at the same time over one channel. */
  parallel?: number;
  reached?: (point: string) => Promise<void>;
}

export interface RunningChannels {
  /** There is something to send. */
  nudge(): void;
  stop(): Promise<void>;
}

/** So many channels may be as slow as can be before the others have to wait. */
const CHANNELS_AT_ONCE = 4;

/** Starts every kind of channel and the sender that serves them. A kind that cannot start keeps no other from it. */
export async function startChannels(options: ChannelsOptions): Promise<RunningChannels> {
  const { kinds, log, now } = options;
  // The age of what is remembered is real time, whatever clock the flows go by.
  const records = createRefreshed(
    () => findChannels(),
    1000,
    () => performance.now(),
  );
  const hosts = new Map(kinds.map((kind) => [kind.kind, createHost(kind.kind, options, records)]));
  const hostFor = (kind: string): ChannelHost => hosts.get(kind) ?? createHost(kind, options, records);
  const running: RunningChannel[] = [];
  for (const kind of kinds) {
    try {
      running.push(await kind.start(hostFor(kind.kind)));
    } catch (error) {
      log.error({ error, kind: kind.kind }, 'A kind of channel could not be started.');
    }
  }
  const parallelInChannel = options.parallel ?? 20;
  const sender = createSender(
    {
      now,
      owner: options.owner,
      log,
      kinds: new Map(kinds.map((kind) => [kind.kind, kind])),
      hostFor,
      parallel: parallelInChannel * CHANNELS_AT_ONCE,
      parallelInChannel,
      leaseMs: Math.max(options.leaseMs, 1000),
      maxAttempts: 12,
      reached: options.reached ?? (() => Promise.resolve()),
    },
    () => sending.nudge(),
  );
  const sending = createLoop('outgoing', sender.work, 1000, log);
  sending.start();
  const settings = createSettingsWatch(records.get, running, log);
  settings.start();
  return {
    nudge: sending.nudge,
    async stop() {
      await settings.stop();
      await Promise.all(running.map((one) => one.stop()));
      await sending.stop();
      await sender.idle();
    },
  };
}

/** Tells the running channels when somebody has changed their settings. */
function createSettingsWatch(
  channels: () => Promise<ChannelRecord[]>,
  running: RunningChannel[],
  log: EngineLog,
): Loop {
  let before: string | null = null;
  return createLoop(
    'channel settings',
    async () => {
      const records = await channels();
      const state = JSON.stringify(
        records.map(({ _id, enabled, updatedAt }) => [_id, enabled, updatedAt.getTime()]),
      );
      const changed = before !== null && before !== state;
      before = state;
      if (changed) await Promise.all(running.map((one) => one.reload?.()));
      return 0;
    },
    1000,
    log,
  );
}

function createHost(
  kind: string,
  options: ChannelsOptions,
  records: Refreshed<ChannelRecord[]>,
): ChannelHost {
  const told = new Map<string, string>();
  const ofKind = async () =>
    (await records.get()).filter((channel) => channel.kind === kind && channel.enabled);
  return {
    receive: options.receive,
    channels: ofKind,
    freshChannels() {
      records.forget();
      return ofKind();
    },
    async reportHealth(channelId, { state, message }) {
      if (told.get(channelId) === `${state} ${message}`) return;
      const at = new Date(options.now());
      await Channels.updateOne({ _id: channelId }, { $set: { health: { state, message, at } } }).exec();
      await appendLiveEvents([{ topic: 'channel', key: channelId, data: { state, message } }], at);
      told.set(channelId, `${state} ${message}`);
    },
    now: options.now,
    log: options.log,
    dataDir: options.dataDir,
  };
}
