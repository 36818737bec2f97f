import { currentAccount } from '@/runtime/accounts/current-account';
import { roleAllows } from '@/runtime/accounts/permissions';
import { DomainError } from '@/runtime/domain-error';
import { type FoundFile, findAttachedFile } from '@/runtime/inbox/attached-mail';
import { readFilePlace } from '@/runtime/inbox/file-place';
import { connectStore } from '@/runtime/store/connect';
import { readFile } from '@/runtime/store/files';
import { findUploads } from '@/runtime/store/uploads';

export const dynamic = 'force-dynamic';

/** Types that a browser may show in the page; everything else is only ever downloaded. */
const shown = /^image\/(png|jpeg|gif|webp|bmp)$/;

/** An attachment of a message, or a file of a mail that is attached to it, for those who may read tickets. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ messageId: string; place: string[] }> },
): Promise<Response> {
  await connectStore();
  const account = await currentAccount(request.headers);
  if (!account || !roleAllows(account.role, 'inbox.read')) return new Response(null, { status: 403 });
  const { messageId, place } = await params;
  const file = readFilePlace(place.join('/'));
  if (!file) return new Response(null, { status: 404 });
  try {
    const found =
      messageId === 'upload'
        ? await findOwnUpload(file.fileId, account.id)
        : await findAttachedFile({ messageId: decodeURIComponent(messageId), ...file });
    return found ? fileResponse(found) : new Response(null, { status: 404 });
  } catch (error) {
    if (error instanceof DomainError) return new Response(null, { status: 404 });
    throw error;
  }
}

/** A picture in a message that is still being written: only its writer sees it. */
async function findOwnUpload(fileId: string, accountId: string): Promise<FoundFile | null> {
  const [upload] = await findUploads([fileId], accountId);
  return upload ? { ...upload, content: await readFile('attachments', fileId) } : null;
}

/** A file of somebody unknown: pictures may be shown, nothing in it can run. */
function fileResponse(file: FoundFile): Response {
  const safe = shown.test(file.type);
  return new Response(new Uint8Array(file.content), {
    headers: {
      'content-type': safe ? file.type : 'application/octet-stream',
      'content-disposition': `${safe ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, max-age=3600',
      'x-content-type-options': 'nosniff',
    },
  });
}
