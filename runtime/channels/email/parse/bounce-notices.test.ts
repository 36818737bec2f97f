import { describe, expect, it } from 'vitest';
import { parseMail } from './parse-mail';

const bounceOf = async (raw: string) => (await parseMail(Buffer.from(raw))).bounce;
const recipientsOf = async (raw: string) => (await bounceOf(raw))?.recipients.map((entry) => entry.recipient);

/** A report (RFC 3464) with the given recipient group. */
const report = (status: string, notice = 'See the report.') =>
  `From: postmaster@mx.example\nSubject: Report\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\n${notice}\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n${status}\n--b--\n`;

describe('recipients in a notice of free form', () => {
  it.each([
    [
      'addresses with a reason each',
      'From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\nI was unable to deliver to the following addresses.\n\n<one@example.com>:\nThis mailbox is full.\n\n<two@example.com>:\n550 No such user\n\n--- Original message follows.\nTo: three@example.com\n',
      ['one@example.com', 'two@example.com'],
    ],
    [
      'labels before the address',
      'From: postmaster@mx.example\nSubject: Undeliverable mail\n\nUnknown user: one@example.net\n\nUnknown user: two@example.net\n',
      ['one@example.net', 'two@example.net'],
    ],
    [
      'the address behind the heads of the failed mail',
      'From: postmaster@mx.example\nSubject: Undeliverable: Offer\n\nYour message\n\n  To:      list@example.org\n  Subject: Offer\n\ndid not reach the following recipient(s):\n\none@example.net on Thu, 11 Jul 2024 16:54:54 -0300\n    The recipient name is not recognized\n',
      ['one@example.net'],
    ],
    [
      'the name alone, in the domain of the server',
      'From: MAILER-DAEMON@mail.example\nTo: us@example.org\nSubject: Mail Delivery Problem\n\nSorry us@example.org. Your mail to the following recipients could not be delivered:\n\tkimberley\n',
      ['kimberley@mail.example'],
    ],
    [
      'an address in quotation marks',
      "From: mailer-daemon@mx.example\nSubject: Mail delivery failure\n\nThe following message, addressed to 'one@example.net',\nfailed because nobody collected it.\n",
      ['one@example.net'],
    ],
  ])('finds %s', async (_, raw, expected) => {
    expect(await recipientsOf(raw)).toEqual(expected);
  });

  it('gives each its own reason', async () => {
    const found = await bounceOf(
      'From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\nNot delivered to the following addresses:\n\n<one@example.com>:\n552 mailbox is full\n\n<two@example.com>:\n550 5.1.1 User unknown\n',
    );
    expect(found?.recipients.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['soft', 'mailbox-full'],
      ['hard', 'unknown-user'],
    ]);
  });
});

describe('notices in other languages', () => {
  it.each([
    [
      'Fehler bei der Zustellung: Benutzer nicht aufgeführt',
      'Ihre Nachricht\n\n  Betreff: Angebot\n\nwurde nicht zugestellt an:\n\n  one@example.com\n\nGrund:\n\n  Benutzer nicht im Verzeichnis aufgeführt',
    ],
    [
      'Nachrichtenstatus - Nicht zustellbar',
      'Ihre Mail konnte an den folgenden Empfänger nicht zugestellt werden:\n\none@example.com (unbekannter Benutzer)',
    ],
    [
      'Avviso di mancata consegna: fattura',
      'Il messaggio non è stato consegnato ai seguenti destinatari:\n\none@example.com\nindirizzo non valido',
    ],
    [
      'Onbestelbaar: factuur',
      'Uw bericht kon niet worden bezorgd bij de volgende ontvangers:\n\none@example.com\ngebruiker onbekend',
    ],
  ])('are read: %s', async (subject, text) => {
    const raw = `From: postmaster@mx.example\nSubject: ${subject}\nContent-Type: text/plain; charset=utf-8\n\n${text}\n`;
    expect(await bounceOf(raw)).toMatchObject({
      recipient: 'one@example.com',
      kind: 'hard',
      permanent: true,
    });
  });
});

