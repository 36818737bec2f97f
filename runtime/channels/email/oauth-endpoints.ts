import type { EmailSettings } from './email-settings';

export type OAuthRegistration = NonNullable<EmailSettings['oauth']>;

export interface OAuthEndpoints {
  authorizeUrl: string | null;
  tokenUrl: string | null;
  /** Parted by blanks. */
  scope: string;
  /** What a provider wants besides RFC 6749 so that it gives a refresh token. */
  parameters: Record<string, string>;
}

/** Where a provider is asked, as its pages for developers say. */
export function oauthEndpoints({
  provider,
  tenant,
  authorizeUrl,
  tokenUrl,
  scope,
}: Pick<OAuthRegistration, 'provider' | 'tokenUrl'> & Partial<OAuthRegistration>): OAuthEndpoints {
  if (provider === 'google') {
    return {
      authorizeUrl: authorizeUrl ?? 'https://accounts.google.com/o/oauth2/v2/auth',
      tokenUrl: tokenUrl ?? 'https://oauth2.googleapis.com/token',
      scope: scope || 'https://mail.google.com/',
      parameters: { access_type: 'offline', prompt: 'consent' },
    };
  }
  if (provider === 'microsoft') {
    const base = `https://login.microsoftonline.com/${tenant ?? 'common'}/oauth2/v2.0`;
    return {
      authorizeUrl: authorizeUrl ?? `${base}/authorize`,
      tokenUrl: tokenUrl ?? `${base}/token`,
      scope:
        scope ||
        'https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access',
      parameters: { prompt: 'select_account' },
    };
  }
  return { authorizeUrl: authorizeUrl ?? null, tokenUrl, scope: scope ?? '', parameters: {} };
}
