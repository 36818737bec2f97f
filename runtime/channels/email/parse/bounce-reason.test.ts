import { describe, expect, it } from 'vitest';
import { bounceReason, isHardReason } from './bounce-reason';

function isHard(answer: string): boolean {
  const status = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(answer)?.[1] ?? '';
  return isHardReason(bounceReason(answer, status));
}

describe('answers that say the address is no use any more', () => {
  it.each([
    '550 <a@b.example> not found',
    '550 mailbox not present',
    '550 Not a local address',
    '550 There is no one at this address',
    '550 this address no longer accepts mail',
    '553 sorry, badrcptto',
    '550 Account closed',
    '550 5.1.0 no valid recipients',
    'vdeliver: invalid or unknown virtual user',
    '550 user missing home directory',
    'Name or service not known',
    '550 recipient domain must exist',
    'Unrouteable address',
    'Die eingegebene E-Mail-Adresse konnte nicht gefunden werden.',
    'a@b.example wurde in b.example nicht gefunden',
    'Das Postfach des Empfängers ist nicht vorhanden',
    'Die Domäne b.example ist nicht vorhanden',
    '550 5.4.310 DNS domain b.example does not exist',
    '556 5.1.10 Recipient address has a null MX',
    '550 5.1.1 <a@b.example> does not exist',
    '550 mailbox is inactive',
    '550 Recipient is not accepted',
    '554 5.7.1 <a@b.example>: Recipient address rejected: Access denied',
    '550 this recipient is not in my validrcptto list',
    "550 sorry, that domain or user isn't in my list of allowed rcpthosts",
    '550 <a@b.example>: User unknown',
  ])('%s', (answer) => {
    expect(isHard(answer)).toBe(true);
  });
});

describe('answers that leave the address in use', () => {
  it.each([
    '553 5.1.8 Domain of sender address a@b.example does not exist',
    '550 5.1.8 Sender address rejected: Domain not found',
    '450 4.7.25 Client host rejected: cannot find your hostname',
    '550 Sender unknown',
    'Absender abgelehnt',
    'Das Postfach des Empfängers ist überfüllt',
    'Das Kontingent ist erschöpft',
    'Die Nachricht ist zu groß',
    '550 5.2.1 The email account that you tried to reach is disabled',
    '550 user refuses to receive this mail',
    '550 5.7.1 Message rejected as spam',
    'Connection timed out',
    '450 4.1.1 Recipient address rejected: unverified address: Address verification in progress',
    '550 Requested action not taken: mailbox unavailable. Reject due to policy restrictions',
    '450 4.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages',
    '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required',
    '421 4.7.0 Messages from 192.0.2.4 temporarily deferred due to user complaints',
    '550 Rejected by header based manually Blocked Senders',
    '554 5.4.14 Hop count exceeded - possible mail loop',
    '550 5.2.1 This account has been disabled or discontinued',
  ])('%s', (answer) => {
    expect(isHard(answer)).toBe(false);
  });
});

describe('an answer with its code', () => {
  it.each([
    ['550 5.1.1 The email account that you tried to reach does not exist', '5.1.1', true],
    ['550 5.4.1 Recipient address rejected: Access denied', '5.4.1', true],
    [
      '550 5.1.1 <x@spam.example.com>: Recipient address rejected: User unknown in virtual mailbox table',
      '5.1.1',
      true,
    ],
    [
      'Host or domain name not found. Name service error for name=foo.example type=MX: Host not found',
      '5.4.4',
      true,
    ],
    ['556 5.1.10 Recipient address rejected: Domain does not accept mail (nullMX)', '5.1.10', true],
    ['550 Person has left the company', '', true],
    ['550 5.7.1 Service unavailable; Client host [192.0.2.4] blocked using Spamhaus', '5.7.1', false],
    ['552 5.2.2 Mailbox full', '5.2.2', false],
    ['550 5.2.1 The email account that you tried to reach is disabled', '5.2.1', false],
    ['554 5.7.1 Relay access denied', '5.7.1', false],
    ['connect to mx.example[192.0.2.4]:25: Connection timed out', '4.4.1', false],
    ['550 5.7.26 This mail is unauthenticated, SPF and DKIM did not pass', '5.7.26', false],
    ['552 5.3.4 Message size exceeds fixed limit', '5.3.4', false],
    ['450 4.2.0 Recipient address rejected: Greylisted', '4.2.0', false],
    ['', '5.1.1', true],
    ['', '', false],
    ['', '5.3.2', true],
    ['550 : User unknown', '5.0.0', false],
    ['550: : User unknown', '', false],
    ['550 5.1.1 Refused because of the recipient preferences', '5.1.1', false],
    ['550 5.1.2 User reject', '5.1.2', false],
    ['550 5.7.504 Recipient address rejected: Access denied', '5.7.504', false],
    ['550 5.5.0 Archived recipient', '5.5.0', false],
  ])('%s (%s) is hard: %s', (diagnostic, status, hard) => {
    expect(isHardReason(bounceReason(diagnostic, status))).toBe(hard);
  });
});
