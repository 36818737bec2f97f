import { Binary } from 'mongodb';
import { Schema } from 'mongoose';
import { defineModel, nativeCollection } from './define-model';
import { readFile } from './files';
import { Ledger } from './ledger';

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

/** The whole raw message of a ledger line, wherever it lies; null where its channel has no such thing. */
export async function findRawMessage(id: string): Promise<Buffer | null> {
  const record = await nativeCollection(RawMessages).findOne({ _id: id });
  if (record) return Buffer.from(record.data.buffer);
  const line = await nativeCollection(Ledger).findOne({ _id: id });
  return line?.raw.fileId ? readFile('raw', line.raw.fileId) : null;
}

export function rawMessageRecord(id: string, raw: Uint8Array): RawMessageRecord {
  return { _id: id, data: new Binary(raw) };
}
