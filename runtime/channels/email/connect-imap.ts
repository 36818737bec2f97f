import { ImapFlow } from 'imapflow';
import type { TokenSource } from './oauth-token';

/** A mailbox on somebody's IMAP server (RFC 3501, RFC 9051). */
export interface ImapSettings {
  host: string;
  port: number;
  /** `tls` from the first byte (port 993), `starttls` demanded (143), `none` only for a server on this machine. */
  security: 'tls' | 'starttls' | 'none';
  user: string;
  /** A password, or a fresh OAuth2 access token (XOAUTH2) per connection. */
  password: string | null;
  accessToken: TokenSource | null;
  /** Each is watched by a connection of its own. */
  folders: string[];
  /** What happens to a mail at the source once the ledger has it. */
  afterFetch: { kind: 'seen' } | { kind: 'move'; folder: string } | { kind: 'nothing' };
  /** What is taken at the very first contact: mail that nobody has read, everything, or only what comes from now on. */
  firstFetch: 'unseen' | 'all' | 'new';
}

/** Logs in; rejects with the server's own words. Also what "test connection" calls. */
export async function connectImap(settings: ImapSettings): Promise<ImapFlow> {
  const token = settings.accessToken ? await settings.accessToken() : null;
  const client = new ImapFlow({
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    ...(settings.security === 'starttls' ? { doSTARTTLS: true } : {}),
    ...(settings.security === 'none' ? { doSTARTTLS: false } : {}),
    auth:
      token === null
        ? { user: settings.user, pass: settings.password ?? '' }
        : { user: settings.user, accessToken: token },
    logger: false,
    connectionTimeout: 20_000,
    greetingTimeout: 15_000,
    socketTimeout: 300_000,
    autoIdleDelay: 500,
    clientInfo: { name: 'Stellwerk' },
  });
  // A connection that breaks is told by the command in hand or by `close`; an unheard error would end the process.
  client.on('error', () => client.close());
  try {
    await client.connect();
  } catch (error) {
    if (token !== null && isRefusedLogin(error)) settings.accessToken?.forget(token);
    throw error;
  }
  return client;
}

function isRefusedLogin(error: unknown): boolean {
  return error instanceof Error && 'authenticationFailed' in error && error.authenticationFailed === true;
}
