import { Binary } from 'mongodb';
import { Schema } from 'mongoose';
import { defineModel, nativeCollection } from './define-model';

/** A raw message up to `inlineRawLimit`, as it came over the wire; larger ones are GridFS files. */
export interface RawMessageRecord {
  /** The ledger line's id. */
  _id: string;
  data: Binary;
}

/** Bytes. Above it GridFS is used: a chunked file is slower to write, but no document grows large. */
export const inlineRawLimit = 200_000;

export const RawMessages = defineModel<RawMessageRecord>('rawMessages', {
  data: { type: Schema.Types.Mixed, required: true },
});

export async function findRawMessage(id: string): Promise<Buffer | null> {
  const record = await nativeCollection(RawMessages).findOne({ _id: id });
  return record ? Buffer.from(record.data.buffer) : null;
}

export function rawMessageRecord(id: string, raw: Uint8Array): RawMessageRecord {
  return { _id: id, data: new Binary(raw) };
}
