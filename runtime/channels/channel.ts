import type { Json } from '@/runtime/flow/json';
import type { Log } from '@/runtime/log';
import type { ChannelRecord } from '@/runtime/store/channels';
import type { MessageRecord } from '@/runtime/store/messages';
import type { OutgoingRecord } from '@/runtime/store/outgoing';
import type { TicketRecord } from '@/runtime/store/tickets';
import type { InboundMessage, Receipt } from './inbound-message';

/** What a kind of channel can carry; messages degrade to it. */
export interface ChannelCapabilities {
  subject: boolean;
  html: boolean;
  attachments: boolean;
  quickReplies: boolean;
  /** Messages name whom they go to, and copies: one can write to anybody, and pass messages on. */
  recipients: boolean;
  /** Read the moment it is sent: a reply is not held back for its writer to take it back. */
  immediate: boolean;
  /** A message handed over twice under one key arrives once: after a crash it may simply be sent again. */
  repeatableSend: boolean;
}

/** What a kind of channel is given to work with. */
export interface ChannelHost {
  /** Hands a message in. When it resolves the source may be told "got it"; when it rejects the source must keep it. */
  receive(message: InboundMessage): Promise<Receipt>;
  /** The enabled channels of this kind as they are configured now; at most a second old. */
  channels(): Promise<ChannelRecord[]>;
  /** The same as they are this moment: for a doubt, not for every message. */
  freshChannels(): Promise<ChannelRecord[]>;
  /** How a channel fares, for the admin's page. Repeating the same costs nothing. */
  reportHealth(channelId: string, health: { state: 'ok' | 'failing'; message: string }): Promise<void>;
  /** Epoch milliseconds. */
  now(): number;
  log: Log;
  /** Folder for files of this installation. */
  dataDir: string;
}

export interface RunningChannel {
  /** Resolves when nothing more comes in and what was half received has been refused or stored. */
  stop(): Promise<void>;
  /** Settings have changed: connect and listen accordingly. */
  reload?(): Promise<void>;
}

/** One message to be sent, with everything it refers to. */
export interface OutgoingMessage {
  /** The idempotency key; give it to every transport that knows such a thing. */
  key: string;
  channel: ChannelRecord;
  message: MessageRecord;
  ticket: TicketRecord;
  purpose: OutgoingRecord['purpose'];
  /** The message it answers, where it answers one. */
  answered: MessageRecord | null;
  attachOriginal: boolean;
  /** Recipients who have it by an earlier attempt: it goes to the others only. */
  delivered: string[];
  /** Attempts before this one. */
  attempts: number;
  /** Await it just before the content leaves this machine: after it a lost answer means `unknown`. */
  beforeData(): Promise<void>;
}

/** `deferred`: try again later. `failed`: never. `unknown`: it may or may not have arrived; a person decides. */
export type SendResult =
  /** `refused`: recipients that do not get it although others do, each with the other side's words. */
  | { state: 'sent'; receipt: string; refused?: string[] }
  /** `untried`: nothing was attempted (a rate limit), so that it does not count as an attempt. */
  | {
      state: 'deferred';
      reason: string;
      retryAfterMs?: number;
      untried?: true;
      /** Recipients who have it already, or never will: the next attempt leaves them out. */
      delivered?: string[];
    }
  | { state: 'failed' | 'unknown'; reason: string };

/** One kind of channel: a folder under runtime/channels with everything that is special about it. */
export interface ChannelKind {
  kind: string;
  capabilities: ChannelCapabilities;
  /** Listens and fetches for all channels of this kind until stopped. */
  start(host: ChannelHost): Promise<RunningChannel>;
  send(outgoing: OutgoingMessage, host: ChannelHost): Promise<SendResult>;
  /**
   * Tries settings before they are saved: connects, logs in, changes nothing. Each finding is a code with values
   * that the admin's page has a sentence for.
   */
  verify(settings: Record<string, Json>, secrets: Record<string, string>): Promise<ChannelFinding[]>;
}

export interface ChannelFinding {
  level: 'ok' | 'warning' | 'error';
  code: string;
  values: Record<string, string | number>;
}
