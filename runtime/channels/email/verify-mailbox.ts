import type { ChannelFinding } from '@/runtime/channels/channel';
import type { Json } from '@/runtime/flow/json';
import { connectImap, type ImapSettings } from './connect-imap';
import { describeFailure } from './describe-failure';
import { type EmailSecretName, type EmailSettings, emailSettingsSchema } from './email-settings';
import { createTokenSource, type TokenSource } from './oauth-token';
import { probeServer } from './probe-server';
import { type SmtpServerSettings, tryLogin } from './smtp-sender';

/** Tries the settings of a mailbox before they are saved: connects and logs in both ways, and changes nothing. */
export async function verifyMailbox(
  settings: Record<string, Json>,
  secrets: Record<string, string>,
  now: () => number,
): Promise<ChannelFinding[]> {
  const parsed = emailSettingsSchema.safeParse(settings);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return [{ level: 'error', code: 'settingsInvalid', values: { field: issue?.path.join('.') ?? '' } }];
  }
  const token = tokenSource(parsed.data, secrets, now);
  const refusal = token ? await verifyToken(token, secrets) : null;
  if (refusal) return [refusal];
  return [
    ...(await verifyIncoming(parsed.data, secrets, token)),
    ...(await verifyOutgoing(parsed.data, secrets, token)),
  ];
}

/** Whether the provider grants access at all; null: it does. */
async function verifyToken(
  token: () => Promise<string>,
  secrets: Record<string, string>,
): Promise<ChannelFinding | null> {
  if (!secrets.oauthRefreshToken) return { level: 'error', code: 'oauthMissing', values: {} };
  try {
    await token();
    return null;
  } catch (error) {
    return { level: 'error', code: 'oauthFailed', values: { reason: describeFailure(error) } };
  }
}

/** Access tokens of a mailbox that logs in by OAuth2; null where it uses passwords. */
export function tokenSource(
  settings: EmailSettings,
  secrets: Partial<Record<EmailSecretName, string>>,
  now: () => number,
  keep?: (refreshToken: string) => Promise<void>,
): TokenSource | null {
  if (!settings.oauth) return null;
  return createTokenSource(
    {
      ...settings.oauth,
      clientSecret: secrets.oauthClientSecret ?? '',
      refreshToken: secrets.oauthRefreshToken ?? '',
    },
    now,
    keep,
  );
}

/** Settings of the fetcher, or null for a mailbox of the embedded listener. */
export function imapSettings(
  settings: EmailSettings,
  secrets: Partial<Record<EmailSecretName, string>>,
  token: TokenSource | null,
): ImapSettings | null {
  const { incoming } = settings;
  if (incoming.kind !== 'imap') return null;
  const { kind: _, login, ...server } = incoming;
  return {
    ...server,
    password: login === 'password' ? (secrets.imapPassword ?? '') : null,
    accessToken: login === 'oauth' ? token : null,
  };
}

async function verifyIncoming(
  settings: EmailSettings,
  secrets: Record<string, string>,
  token: TokenSource | null,
): Promise<ChannelFinding[]> {
  const imap = imapSettings(settings, secrets, token);
  if (!imap)
    return [
      {
        level: 'ok',
        code: settings.incoming.kind === 'push' ? 'pushReady' : 'listenerReady',
        values: {},
      },
    ];
  try {
    const client = await connectImap(imap);
    try {
      const known = new Set((await client.list()).map(({ path }) => path));
      const wanted = [...imap.folders, ...(imap.afterFetch.kind === 'move' ? [imap.afterFetch.folder] : [])];
      // Some servers keep every folder below INBOX; the client puts that before a name by itself.
      const prefix = client.namespace?.prefix ?? '';
      const missing = wanted.filter(
        (folder) => !known.has(folder) && !known.has(prefix + folder) && folder.toUpperCase() !== 'INBOX',
      );
      return missing.length === 0
        ? [{ level: 'ok', code: 'imapReady', values: { folders: wanted.join(', ') } }]
        : missing.map((folder) => ({ level: 'error' as const, code: 'folderMissing', values: { folder } }));
    } finally {
      await client.logout();
    }
  } catch (error) {
    const reason = await causeOf(error, imap, 'imap');
    return [{ level: 'error', code: 'imapFailed', values: { host: imap.host, reason } }];
  }
}

async function verifyOutgoing(
  settings: EmailSettings,
  secrets: Record<string, string>,
  token: (() => Promise<string>) | null,
): Promise<ChannelFinding[]> {
  const { outgoing } = settings;
  if (outgoing.kind === 'outbox') return [{ level: 'warning', code: 'outboxOnly', values: {} }];
  try {
    const server: SmtpServerSettings = {
      host: outgoing.host,
      port: outgoing.port,
      security: outgoing.security,
      user: outgoing.user || null,
      password: secrets.smtpPassword ?? null,
      ...(outgoing.login === 'oauth' && token ? { accessToken: await token() } : {}),
    };
    await tryLogin(server);
    return [{ level: 'ok', code: 'smtpReady', values: { host: outgoing.host } }];
  } catch (error) {
    const reason = await causeOf(error, outgoing, 'smtp');
    return [{ level: 'error', code: 'smtpFailed', values: { host: outgoing.host, reason } }];
  }
}

/** A server that lets the time run out may be another one than was meant, or wait for TLS: a look at it tells. */
async function causeOf(
  error: unknown,
  server: Parameters<typeof probeServer>[0],
  wanted: 'imap' | 'smtp',
): Promise<string> {
  const reason = describeFailure(error);
  return reason === 'tooSlow' ? probeServer(server, wanted) : reason;
}
