import { describe, expect, it } from 'vitest';
import { bounceReason, isHardReason } from './bounce-reason';
import { readDeliveryStatus } from './delivery-status';
import { readFixture } from './fixtures/read-fixture';
import { parseMail } from './parse-mail';

describe('detectBounce', () => {
  it.each([
    [
      'bounce-postfix',
      {
        kind: 'hard',
        permanent: true,
        recipient: 'gone@example.com',
        status: '5.1.1',
        reason: 'unknown-user',
        originalMessageId: '<out-4711@example.org>',
      },
    ],
    [
      'bounce-exim',
      {
        kind: 'soft',
        permanent: true,
        recipient: 'full@example.com',
        status: '5.2.2',
        reason: 'mailbox-full',
        originalMessageId: '<out-4712@example.org>',
      },
    ],
    [
      'bounce-qmail',
      {
        kind: 'hard',
        permanent: true,
        recipient: 'nobody-here@nohost.example',
        status: '5.1.2',
        reason: 'unknown-host',
        originalMessageId: '<out-4713@example.org>',
      },
    ],
    [
      'bounce-exchange-german',
      {
        kind: 'hard',
        permanent: true,
        recipient: 'weg@example.com',
        status: '5.1.10',
        reason: 'unknown-user',
        originalMessageId: '<out-4714@example.org>',
      },
    ],
    [
      'bounce-delayed',
      {
        kind: 'soft',
        permanent: false,
        recipient: 'slow@example.com',
        status: '4.4.1',
        reason: 'expired',
        originalMessageId: '<out-4715@example.org>',
      },
    ],
  ])('reads %s', async (name, expected) => {
    const { bounce, automatic } = await parseMail(readFixture(name));
    expect(bounce).toMatchObject(expected);
    expect(automatic.reason).toBe('bounce');
  });

  it.each([
    'delivery-success',
    'read-receipt',
    'feedback-report',
    'vacation-english',
    'out-of-office-german',
    'human-asks-about-bounce',
    'newsletter',
    'plain-german',
  ])('%s is no bounce', async (name) => {
    expect((await parseMail(readFixture(name))).bounce).toBeNull();
  });

  it('tells every recipient', async () => {
    const status =
      'Reporting-MTA: dns; a\n\nFinal-Recipient: rfc822; <a@example.com>\nAction: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; b@example.com\nAction: delayed\nStatus: 4.4.7\nDiagnostic-Code: smtp; 451 try\n later\n';
    expect(readDeliveryStatus(status)).toEqual([
      { recipient: 'a@example.com', action: 'failed', status: '5.1.1', diagnostic: '' },
      { recipient: 'b@example.com', action: 'delayed', status: '4.4.7', diagnostic: '451 try later' },
    ]);
  });

  it('reads a notice in German without a report part', async () => {
    const parsed = await parseMail(
      Buffer.from(
        'Return-Path: <>\nFrom: Mail Delivery System <mailer-daemon@mail.example.net>\nSubject: Unzustellbar: Hallo\n\nIhre Nachricht konnte nicht zugestellt werden:\n\n<niemand@example.com>\n550 Empfänger unbekannt\n',
      ),
    );
    expect(parsed.bounce).toMatchObject({ kind: 'hard', recipient: 'niemand@example.com', permanent: true });
  });
});

describe('bounceReason', () => {
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
  ])('%s (%s) is hard: %s', (diagnostic, status, hard) => {
    expect(isHardReason(bounceReason(diagnostic, status))).toBe(hard);
  });
});
