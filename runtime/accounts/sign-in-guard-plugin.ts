import { createHash } from 'node:crypto';
import { APIError, createAuthMiddleware } from 'better-auth/api';

const MAX_FAILURES = 8;
const WINDOW_MS = 15 * 60_000;

interface FailureRow {
  id: string;
  key: string;
  count: number;
  lastRequest: number;
}

/**
 * Counts failed sign-ins per account, wherever they come from: the limit per network address can be dodged by changing
 * it. After 8 failures within 15 minutes the account refuses passwords until 15 minutes have passed. A one-time link
 * still opens it, so nobody can be locked out for good. Disabled accounts are refused here as well.
 */
export function signInGuardPlugin() {
  const isSignIn = (context: { path?: string }) => context.path === '/sign-in/email';
  return {
    id: 'sign-in-guard',
    hooks: {
      before: [
        {
          matcher: isSignIn,
          handler: createAuthMiddleware(async (context) => {
            const email = emailOf(context.body);
            const row = await readFailures(context.context.adapter, email);
            if (row && row.count >= MAX_FAILURES && Date.now() - row.lastRequest < WINDOW_MS) {
              throw new APIError('TOO_MANY_REQUESTS', {
                code: 'TOO_MANY_SIGN_INS',
                message: 'Too many failed sign-ins. Please wait 15 minutes.',
              });
            }
            const found = await context.context.internalAdapter.findUserByEmail(email);
            if (found && 'disabled' in found.user && found.user.disabled === true) {
              throw new APIError('FORBIDDEN', {
                code: 'ACCOUNT_DISABLED',
                message: 'This account is disabled.',
              });
            }
          }),
        },
      ],
      after: [
        {
          matcher: isSignIn,
          handler: createAuthMiddleware(async (context) => {
            const email = emailOf(context.body);
            const { adapter, newSession } = context.context;
            if (newSession) await forgetFailures(adapter, email);
            else await countFailure(adapter, email);
          }),
        },
      ],
    },
  };
}

interface RowStore {
  findOne<T>(query: { model: string; where: { field: string; value: string }[] }): Promise<T | null>;
  create(row: { model: string; data: Record<string, unknown> }): Promise<unknown>;
  update(change: {
    model: string;
    where: { field: string; value: string }[];
    update: Record<string, unknown>;
  }): Promise<unknown>;
  delete(query: { model: string; where: { field: string; value: string }[] }): Promise<void>;
}

function emailOf(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('email' in body)) return '';
  return typeof body.email === 'string' ? body.email.trim().toLowerCase() : '';
}

/** Hashed: the store needs no list of mistyped addresses. */
function keyOf(email: string) {
  const value = `sign-in:${createHash('sha256').update(email).digest('base64url')}`;
  return [{ field: 'key', value }];
}

function readFailures(adapter: RowStore, email: string): Promise<FailureRow | null> {
  return adapter.findOne<FailureRow>({ model: 'rateLimit', where: keyOf(email) });
}

async function forgetFailures(adapter: RowStore, email: string): Promise<void> {
  await adapter.delete({ model: 'rateLimit', where: keyOf(email) });
}

async function countFailure(adapter: RowStore, email: string): Promise<void> {
  const where = keyOf(email);
  const row = await readFailures(adapter, email);
  const now = Date.now();
  if (!row) {
    const key = where[0]?.value;
    await adapter.create({ model: 'rateLimit', data: { key, count: 1, lastRequest: now } });
    return;
  }
  const count = now - row.lastRequest < WINDOW_MS ? row.count + 1 : 1;
  await adapter.update({ model: 'rateLimit', where, update: { count, lastRequest: now } });
}
