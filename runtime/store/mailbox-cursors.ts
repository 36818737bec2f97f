import { defineModel } from './define-model';

/** How far one folder of a mailbox was fetched. */
export interface MailboxCursorRecord {
  /** `channelId:folder` */
  _id: string;
  /** For which numbering of the server the number counts (RFC 9051, 2.3.1.1); decimal text. */
  uidValidity: string;
  lastUid: number;
  updatedAt: Date;
}

export const MailboxCursors = defineModel<MailboxCursorRecord>('mailboxCursors', {
  uidValidity: { type: String, required: true },
  lastUid: { type: Number, required: true },
  updatedAt: { type: Date, required: true },
});

export function findMailboxCursor(channelId: string, folder: string): Promise<MailboxCursorRecord | null> {
  return MailboxCursors.findById(`${channelId}:${folder}`).lean<MailboxCursorRecord>().exec();
}

export async function saveMailboxCursor(
  channelId: string,
  folder: string,
  cursor: { uidValidity: string; lastUid: number },
  at: Date,
): Promise<void> {
  await MailboxCursors.updateOne(
    { _id: `${channelId}:${folder}` },
    { $set: { ...cursor, updatedAt: at } },
    { upsert: true },
  ).exec();
}
