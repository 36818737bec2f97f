import { getAuth } from './auth';
import { newOneTimeToken, oneTimeIdentifier } from './one-time-login-plugin';
import { createUser, findUserByEmail, findUsers } from './users';

const VALID_MS = 24 * 60 * 60_000;
const FIRST_ADMIN = { email: 'admin@stellwerk.local', name: 'Admin' };

export interface OneTimeLogin {
  /** To be put behind the address of the web server. */
  path: string;
  expiresAt: Date;
  email: string;
}

/**
 * Makes a link that signs one person in once within a day: an admin, the first of whom is created when there is none
 * yet, or the account with `email`. The path is printed by `npm start`; only a hash of its token is stored.
 */
export async function createOneTimeLogin(
  options: { email?: string; now?: Date } = {},
): Promise<OneTimeLogin> {
  const user = options.email ? await findUserByEmail(options.email) : await anyAdmin();
  const token = newOneTimeToken();
  const expiresAt = new Date((options.now ?? new Date()).getTime() + VALID_MS);
  const { internalAdapter } = await (await getAuth()).$context;
  await internalAdapter.createVerificationValue({
    identifier: oneTimeIdentifier(token),
    value: user.id,
    expiresAt,
  });
  return { path: `/login/once?token=${token}`, expiresAt, email: user.email };
}

async function anyAdmin() {
  const users = await findUsers();
  const admin = users.find((user) => user.role === 'admin' && !user.disabled);
  return admin ?? createUser({ ...FIRST_ADMIN, role: 'admin', password: null });
}
