import { currentAccount } from '@/runtime/accounts/current-account';
import { roleAllows } from '@/runtime/accounts/permissions';
import { connectStore } from '@/runtime/store/connect';
import { readFile } from '@/runtime/store/files';
import { findMessagesById } from '@/runtime/store/messages';
import { findUploads } from '@/runtime/store/uploads';
import { fileResponse } from '../../file-response';

export const dynamic = 'force-dynamic';

/** An attachment of a message, for those who may read tickets. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ messageId: string; fileId: string }> },
): Promise<Response> {
  await connectStore();
  const account = await currentAccount(request.headers);
  if (!account || !roleAllows(account.role, 'inbox.read')) return new Response(null, { status: 403 });
  const { messageId, fileId } = await params;
  const attachment =
    messageId === 'upload'
      ? await findOwnUpload(fileId, account.id)
      : await findAttachment(decodeURIComponent(messageId), fileId);
  if (!attachment) return new Response(null, { status: 404 });
  const content = await readFile('attachments', fileId);
  return fileResponse({ ...attachment, content });
}

async function findAttachment(messageId: string, fileId: string) {
  const [message] = await findMessagesById([messageId]);
  return message?.attachments.find((candidate) => candidate.fileId === fileId);
}

/** A picture in a message that is still being written: only its writer sees it. */
async function findOwnUpload(fileId: string, accountId: string) {
  const [upload] = await findUploads([fileId], accountId);
  return upload;
}
