import * as z from 'zod';
import { DomainError } from '@/runtime/domain-error';
import { oauthEndpoints } from './oauth-endpoints';

/** What an admin registered at the provider for this mailbox (RFC 6749, section 6). */
export interface OAuthSettings {
  provider: 'google' | 'microsoft' | 'other';
  /** For `other`, and for Microsoft tenants that demand their own. */
  tokenUrl: string | null;
  /** Microsoft: the directory; null: any. */
  tenant?: string | null;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
}

const TIMEOUT_MS = 15_000;
/** A token is renewed this long before its end, so that it does not end in the middle of a log-in. */
const MARGIN_MS = 120_000;
/** A new refresh token is stored at most so often. */
const KEEP_EVERY_MS = 86_400_000;

const answerSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().default(3600),
  refresh_token: z.string().min(1).optional(),
});
export type OAuthAnswer = z.infer<typeof answerSchema>;
const refusalSchema = z.object({ error: z.string(), error_description: z.string().optional() });

export interface TokenSource {
  (): Promise<string>;
  /** A mail server did not take this token, whatever its stated end: the next caller gets a new one. */
  forget(token: string): void;
}

/**
 * A source of access tokens for XOAUTH2. It asks the provider only when the last token is about to end; callers at the
 * same time share one request. Errors: DomainError `oauthRefused` (the grant was withdrawn: an admin must renew it),
 * `oauthUnreachable` (try again).
 */
export function createTokenSource(
  settings: OAuthSettings,
  now: () => number,
  keep: (refreshToken: string) => Promise<void> = () => Promise.resolve(),
): TokenSource {
  let token: { value: string; until: number } | null = null;
  let asking: Promise<string> | null = null;
  let { refreshToken } = settings;
  let keptAt = Number.NEGATIVE_INFINITY;

  /** Some providers give a new refresh token with every answer, and the old one ends some day. */
  async function renewed(answer: OAuthAnswer): Promise<void> {
    if (!answer.refresh_token || answer.refresh_token === refreshToken) return;
    refreshToken = answer.refresh_token;
    if (now() - keptAt < KEEP_EVERY_MS) return;
    await keep(refreshToken);
    keptAt = now();
  }
  const read = () => {
    if (token && now() < token.until - MARGIN_MS) return Promise.resolve(token.value);
    asking ??= requestToken({ ...settings, refreshToken })
      .then(async (answer) => {
        token = { value: answer.access_token, until: now() + answer.expires_in * 1000 };
        await renewed(answer);
        return answer.access_token;
      })
      .finally(() => {
        asking = null;
      });
    return asking;
  };
  return Object.assign(read, {
    forget(refused: string) {
      if (token?.value === refused) token = null;
    },
  });
}

function requestToken(settings: OAuthSettings): Promise<OAuthAnswer> {
  return askTokenServer(settings, { grant_type: 'refresh_token', refresh_token: settings.refreshToken });
}

/**
 * One question to the token server (RFC 6749, 4.1.3 and 6). Errors: DomainError `oauthTokenUrlMissing`, `oauthRefused`,
 * `oauthUnreachable`.
 */
export async function askTokenServer(
  settings: Omit<OAuthSettings, 'refreshToken'>,
  parameters: Record<string, string>,
): Promise<OAuthAnswer> {
  const url = oauthEndpoints(settings).tokenUrl;
  if (!url)
    throw new DomainError('invalid', 'oauthTokenUrlMissing', 'The address of the token server is missing.');
  const response = await askServer(url, {
    ...parameters,
    client_id: settings.clientId,
    // Programs without a secret are told by PKCE alone (RFC 8252).
    ...(settings.clientSecret ? { client_secret: settings.clientSecret } : {}),
  });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) {
    const answer = answerSchema.safeParse(body);
    if (answer.success) return answer.data;
    throw new DomainError(
      'unavailable',
      'oauthUnreachable',
      'The token server gave an answer that cannot be read.',
    );
  }
  const refusal = refusalSchema.safeParse(body);
  const reason = refusal.success ? refusal.data.error : `HTTP ${response.status}`;
  if (response.status >= 500 || response.status === 429) {
    throw new DomainError(
      'unavailable',
      'oauthUnreachable',
      `The token server cannot serve just now (${reason}).`,
      { reason },
    );
  }
  throw new DomainError(
    'forbidden',
    'oauthRefused',
    `The provider refuses access to the mailbox (${reason}).`,
    { reason },
  );
}

async function askServer(url: string, parameters: Record<string, string>): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams(parameters),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DomainError(
      'unavailable',
      'oauthUnreachable',
      `The token server does not answer (${reason}).`,
      { reason },
    );
  }
}
