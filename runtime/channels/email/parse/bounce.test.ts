import { describe, expect, it } from 'vitest';
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
      {
        recipient: 'a@example.com',
        originalRecipient: '',
        action: 'failed',
        status: '5.1.1',
        diagnostic: '',
      },
      {
        recipient: 'b@example.com',
        originalRecipient: '',
        action: 'delayed',
        status: '4.4.7',
        diagnostic: '451 try later',
      },
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

  it.each([
    [
      'the words of a gateway',
      'From: Gateway <postmaster@example.net>\nSubject: Re: Hello\n\nSent <<< RCPT TO:<gone@example.com>\nReceived >>> 550 5.1.1 <gone@example.com>... user unknown\n',
    ],
    [
      'an error told by an operator',
      'From: post_master@example.net\nSubject: Re: Hello\n\nError message below:\n550 - no such user here\n\nRCPT TO: gone@example.com\n',
    ],
    [
      'a report that names the sender before the recipient',
      'From: postmaster@example.net\nSubject: Undeliverable Mail: "Hello"\n\nYour message:\n  From: us@example.org\nCould not be delivered because of\n550 5.1.1 User unknown\nThe following recipients were affected:\n  gone@example.com\n',
    ],
    [
      'a cause that stands in the subject',
      'From: MAILER-DAEMON@example.net\nSubject: Returned mail: User unknown\n\nThe following addresses had delivery errors:\n<gone@example.com>\n',
    ],
  ])('reads %s', async (_, raw) => {
    expect((await parseMail(Buffer.from(raw))).bounce).toMatchObject({
      kind: 'hard',
      recipient: 'gone@example.com',
    });
  });

  /** A notification that a gateway, or a person, passes on as a whole mail. */
  const passedOn = (from: string) =>
    parseMail(
      Buffer.concat([
        Buffer.from(
          `From: ${from}\nSubject: Notice\nContent-Type: multipart/mixed; boundary="out"\n\n--out\n\nSee below.\n--out\nContent-Type: message/rfc822\n\n`,
        ),
        Buffer.from(readFixture('bounce-postfix')),
        Buffer.from('\n--out--\n'),
      ]),
    );

  it('reads a notification that a gateway has wrapped', async () => {
    expect((await passedOn('MAILER-DAEMON@gateway.example')).bounce).toMatchObject({
      kind: 'hard',
      recipient: 'gone@example.com',
      originalMessageId: '<out-4711@example.org>',
    });
  });

  it('takes no notification that a person passes on', async () => {
    expect((await passedOn('Kim <kim@example.com>')).bounce).toBeNull();
  });
});

describe('the recipient of a notice that names none', () => {
  const notice = (returned: string) =>
    Buffer.from(
      `From: Mail Delivery System <ndr@example.net>\nTo: service@example.org\nReturn-Path: <>\nSubject: Mail delivery failed: returning message to sender\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nA message that you sent could not be delivered to one or more of its recipients. They are not a valid user.\n--b\nContent-Type: message/rfc822\n\n${returned}Message-ID: <out-1@example.org>\nSubject: Hello\n\nHello\n--b--\n`,
    );

  it.each([
    [
      'the last server says it',
      'Received: by mx.example.net\n\tfor <kim@example.net>; Mon, 4 May 2026 10:00:00 +0200\nTo: team@example.org\n',
      'kim@example.net',
    ],
    ['the mail had one addressee', 'To: Kim <kim@example.net>\n', 'kim@example.net'],
    ['the mail had several', 'To: kim@example.net\nCc: eva@example.net\n', ''],
    ['the mail went to ourselves', 'To: service@example.org\n', ''],
  ])('%s', async (_, returned, recipient) => {
    const { bounce } = await parseMail(notice(returned));
    expect(bounce).toMatchObject({ recipient, originalMessageId: '<out-1@example.org>' });
  });
});

it('calls the parts of a report by what they are', async () => {
  const parsed = await parseMail(readFixture('bounce-postfix'));
  expect(parsed.attachments.map(({ name }) => name)).toContain('delivery-status.txt');
  const receipt = await parseMail(readFixture('read-receipt'));
  expect(receipt.attachments.map(({ name }) => name)).toContain('read-receipt.txt');
});
