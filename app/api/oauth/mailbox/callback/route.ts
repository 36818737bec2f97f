import { currentAccount } from '@/runtime/accounts/current-account';
import { roleAllows } from '@/runtime/accounts/permissions';
import { finishMailboxSignIn } from '@/runtime/administration/mailbox-sign-in';
import { DomainError } from '@/runtime/domain-error';
import { connectStore } from '@/runtime/store/connect';

export const dynamic = 'force-dynamic';

/** Where a mail provider sends the owner of a mailbox back to, with a code or with its refusal. */
export async function GET(request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams;
  await connectStore();
  const account = await currentAccount(request.headers);
  if (!account || !roleAllows(account.role, 'channel.edit')) return backWith('signInError', 'forbidden');
  const [state, code] = [query.get('state'), query.get('code')];
  if (!state || !code) return backWith('signInError', 'oauthDeclined');
  try {
    const { channelId } = await finishMailboxSignIn({ state, code, accountId: account.id }, new Date());
    return backWith('signedIn', channelId);
  } catch (error) {
    if (error instanceof DomainError) return backWith('signInError', error.code);
    throw error;
  }
}

/** Relative on purpose: behind a proxy the server does not know the address it is reached by. */
function backWith(name: string, value: string): Response {
  return new Response(null, {
    status: 303,
    headers: {
      location: `/settings/mailboxes?${name}=${encodeURIComponent(value)}`,
      'cache-control': 'no-store',
    },
  });
}
