import { MailParseError } from '@/runtime/channels/email/parse/mail-parse-error';
import { parseMail } from '@/runtime/channels/email/parse/parse-mail';
import type { ParsedMail } from '@/runtime/channels/email/parse/parsed-mail';
import { DomainError } from '@/runtime/domain-error';
import type { Party } from '@/runtime/flow/facts';
import { readFile } from '@/runtime/store/files';
import { findMessagesById, type StoredAttachment } from '@/runtime/store/messages';

/** Mails within mails within mails: nobody reads further. */
export const deepestMail = 8;
/** Larger ones are downloaded: reading them would take the memory of everybody's pages. */
const MAX_BYTES = 32 * 1024 * 1024;

/** A file of a message, or a file within a mail that is attached to it: which of its files, from the outside in. */
export interface FilePlace {
  messageId: string;
  fileId: string;
  within: number[];
}

/** A file as it was found: its type is told by its content, never by its sender. */
export interface FoundFile {
  name: string;
  type: string;
  content: Uint8Array;
}

/** A mail that was attached to a message, as the inbox shows it. */
export interface AttachedMail {
  from: Party | null;
  to: Party[];
  cc: Party[];
  subject: string;
  sentAt: Date | null;
  text: string;
  /** Sanitised, pictures from elsewhere blocked. */
  html: string | null;
  /** Their `fileId` is the way to them from the message, `fileId/2.0`. */
  attachments: StoredAttachment[];
}

/** Errors: DomainError `fileNotFound`, `attachedMailUnreadable`. */
export async function readAttachedMail(place: FilePlace): Promise<AttachedMail> {
  const { content } = await findAttachedFile(place);
  const mail = await parsed(content);
  const way = (index: number) => `${place.fileId}/${[...place.within, index].join('.')}`;
  return {
    from: mail.from,
    to: mail.to,
    cc: mail.cc,
    subject: mail.subject,
    sentAt: mail.date === null ? null : new Date(mail.date),
    text: mail.text,
    html: mail.html,
    attachments: mail.attachments.map(({ name, sniffedType, size, contentId, inline }, index) => ({
      fileId: way(index),
      name,
      type: sniffedType,
      size,
      contentId,
      inline,
    })),
  };
}

/** Errors: DomainError `fileNotFound`, `attachedMailUnreadable`. */
export async function findAttachedFile({ messageId, fileId, within }: FilePlace): Promise<FoundFile> {
  const [message] = await findMessagesById([messageId]);
  const stored = message?.attachments.find((attachment) => attachment.fileId === fileId);
  if (!stored) throw notFound();
  let file: FoundFile = {
    name: stored.name,
    type: stored.type,
    content: await readFile('attachments', fileId),
  };
  for (const index of within) {
    const inner = (await parsed(file.content)).attachments[index];
    if (!inner) throw notFound();
    file = { name: inner.name, type: inner.sniffedType, content: inner.content };
  }
  return file;
}

async function parsed(content: Uint8Array): Promise<ParsedMail> {
  try {
    return await parseMail(content, { limits: { maxBytes: MAX_BYTES } });
  } catch (error) {
    if (!(error instanceof MailParseError)) throw error;
    throw new DomainError('invalid', 'attachedMailUnreadable', 'This attached mail cannot be shown.');
  }
}

function notFound(): DomainError {
  return new DomainError('notFound', 'fileNotFound', 'This file does not exist any more.');
}
