import { Schema } from 'mongoose';
import type { Localized } from '@/runtime/flow/flow-document';
import type { Json } from '@/runtime/flow/json';
import { defineModel, nativeCollection } from './define-model';

/** One configured mailbox, chat widget ... of a channel kind. */
export interface ChannelRecord {
  _id: string;
  /** `email`, `chat` ... */
  kind: string;
  /** Unique within its kind: what a flow calls it (`mailbox:service`). */
  slot: string;
  name: Localized;
  /** Addresses it receives for; the first is the one it sends from. Lower case. */
  addresses: string[];
  settings: Record<string, Json>;
  /** Sealed by `sealSecret`: never leaves the server, never in a log or an export. */
  secrets: Record<string, string>;
  enabled: boolean;
  health: { state: 'unknown' | 'ok' | 'failing'; message: string; at: Date | null };
  createdAt: Date;
  updatedAt: Date;
}

export const Channels = defineModel<ChannelRecord>(
  'channels',
  {
    kind: { type: String, required: true },
    slot: { type: String, required: true },
    name: { type: Schema.Types.Mixed, required: true },
    addresses: { type: [String], default: [] },
    settings: { type: Schema.Types.Mixed, default: {} },
    secrets: { type: Schema.Types.Mixed, default: {} },
    enabled: { type: Boolean, default: true },
    health: { type: Schema.Types.Mixed, default: { state: 'unknown', message: '', at: null } },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  [{ fields: { kind: 1, slot: 1 }, unique: true }, { fields: { addresses: 1 } }],
);

export function findChannels(): Promise<ChannelRecord[]> {
  return Channels.find({}).sort({ createdAt: 1 }).lean<ChannelRecord[]>().exec();
}

export function findChannel(id: string): Promise<ChannelRecord | null> {
  return Channels.findById(id).lean<ChannelRecord>().exec();
}

export function findChannelsById(ids: string[]): Promise<ChannelRecord[]> {
  return nativeCollection(Channels)
    .find({ _id: { $in: ids } })
    .toArray() as Promise<ChannelRecord[]>;
}

/** How a channel fares, for the admin's page; repeating the same writes nothing. */
export async function saveChannelHealth(
  id: string,
  { state, message }: { state: 'ok' | 'failing'; message: string },
  at: Date,
): Promise<void> {
  await Channels.updateOne(
    { _id: id, $or: [{ 'health.state': { $ne: state } }, { 'health.message': { $ne: message } }] },
    { $set: { health: { state, message, at } } },
  ).exec();
}