describe('notices of gateways', () => {
  it.each([
    [
      'a scanner that shows the talk of the servers',
      'From: scan7@example.net\nSubject: Mail could not be delivered\n\nUnable to deliver your message.\nSent <<< RCPT TO:<one@example.com>\nReceived >>> 550 5.1.1 unknown user.\n',
    ],
    [
      'a service that returns the mail in its text',
      'From: Notice_Service@example.net\nSubject: Returned Mail - Error\n\n---- Failed Recipients ----\n\n<one@example.com>: mailbox unavailable. [SMTP Error Code 550]\n-------- Returned Mail --------\n\nSubject: Offer\n',
    ],
    [
      'a subject that ends in the verdict',
      "From: relay.service@example.net\nSubject: RE: Offer : non remis (delivery failed)\n\nVotre message n'a pas pu etre delivre a\none@example.com\n",
    ],
    [
      'an absent author',
      "Return-Path: <>\nFrom: <>\nAuto-Submitted: auto-replied\nSubject:\n\nYou sent mail to one@example.com. That's not a valid user here.\n",
    ],
    [
      'a mailbox filter that rejects',
      'From: Mail Delivery Subsystem <admin@example.net>\nSubject: Automatically rejected mail\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nYour message to <one@example.com> was automatically rejected:\nPlease use the form.\n--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; one@example.com\nDisposition: automatic-action/MDN-sent-automatically; deleted\n\n--b--\n',
    ],
  ])('tells %s', async (_, raw) => {
    expect(await bounceOf(raw)).toMatchObject({ recipient: 'one@example.com', permanent: true });
  });

  const question =
    'Subject: Undeliverable mail\n\nYour message could not be delivered to the following recipients:\n<one@example.com>\n550 5.1.1 User unknown\n';
  it.each([
    ['a question about a notice', `From: kim@example.com\n${question}\nWhat does this mean?\n`],
    ['a greeting before a notice', `From: kim@example.com\n${question.replace('\n\n', '\n\nHello,\n')}`],
    ['an answer', `From: kim@example.com\nIn-Reply-To: <1@example.org>\n${question}`],
    ['a notice passed on', `From: kim@example.com\n${question.replace('Subject: ', 'Subject: Fwd: ')}`],
    [
      'a parcel that did not come',
      'From: kim@example.com\nSubject: Delivery failed\n\nThe parcel could not be delivered to the following address: Main Street 5.\n',
    ],
    [
      'a message deleted by its reader',
      'From: kim@example.com\nSubject: Not read: Offer\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nDeleted without being read.\n--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; kim@example.com\nDisposition: automatic-action/MDN-sent-automatically; deleted\n\n--b--\n',
    ],
  ])('takes %s for no bounce', async (_, raw) => {
    expect(await bounceOf(raw)).toBeNull();
  });
});

describe('delayed, given up, unknown', () => {
  it.each([
    [
      'a warning',
      'has not yet been delivered to <one@example.com>:\nconnection failed\nAttempts will continue; in the end the software will give up',
      false,
    ],
    [
      'an end after a temporary error',
      'could not be delivered to <one@example.com>:\n4.4.1 no connection. In the queue too long',
      true,
    ],
  ])('tells %s', async (_, text, permanent) => {
    const raw = `From: MAILER-DAEMON@mx.example\nSubject: Mail delivery\n\nYour message ${text}.\n`;
    expect(await bounceOf(raw)).toMatchObject({ recipient: 'one@example.com', permanent, kind: 'soft' });
  });

  it.each([
    [
      'another action word',
      'Final-Recipient: rfc822; one@example.com\nAction: error\nStatus: 5.0.0',
      'one@example.com',
      'soft',
    ],
    [
      'an address within an X.400 name',
      'Final-Recipient: rfc822; c=DE;a= ;p=Org;dda:SMTP=one@example.com;\nAction: failed\nStatus: 5.1.1',
      'one@example.com',
      'hard',
    ],
    [
      'a mailbox on a host without domain',
      'Original-Recipient: rfc822;one@example.com\nFinal-Recipient: rfc822;one@store\nAction: failed\nStatus: 5.1.1',
      'one@example.com',
      'hard',
    ],
  ])('reads a report with %s', async (_, status, recipient, kind) => {
    expect(await bounceOf(report(status))).toMatchObject({ recipient, kind });
  });

  it('keeps the address that the mail was sent to beside the one it was passed on to', async () => {
    const status =
      'Original-Recipient: rfc822;one@example.com\nFinal-Recipient: rfc822;two@example.com\nAction: failed\nStatus: 5.1.1';
    expect(await bounceOf(report(status))).toMatchObject({
      recipient: 'two@example.com',
      originalRecipient: 'one@example.com',
    });
  });

  it('trusts the status before the words of a footer', async () => {
    const status = 'Final-Recipient: rfc822;one@example.com\nAction: failed\nStatus: 5.1.1';
    const footer = 'Delivery failed.\n\nThis mail was scanned for viruses and spam.';
    expect(await bounceOf(report(status, footer))).toMatchObject({ kind: 'hard', reason: 'unknown-user' });
  });

  it('takes an answer to DATA for one to RCPT where no recipient was left', async () => {
    const status =
      'Final-Recipient: rfc822;one@example.com\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: SMTP; 550 User unknown';
    const talk = '>>> DATA\n<<< 550 User unknown\n<<< 503 Need RCPT command';
    expect(await bounceOf(report(status, talk))).toMatchObject({ kind: 'hard' });
    expect(await bounceOf(report(status, '>>> DATA\n<<< 550 User unknown'))).toMatchObject({ kind: 'soft' });
  });
});

