import { currentAccount } from '@/runtime/accounts/current-account';
import { roleAllows } from '@/runtime/accounts/permissions';
import { readRawMessage } from '@/runtime/administration/ledger-lines';
import { DomainError } from '@/runtime/domain-error';
import { connectStore } from '@/runtime/store/connect';

export const dynamic = 'force-dynamic';

/** The original of a message, as it came over the wire. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  await connectStore();
  const account = await currentAccount(request.headers);
  if (!account || !roleAllows(account.role, 'ledger.read')) return new Response(null, { status: 403 });
  const { id } = await params;
  try {
    const raw = await readRawMessage(id);
    return new Response(new Uint8Array(raw), {
      headers: {
        'content-type': 'message/rfc822',
        'content-disposition': `attachment; filename="${id}.eml"`,
        'x-content-type-options': 'nosniff',
      },
    });
  } catch (error) {
    if (error instanceof DomainError && error.family === 'notFound') {
      return new Response(error.message, { status: 404 });
    }
    throw error;
  }
}
