import type { EmailSecretName, EmailSettings } from './email-settings';
import { keepRefreshToken } from './keep-refresh-token';
import type { TokenSource } from './oauth-token';
import { tokenSource } from './verify-mailbox';

type Secrets = Partial<Record<EmailSecretName, string>>;

interface KnownTokens {
  fingerprint: string;
  source: TokenSource | null;
}

const byMailbox = new Map<string, KnownTokens>();

/**
 * The access tokens of a mailbox, one source for fetching and sending: a provider is asked for one token and not for one per
 * mail, and a refresh token that it replaces is known to both. Null where the mailbox uses passwords. What a change of the
 * settings makes invalid is forgotten.
 */
export function mailboxTokens(
  channelId: string,
  settings: EmailSettings,
  secrets: Secrets,
  now: () => number,
): TokenSource | null {
  const { oauthClientSecret, oauthRefreshToken } = secrets;
  const fingerprint = JSON.stringify([settings.oauth, oauthClientSecret, oauthRefreshToken]);
  const known = byMailbox.get(channelId);
  if (known?.fingerprint === fingerprint) return known.source;
  const tokens: KnownTokens = { fingerprint, source: null };
  tokens.source = tokenSource(settings, secrets, now, async (refreshToken) => {
    await keepRefreshToken(channelId, refreshToken);
    // The mailbox is read with it from now on, and its tokens are still these.
    tokens.fingerprint = JSON.stringify([settings.oauth, oauthClientSecret, refreshToken]);
  });
  byMailbox.set(channelId, tokens);
  return tokens.source;
}