describe('hard or soft', () => {
  const group = (status: string, diagnostic: string, action = 'failed') =>
    `Final-Recipient: rfc822; one@example.com\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; ${diagnostic}`;
  it.each([
    [
      'an unknown user told with a temporary code, at the end of all attempts',
      group('4.1.1', '450 4.1.1 User unknown'),
      'hard',
    ],
    ['the same while attempts go on', group('4.1.1', '450 4.1.1 User unknown', 'delayed'), 'soft'],
    [
      'an unknown user only after the whole mail',
      group('5.0.0', '550 Unknown user (in reply to end of DATA command)'),
      'soft',
    ],
    ["Gmail's number for the same", group('5.0.0', '550 550 No such user here (state 17)'), 'soft'],
    ["Gmail's number for the recipient", group('5.0.0', '550 550 No such user here (state 14)'), 'hard'],
  ])('tells %s', async (_, status, kind) => {
    expect((await bounceOf(report(status)))?.kind).toBe(kind);
  });
});

describe('notices of particular servers', () => {
  it.each([
    [
      'that repeats the address after its name',
      'From: MAILER-DAEMON@mx.example\nSubject: Failure notice\n\n----- The following addresses had permanent fatal errors -----\n\n>>> one@mail.example.com <one@mail.example.com>\n\n550 no mailbox here by that name\n',
      ['one@mail.example.com', 'hard'],
    ],
    [
      'without a telling subject',
      'Return-Path: <>\nFrom: System Administrator <postmaster@mx.example>\nSubject: E\n\nYour message\n\n  To: two@example.com\n\ndid not reach the following recipient(s):\n\none@example.com on Thu, 29 Apr 2010 10:00:00 +0000\n    The recipient name is not recognized\n',
      ['one@example.com', 'hard'],
    ],
    [
      'about an address that is no address',
      'Return-Path: <>\nFrom: Mail Delivery System <mailer-daemon@mx.example>\nSubject: Mail failure - malformed recipient address\n\nYour message named addresses that were\nincorrectly constructed:\n\n  one@example.com <two@example.com>: malformed address\n',
      ['one@example.com', 'soft'],
    ],
    [
      'of a list server that passes nothing on',
      'From: list-admin@lists.example\nX-MLServer: fml\nSubject: Loop Alert: Duplicated Message-ID\n\nDuplicated Message-ID in <list@lists.example>.\n',
      ['list@lists.example', 'soft'],
    ],
    [
      'that a gateway writes under an address for no answers',
      'From: no-reply@mx.example\nSubject: Fehler\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nYour mail sent on: Thu, 29 Apr 2010\n     Could not be delivered to: <one@example.com>\n     As their mailbox is full.\n\n--b\nContent-Type: message/rfc822\n\nTo: one@example.com\n\nx\n--b--\n',
      ['one@example.com', 'soft'],
    ],
    [
      'that gave up for time',
      "From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\nI wasn't able to deliver your message to the following addresses.\n\n<one@example.com>:\nNo connection. This message has been in the queue too long.\n",
      ['one@example.com', 'soft'],
    ],
  ])('reads one %s', async (_, raw, expected) => {
    const bounce = await bounceOf(raw);
    expect([bounce?.recipient, bounce?.kind]).toEqual(expected);
  });
});
