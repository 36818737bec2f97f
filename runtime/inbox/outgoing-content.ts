import { htmlToText } from '@/runtime/channels/email/parse/html-lines';
import { sanitizeHtml } from '@/runtime/channels/email/parse/sanitize-html';
import { DomainError } from '@/runtime/domain-error';
import type { StoredAttachment } from '@/runtime/store/messages';
import { claimUploads, pictureId } from './uploads';

export interface OutgoingContent {
  html: string;
  text: string;
  attachments: StoredAttachment[];
}

/**
 * What an agent wrote, ready to be sent: sanitised HTML and the same as text, with his files. Uploaded pictures that
 * stand in the text become inline ones. `optional`: nothing need be written (a message that is passed on).
 * Errors: DomainError `replyEmpty`, `uploadUnknown`, `filesTooLarge`.
 */
export async function readContent(
  written: { html: string; uploads: string[] },
  accountId: string,
  optional = false,
): Promise<OutgoingContent> {
  const html = sanitizeHtml(written.html, { remoteImages: 'show' });
  const text = htmlToText(html).trim();
  const uploads = await claimUploads(written.uploads, accountId);
  const attachments = uploads.map((upload) => {
    const contentId = pictureId(upload.fileId);
    return html.includes(`data-cid="${contentId}"`) ? { ...upload, contentId, inline: true } : upload;
  });
  if (text === '' && attachments.length === 0 && !optional) {
    throw new DomainError('invalid', 'replyEmpty', 'The reply is empty.');
  }
  checkTotal(attachments);
  return { html: text === '' && attachments.length === 0 ? '' : htmlDocument(html), text, attachments };
}

/** Together the files of one message stay below what mail servers commonly take. */
const MAX_TOTAL_BYTES = 25 * 1024 * 1024;

/** Errors: DomainError `filesTooLarge`. */
export function checkTotal(attachments: StoredAttachment[]): void {
  const total = attachments.reduce((sum, { size }) => sum + size, 0);
  if (total > MAX_TOTAL_BYTES) {
    throw new DomainError('tooLarge', 'filesTooLarge', 'The files are larger than 25 MB together.');
  }
}

/** A font that mail programs show alike; everything else is the reader's own. */
function htmlDocument(body: string): string {
  return `<div style="font-family: Arial, Helvetica, sans-serif; font-size: 14px; line-height: 1.5">${body}</div>`;
}
