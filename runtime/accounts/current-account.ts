import type { Account } from './account';
import { getAuth } from './auth';
import { isRole } from './permissions';

/** Whoever the session cookie of these headers belongs to; null without a valid one or for a disabled account. */
export async function currentAccount(headers: Headers): Promise<Account | null> {
  // Most requests without an account carry no cookie at all: no need to ask the store.
  if (!headers.has('cookie')) return null;
  const auth = await getAuth();
  const found = await auth.api.getSession({ headers });
  if (!found || found.user.disabled === true || !isRole(found.user.role)) return null;
  const { id, name, email, role, language, mustSetPassword } = found.user;
  return { id, name, email, role, language: language ?? null, mustSetPassword: mustSetPassword === true };
}
