import { currentAccount } from '@/runtime/accounts/current-account';
import { roleAllows } from '@/runtime/accounts/permissions';
import { DomainError } from '@/runtime/domain-error';
import { findAttachedFile } from '@/runtime/inbox/attached-mail';
import { readFilePlace } from '@/runtime/inbox/file-place';
import { connectStore } from '@/runtime/store/connect';
import { fileResponse } from '../../../file-response';

export const dynamic = 'force-dynamic';

/** A file of a mail that is attached to a message, for those who may read tickets. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ messageId: string; fileId: string; within: string }> },
): Promise<Response> {
  await connectStore();
  const account = await currentAccount(request.headers);
  if (!account || !roleAllows(account.role, 'inbox.read')) return new Response(null, { status: 403 });
  const { messageId, fileId, within } = await params;
  const place = readFilePlace(`${fileId}/${within}`);
  if (!place) return new Response(null, { status: 404 });
  try {
    return fileResponse(await findAttachedFile({ messageId: decodeURIComponent(messageId), ...place }));
  } catch (error) {
    if (error instanceof DomainError) return new Response(null, { status: 404 });
    throw error;
  }
}
