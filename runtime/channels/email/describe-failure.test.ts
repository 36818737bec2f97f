import { describe, expect, it } from 'vitest';
import { DomainError } from '@/runtime/domain-error';
import { describeFailure } from './describe-failure';

const failure = (message: string, facts: Record<string, unknown> = {}) =>
  Object.assign(new Error(message), facts);

describe('describeFailure', () => {
  it.each([
    ['hostUnknown', failure('getaddrinfo ENOTFOUND x', { code: 'EDNS', originalCode: 'ENOTFOUND' })],
    ['nobodyAnswers', failure('connect ECONNREFUSED', { code: 'ESOCKET', originalCode: 'ECONNREFUSED' })],
    ['nobodyAnswers', failure('connect ECONNREFUSED', { code: 'ECONNREFUSED' })],
    ['closedAtOnce', failure('Connection closed unexpectedly', { code: 'ECONNECTION' })],
    ['closedAtOnce', failure('Unexpected close', { code: 'ClosedAfterConnectText' })],
    ['notNow', failure('Unexpected close', { reason: 'Maximum number of connections exceeded' })],
    ['tooSlow', failure('Greeting never received', { code: 'ETIMEDOUT' })],
    ['certificate', failure('self-signed', { code: 'ESOCKET', originalCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' })],
    ['certificateExpired', failure('expired', { code: 'CERT_HAS_EXPIRED' })],
    ['certificateName', failure('altnames', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })],
    ['notEncrypted', failure('0A00010B:ssl3_get_record:wrong version number', { code: 'ESOCKET' })],
    ['notEncrypted', failure('Server does not support STARTTLS', { tlsFailed: true })],
    [
      'otherServer',
      failure('Invalid greeting. response=* OK IMAP', { code: 'EPROTOCOL', response: '* OK IMAP' }),
    ],
    ['notNow', failure('Invalid greeting. response=421 busy', { code: 'EPROTOCOL', responseCode: 421 })],
    [
      'loginRefused',
      failure('Invalid login: 535 no', { code: 'EAUTH', response: '535 no', responseCode: 535 }),
    ],
    ['notNow', failure('Invalid login: 454 no', { code: 'EAUTH', response: '454 no', responseCode: 454 })],
    [
      'encryptionDemanded',
      failure('Invalid login: 538', { code: 'EAUTH', response: '538 no', responseCode: 538 }),
    ],
    [
      'loginNotOffered',
      failure('Invalid login: 500', { code: 'EAUTH', response: '500 what', responseCode: 500 }),
    ],
    ['encryptionDemanded', failure('Login is disabled', { authenticationFailed: true })],
    [
      'loginRefused',
      failure('Command failed', { authenticationFailed: true, responseText: 'Invalid credentials' }),
    ],
    [
      'appPasswordDemanded',
      failure('Command failed', {
        authenticationFailed: true,
        serverResponseCode: 'ALERT',
        responseText: 'Application-specific password required',
      }),
    ],
    [
      'notNow',
      failure('Command failed', {
        authenticationFailed: true,
        serverResponseCode: 'UNAVAILABLE',
        responseText: 'x',
      }),
    ],
    ['oauthRefused', new DomainError('invalid', 'oauthRefused', 'The provider refuses.')],
    ['Mailbox is frozen', failure('Command failed', { responseText: 'Mailbox is frozen' })],
    ['554 5.7.1 Go away', failure('Invalid greeting.', { responseCode: 554, response: '554 5.7.1 Go away' })],
    ['something else', failure('something else')],
    ['words', 'words'],
  ])('says %s', (cause, error) => {
    expect(describeFailure(error)).toBe(cause);
  });
});
