import type { ChannelHost, ChannelKind } from '@/runtime/channels/channel';
import type { EngineLog } from './engine-context';

/** What sending works with. */
export interface SenderContext {
  now(): number;
  owner: string;
  log: EngineLog;
  kinds: ReadonlyMap<string, ChannelKind>;
  hostFor(kind: string): ChannelHost;
  /** Messages sent at the same time by this process. */
  parallel: number;
  /** Of these so many over one channel: mail servers take only a few connections of one sender. */
  parallelInChannel: number;
  /** How long one attempt may take before another process may look at it, milliseconds. */
  leaseMs: number;
  /** Attempts until a deferred message counts as failed. */
  maxAttempts: number;
  reached(point: string): Promise<void>;
}
