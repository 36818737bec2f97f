import { isAscii } from 'node:buffer';
import { Readable } from 'node:stream';
import { domainToASCII } from 'node:url';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import { describeFailure } from './describe-failure';
import { type FailureCause, failureCauses } from './failure-causes';

/** A mail server to hand outgoing mail to. */
export interface SmtpServerSettings {
  host: string;
  port: number;
  /** `tls` from the first byte (port 465), `starttls` demanded (587), `none` only for a server on this machine. */
  security: 'tls' | 'starttls' | 'none';
  user: string | null;
  password: string | null;
  /** An OAuth2 access token (XOAUTH2) instead of a password. */
  accessToken?: string;
}

export interface SmtpEnvelope {
  /** Empty for mail that must not bounce (RFC 3834: automatic replies). */
  from: string;
  to: string[];
}

/**
 * `deferred`: try again later. `failed`: never. `unknown`: the content was handed over and the answer got lost, so the
 * server may or may not have it; it must not be sent again blindly.
 */
export type SmtpOutcome =
  | { state: 'sent'; receipt: string; refused: RefusedRecipient[] }
  | {
      state: 'deferred' | 'failed' | 'unknown';
      reason: string;
      code: number | null;
      /** The server did not take the credentials. */
      loginRefused?: true;
      /** Why it did not come to sending, where that is known. */
      cause?: FailureCause;
    };

/** A recipient that the server did not take although it took others. */
export interface RefusedRecipient {
  address: string;
  /** RFC 5321, 4.2.1: 5yz is for good, everything else may do later. */
  permanent: boolean;
  words: string;
}

const CONNECT_TIMEOUT_MS = 20_000;
/** RFC 5321, 4.5.3.2.6: up to ten minutes for the answer after the data; a mailbox provider needs far less. */
const ANSWER_TIMEOUT_MS = 180_000;

/**
 * Hands one mail to a server. `beforeData` is awaited just before the first byte of content leaves, so that its moment
 * can be recorded durably.
 */
export async function sendBySmtp(
  settings: SmtpServerSettings,
  envelope: SmtpEnvelope,
  raw: Buffer,
  beforeData: () => Promise<void>,
): Promise<SmtpOutcome> {
  const connection = openConnection(settings);
  const named = new Map(envelope.to.map((address) => [onTheWire(address), address]));
  let open = false;
  let handedOver = false;
  const content = async function* () {
    await beforeData();
    handedOver = true;
    yield raw;
  };
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.once('end', () => reject(new Error('The mail server closed the connection')));
      openAndLogIn(connection, settings).then(resolve, reject);
    });
    open = true;
    const info = await new Promise<SMTPConnection.SentMessageInfo>((resolve, reject) => {
      connection.once('error', reject);
      connection.once('end', () => reject(new Error('The mail server closed the connection')));
      const wire = { from: onTheWire(envelope.from), to: [...named.keys()], use8BitMime: !isAscii(raw) };
      connection.send(wire, Readable.from(content()), (error, sent) =>
        error ? reject(error) : resolve(sent),
      );
    });
    const refused = info.rejected.map((wire): RefusedRecipient => {
      const refusal = info.rejectedErrors?.find(({ recipient }) => recipient === wire);
      const permanent = (refusal?.responseCode ?? 0) >= 500;
      return {
        address: named.get(wire) ?? wire,
        permanent,
        words: refusal?.response ?? refusal?.message ?? '',
      };
    });
    return { state: 'sent', receipt: info.response, refused };
  } catch (error) {
    return open ? classifyFailure(error, handedOver) : notOpened(error);
  } finally {
    endConnection(connection);
  }
}

/** Few servers take umlauts in an address (RFC 6531), every one takes the other form of a domain with them (RFC 5891). */
function onTheWire(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  if (isAscii(Buffer.from(domain))) return address;
  return `${address.slice(0, at + 1)}${domainToASCII(domain) || domain}`;
}

/** Connects and logs in, sends nothing. Rejects with the server's own words. */
export async function tryLogin(settings: SmtpServerSettings): Promise<void> {
  const connection = openConnection(settings);
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      openAndLogIn(connection, settings).then(resolve, reject);
    });
  } finally {
    endConnection(connection);
  }
}

function openConnection(settings: SmtpServerSettings): SMTPConnection {
  return new SMTPConnection({
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    requireTLS: settings.security === 'starttls',
    ignoreTLS: settings.security === 'none',
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: ANSWER_TIMEOUT_MS,
    name: 'stellwerk',
  });
}

function endConnection(connection: SMTPConnection): void {
  connection.removeAllListeners();
  // A late error of a socket that is being closed concerns nobody any more.
  connection.on('error', () => connection.close());
  connection.quit();
}

function openAndLogIn(connection: SMTPConnection, settings: SmtpServerSettings): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.connect((error) => {
      if (error) return reject(error);
      if (!settings.user) return resolve();
      connection.login(credentialsOf(settings), (failure) => (failure ? reject(failure) : resolve()));
    });
  });
}

function credentialsOf(settings: SmtpServerSettings): SMTPConnection.AuthenticationType {
  const user = settings.user ?? '';
  if (!settings.accessToken) return { user, pass: settings.password ?? '' };
  return { type: 'OAuth2', user, oauth2: new XOAuth2({ user, accessToken: settings.accessToken }) };
}

/** A greeting, STARTTLS or log-in that fails is the server's trouble or the installation's, never that of one mail: it waits. */
function notOpened(error: unknown): SmtpOutcome {
  const { reason, code } = wordsOf(error);
  // 4yz means that it cannot be checked just now (RFC 4954, 6).
  const isLater = code !== null && code >= 400 && code < 500;
  const login = error instanceof Error && 'code' in error && error.code === 'EAUTH' && !isLater;
  const cause = failureCauses.find((known) => known === describeFailure(error));
  return {
    state: 'deferred',
    reason,
    code,
    ...(login ? { loginRefused: true as const } : {}),
    ...(cause ? { cause } : {}),
  };
}

/** RFC 5321, 4.2.1: 4yz is for later, 5yz is for good. Without an answer it depends on whether content had left. */
function classifyFailure(error: unknown, handedOver: boolean): SmtpOutcome {
  const { reason, code } = wordsOf(error);
  if (code !== null) return { state: code >= 500 ? 'failed' : 'deferred', reason, code };
  // What can be no address was not even shown to the server: that will not change.
  if (/^Invalid (?:recipient|sender) /.test(reason)) return { state: 'failed', reason, code };
  return { state: handedOver ? 'unknown' : 'deferred', reason, code };
}

function wordsOf(error: unknown): { reason: string; code: number | null } {
  const reason = error instanceof Error ? error.message : String(error);
  const code =
    error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number'
      ? error.responseCode
      : null;
  return { reason, code };
}
