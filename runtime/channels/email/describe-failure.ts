import { DomainError } from '@/runtime/domain-error';
import type { FailureCause } from './failure-causes';

const BY_CODE: Record<string, FailureCause> = {
  ENOTFOUND: 'hostUnknown',
  EAI_AGAIN: 'hostUnknown',
  ECONNREFUSED: 'nobodyAnswers',
  EHOSTUNREACH: 'nobodyAnswers',
  ENETUNREACH: 'nobodyAnswers',
  ETIMEDOUT: 'tooSlow',
  CONNECT_TIMEOUT: 'tooSlow',
  GREETING_TIMEOUT: 'tooSlow',
  EAUTH: 'loginRefused',
  ETLS: 'notEncrypted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate',
  CERT_HAS_EXPIRED: 'certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate',
  oauthRefused: 'oauthRefused',
  oauthUnreachable: 'oauthUnreachable',
};

/** Why a mail server could not be used: a `FailureCause`, else the server's own words. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('authenticationFailed' in error && error.authenticationFailed) return 'loginRefused';
  const code = error instanceof DomainError ? error.code : 'code' in error ? String(error.code) : '';
  const known = Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined;
  if (known) return known;
  // TLS on a port that speaks plain text.
  if (/wrong version number|packet length too long|ssl3_get_record/i.test(error.message))
    return 'notEncrypted';
  if ('responseText' in error && typeof error.responseText === 'string') return error.responseText;
  return error.message;
}
