import { createHash, randomBytes } from 'node:crypto';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import * as z from 'zod';

/** Only the hash of a token is stored, so a copy of the database opens no door. */
export function oneTimeIdentifier(token: string): string {
  return `one-time-login:${createHash('sha256').update(token).digest('base64url')}`;
}

export function newOneTimeToken(): string {
  return randomBytes(24).toString('base64url');
}

/** Redeems a one-time log-in: consumes the token atomically and opens a session. */
export function oneTimeLoginPlugin() {
  return {
    id: 'one-time-login',
    endpoints: {
      redeemOneTimeLogin: createAuthEndpoint(
        '/one-time-login',
        { method: 'POST', body: z.object({ token: z.string().min(20).max(100) }) },
        async (context) => {
          const { internalAdapter } = context.context;
          const found = await internalAdapter.consumeVerificationValue(oneTimeIdentifier(context.body.token));
          if (!found || found.expiresAt < new Date()) {
            throw new APIError('UNAUTHORIZED', {
              code: 'ONE_TIME_LOGIN_SPENT',
              message: 'This sign-in link has been used or has expired.',
            });
          }
          const user = await internalAdapter.findUserById(found.value);
          if (!user)
            throw new APIError('UNAUTHORIZED', {
              code: 'ONE_TIME_LOGIN_SPENT',
              message: 'The account of this link no longer exists.',
            });
          // Whoever needs such a link has no password he knows: he may set one without telling the old one.
          await internalAdapter.updateUser(user.id, { mustSetPassword: true });
          const session = await internalAdapter.createSession(user.id);
          await setSessionCookie(context, { session, user });
          return context.json({ ok: true });
        },
      ),
    },
  };
}
