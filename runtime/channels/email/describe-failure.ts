import { DomainError } from '@/runtime/domain-error';
import type { FailureCause } from './failure-causes';

/** Codes of Node, of the IMAP and the SMTP client. */
const BY_CODE: Record<string, FailureCause> = {
  ENOTFOUND: 'hostUnknown',
  EAI_AGAIN: 'hostUnknown',
  ECONNREFUSED: 'nobodyAnswers',
  EHOSTUNREACH: 'nobodyAnswers',
  ENETUNREACH: 'nobodyAnswers',
  ECONNRESET: 'closedAtOnce',
  EPIPE: 'closedAtOnce',
  ECONNECTION: 'closedAtOnce',
  ClosedAfterConnectText: 'closedAtOnce',
  ClosedAfterConnectTLS: 'closedAtOnce',
  ETIMEDOUT: 'tooSlow',
  CONNECT_TIMEOUT: 'tooSlow',
  GREETING_TIMEOUT: 'tooSlow',
  UPGRADE_TIMEOUT: 'tooSlow',
  EAUTH: 'loginRefused',
  ETLS: 'notEncrypted',
  ERR_SSL_WRONG_VERSION_NUMBER: 'notEncrypted',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'notEncrypted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate',
  CERT_UNTRUSTED: 'certificate',
  CERT_HAS_EXPIRED: 'certificateExpired',
  CERT_NOT_YET_VALID: 'certificateExpired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificateName',
  oauthRefused: 'oauthRefused',
  oauthUnreachable: 'oauthUnreachable',
};

/** Why a mail server could not be used: a `FailureCause`, else the server's own words. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const words = wordsOf(error);
  if (isLogin(error)) return loginCause(words, numberOf(error, 'responseCode'));
  return connectionCause(error) ?? (words || error.message);
}

/** Which code, or words where there is none, of a connection that did not come to the log-in. */
function connectionCause(error: Error): FailureCause | null {
  // An IMAP server that says good-bye instead of greeting.
  if (/maximum number of connections|too many|try again later/i.test(textOf(error, 'reason')))
    return 'notNow';
  // The SMTP client puts a code of its own over that of the socket.
  const codes =
    error instanceof DomainError ? [error.code] : [textOf(error, 'originalCode'), textOf(error, 'code')];
  for (const code of codes) if (Object.hasOwn(BY_CODE, code)) return BY_CODE[code] ?? null;
  // TLS on a port that speaks plain text, and the other way round.
  if (/wrong version number|packet length too long|ssl3_get_record|not support starttls/i.test(error.message))
    return 'notEncrypted';
  if (/socket disconnected before secure|unexpected close/i.test(error.message)) return 'closedAtOnce';
  if (/^invalid greeting/i.test(error.message)) {
    const code = numberOf(error, 'responseCode');
    if (code === null || code < 400) return 'otherServer';
    if (code < 500) return 'notNow';
  }
  return null;
}

function isLogin(error: Error): boolean {
  if ('authenticationFailed' in error && error.authenticationFailed) return true;
  return textOf(error, 'code') === 'EAUTH';
}

/** RFC 5530 for IMAP, RFC 4954 for SMTP, and what large providers write. */
function loginCause(words: string, code: number | null): FailureCause {
  if (
    /application-specific password|app(?:lication)?[ -]?(?:specific )?password|app-?passwor[dt]/i.test(words)
  )
    return 'appPasswordDemanded';
  if (
    code === 538 ||
    /PRIVACYREQUIRED|login is disabled|must issue a? ?starttls|encryption required/i.test(words)
  )
    return 'encryptionDemanded';
  if (
    (code !== null && code >= 400 && code < 500) ||
    /\[(?:UNAVAILABLE|LIMIT|INUSE)\]|temporary authentication failure|too many (?:login|connection|attempt)/i.test(
      words,
    )
  )
    return 'notNow';
  if (code === 500 || code === 502 || code === 503 || code === 504) return 'loginNotOffered';
  return 'loginRefused';
}

/** The server's own words. */
function wordsOf(error: Error): string {
  const code = textOf(error, 'serverResponseCode');
  const words = [textOf(error, 'responseText'), textOf(error, 'response'), textOf(error, 'reason')].find(
    Boolean,
  );
  const shown = words ?? (isLogin(error) ? error.message : '');
  return code === '' || shown.includes(code) ? shown : `[${code}] ${shown}`;
}

function textOf(error: Error, key: string): string {
  const value: unknown = Reflect.get(error, key);
  return typeof value === 'string' ? value : '';
}

function numberOf(error: Error, key: string): number | null {
  const value: unknown = Reflect.get(error, key);
  return typeof value === 'number' ? value : null;
}
