import { DomainError } from '@/runtime/domain-error';
import { storeFile } from '@/runtime/store/files';
import type { StoredAttachment } from '@/runtime/store/messages';
import { findUploads, keepUpload, markUsed } from '@/runtime/store/uploads';

/** Mail servers commonly refuse more than this in one message, encoding included. */
export const maxUploadBytes = 20 * 1024 * 1024;

/** Stores a file that an agent wants to attach. Errors: DomainError `uploadTooLarge`. */
export async function storeUpload(
  file: { name: string; type: string; content: Uint8Array },
  accountId: string,
  now: Date,
): Promise<StoredAttachment> {
  if (file.content.byteLength > maxUploadBytes) {
    throw new DomainError('tooLarge', 'uploadTooLarge', `${file.name} is larger than 20 MB.`, {
      name: file.name,
    });
  }
  const fileId = await storeFile('attachments', file.name, file.content, { accountId });
  const attachment: StoredAttachment = {
    fileId,
    name: file.name.slice(0, 200) || 'file',
    type: file.type || 'application/octet-stream',
    size: file.content.byteLength,
    contentId: null,
    inline: false,
  };
  await keepUpload({ ...attachment, _id: fileId, accountId, at: now });
  return attachment;
}

/** What an uploaded picture is called within the text of a message: `data-cid` here, `cid:` on the wire. */
export function pictureId(fileId: string): string {
  return `${fileId}@stellwerk`;
}

/** The uploads behind these ids, in their order; only one's own. Errors: DomainError `uploadUnknown`. */
export async function claimUploads(fileIds: string[], accountId: string): Promise<StoredAttachment[]> {
  if (fileIds.length === 0) return [];
  const uploads = await findUploads(fileIds, accountId);
  await markUsed(
    uploads.map(({ _id }) => _id),
    new Date(),
  );
  return fileIds.map((fileId) => {
    const upload = uploads.find(({ _id }) => _id === fileId);
    if (!upload) throw new DomainError('notFound', 'uploadUnknown', 'An attached file is no longer there.');
    const { name, type, size } = upload;
    return { fileId, name, type, size, contentId: null, inline: false };
  });
}
