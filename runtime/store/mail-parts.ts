import { Binary } from 'mongodb';
import { Schema } from 'mongoose';
import { defineModel, nativeCollection } from './define-model';

/** One piece of a mail that its sender's program cut (message/partial), kept until the others have come. */
export interface MailPartRecord {
  /** `<key>:<number>`, or `<key>:joined` for the note which piece made the whole. */
  _id: string;
  /** One cut mail in one mailbox. */
  key: string;
  /** From 1 on; in the note: the piece that came last. */
  number: number;
  /** How many there are; null where this piece does not tell. */
  total: number | null;
  /** RFC 5322 id of the piece without angle brackets, or null. */
  messageId: string | null;
  raw: Binary | null;
  expiresAt: Date;
}

export const MailParts = defineModel<MailPartRecord>(
  'mailParts',
  {
    key: { type: String, required: true },
    number: { type: Number, required: true },
    total: { type: Number, default: null },
    messageId: { type: String, default: null },
    raw: { type: Schema.Types.Mixed, default: null },
    expiresAt: { type: Date, required: true },
  },
  [{ fields: { key: 1 } }, { fields: { expiresAt: 1 }, expireAfterSeconds: 0 }],
);

/** Keeps a piece; one that is there already stays as it is. */
export async function keepMailPart(
  part: Omit<MailPartRecord, '_id' | 'raw'> & { raw: Buffer },
): Promise<void> {
  const { raw, ...fields } = part;
  const _id = `${part.key}:${part.number}`;
  await nativeCollection(MailParts).updateOne(
    { _id },
    { $setOnInsert: { _id, ...fields, raw: new Binary(raw) } },
    { upsert: true },
  );
}

/** The pieces that are there and not expired at `now`, by number. */
export async function findMailParts(key: string, now: Date): Promise<(MailPartRecord & { raw: Binary })[]> {
  const parts = await nativeCollection(MailParts)
    .find({ key, expiresAt: { $gt: now } })
    .sort({ number: 1 })
    .toArray();
  return parts.filter((part): part is MailPartRecord & { raw: Binary } => part.raw !== null);
}

/** Notes that the piece `number` makes the whole; false when another one does. Asked again for the same piece it is true again. */
export async function claimJoinedMail(key: string, number: number, expiresAt: Date): Promise<boolean> {
  const _id = `${key}:joined`;
  const fields = { _id, key: _id, number, total: null, messageId: null, raw: null, expiresAt };
  await nativeCollection(MailParts).updateOne({ _id }, { $setOnInsert: fields }, { upsert: true });
  const note = await nativeCollection(MailParts).findOne({ _id });
  return note?.number === number;
}
