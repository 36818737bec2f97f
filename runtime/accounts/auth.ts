import { betterAuth } from 'better-auth';
import { mongodbAdapter } from 'better-auth/adapters/mongodb';
import { storeDatabase } from '@/runtime/store/connect';
import { accountSecret } from './account-secret';
import { oneTimeLoginPlugin } from './one-time-login-plugin';
import { hashPassword, MIN_PASSWORD_LENGTH, verifyPassword } from './password';
import { signInGuardPlugin } from './sign-in-guard-plugin';

const DAY = 24 * 60 * 60;

async function buildAuth() {
  const publicUrl = process.env.STELLWERK_URL;
  return betterAuth({
    appName: 'Stellwerk',
    basePath: '/api/auth',
    ...(publicUrl ? { baseURL: publicUrl } : {}),
    secret: await accountSecret(),
    // The embedded store has no multi-document transactions, and nothing here needs them.
    database: mongodbAdapter(storeDatabase(), { transaction: false }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: 200,
      revokeSessionsOnPasswordReset: true,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    user: {
      additionalFields: {
        role: { type: 'string', required: true, defaultValue: 'agent', input: false },
        language: { type: 'string', required: false, input: false },
        disabled: { type: 'boolean', required: false, defaultValue: false, input: false },
        mustSetPassword: { type: 'boolean', required: false, defaultValue: false, input: false },
      },
    },
    session: { expiresIn: 14 * DAY, updateAge: DAY },
    // Per address of the network; the sign-in guard counts per account besides.
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 120,
      customRules: { '/sign-in/email': { window: 60, max: 20 }, '/get-session': false },
    },
    advanced: {
      cookiePrefix: 'stellwerk',
      useSecureCookies: publicUrl?.startsWith('https://') ?? false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
    },
    // The route compares Origin and Host itself (isSameOrigin) before anything arrives here.
    trustedOrigins: (request) => {
      const origin = request?.headers.get('origin');
      return origin ? [origin] : [];
    },
    logger: { level: 'error', log: writeLog },
    telemetry: { enabled: false },
    plugins: [oneTimeLoginPlugin(), signInGuardPlugin()],
  });
}

/** One line of JSON, as everything else here logs. Refused log-ins are among it: they are worth seeing. */
function writeLog(level: string, message: string): void {
  process.stderr.write(`${JSON.stringify({ level, what: 'accounts', message })}\n`);
}

export type Auth = Awaited<ReturnType<typeof buildAuth>>;

const holder = globalThis as typeof globalThis & { stellwerkAuth?: { uri: string; auth: Promise<Auth> } };

/** The accounts library, built once per process and store. Connect the store first. */
export function getAuth(): Promise<Auth> {
  const uri = process.env.MONGODB_URI ?? '';
  if (holder.stellwerkAuth?.uri !== uri) {
    const auth = buildAuth();
    holder.stellwerkAuth = { uri, auth };
    // A failed start is tried anew by the next request.
    auth.catch(() => {
      holder.stellwerkAuth = undefined;
    });
  }
  return holder.stellwerkAuth.auth;
}
