import { defineModel } from './define-model';

/** How far one folder of a mailbox was fetched. */
export interface MailboxCursorRecord {
  /** `channelId:folder` */
  _id: string;
  /** For which numbering of the server the number counts (RFC 9051, 2.3.1.1); decimal text. */
  uidValidity: string;
  lastUid: number;
  /** When the folder was seen for the first time; missing in records of earlier versions. */
  since?: Date | null;
  /** Mail below it was there before, while `uidValidity` is the first one; null afterwards. */
  oldBelow?: number | null;
  updatedAt: Date;
}

export const MailboxCursors = defineModel<MailboxCursorRecord>('mailboxCursors', {
  uidValidity: { type: String, required: true },
  lastUid: { type: Number, required: true },
  since: { type: Date, default: null },
  oldBelow: { type: Number, default: null },
  updatedAt: { type: Date, required: true },
});

export function findMailboxCursor(channelId: string, folder: string): Promise<MailboxCursorRecord | null> {
  return MailboxCursors.findById(`${channelId}:${folder}`).lean<MailboxCursorRecord>().exec();
}

export async function saveMailboxCursor(
  channelId: string,
  folder: string,
  cursor: Pick<MailboxCursorRecord, 'uidValidity' | 'lastUid' | 'since' | 'oldBelow'>,
  at: Date,
): Promise<void> {
  await MailboxCursors.updateOne(
    { _id: `${channelId}:${folder}` },
    { $set: { ...cursor, updatedAt: at } },
    { upsert: true },
  ).exec();
}
