import * as z from 'zod';
import { DomainError } from '@/runtime/domain-error';

/** What an admin registered at the provider for this mailbox (RFC 6749, section 6). */
export interface OAuthSettings {
  provider: 'google' | 'microsoft' | 'other';
  /** For `other`, and for Microsoft tenants that demand their own. */
  tokenUrl: string | null;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
}

const TOKEN_URLS = {
  google: 'https://oauth2.googleapis.com/token',
  microsoft: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
};
const TIMEOUT_MS = 15_000;
/** A token is renewed this long before its end, so that it does not end in the middle of a log-in. */
const MARGIN_MS = 120_000;

const answerSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().default(3600),
});
const refusalSchema = z.object({ error: z.string(), error_description: z.string().optional() });

/**
 * A source of access tokens for XOAUTH2. It asks the provider only when the last token is about to end; callers at the
 * same time share one request. Errors: DomainError `oauthRefused` (the grant was withdrawn: an admin must renew it),
 * `oauthUnreachable` (try again).
 */
export function createTokenSource(settings: OAuthSettings, now: () => number): () => Promise<string> {
  let token: { value: string; until: number } | null = null;
  let asking: Promise<string> | null = null;
  return () => {
    if (token && now() < token.until - MARGIN_MS) return Promise.resolve(token.value);
    asking ??= requestToken(settings)
      .then(({ access_token, expires_in }) => {
        token = { value: access_token, until: now() + expires_in * 1000 };
        return access_token;
      })
      .finally(() => {
        asking = null;
      });
    return asking;
  };
}

async function requestToken(settings: OAuthSettings): Promise<z.infer<typeof answerSchema>> {
  const url = settings.tokenUrl ?? (settings.provider === 'other' ? null : TOKEN_URLS[settings.provider]);
  if (!url)
    throw new DomainError('invalid', 'oauthTokenUrlMissing', 'The address of the token server is missing.');
  const response = await askServer(url, settings);
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

async function askServer(url: string, settings: OAuthSettings): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: settings.clientId,
        client_secret: settings.clientSecret,
        refresh_token: settings.refreshToken,
      }),
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
