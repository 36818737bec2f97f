import { describe, expect, it } from 'vitest';
import { readFixture } from './fixtures/read-fixture';
import { parseMail } from './parse-mail';

const withHeaders = (headers: string, body = 'Hello') => parseMail(Buffer.from(`${headers}\n\n${body}`));
const human =
  'From: Kim <kim@example.com>\nTo: service@example.org\nSubject: Question\nMessage-ID: <1@example.com>\n';

describe('automatic mail', () => {
  it.each([
    ['Auto-Submitted: auto-replied', 'auto-submitted'],
    ['Auto-Submitted: auto-generated; owner-email="x"', 'auto-submitted'],
    ['X-Auto-Response-Suppress: DR, OOF, AutoReply', 'auto-response-suppress'],
    ['X-Auto-Response-Suppress: All', 'auto-response-suppress'],
    ['Precedence: bulk', 'precedence'],
    ['Precedence: auto_reply', 'precedence'],
    ['Precedence: list', 'precedence'],
    ['List-Id: <x.example.com>', 'list'],
    ['List-Unsubscribe: <mailto:u@example.com>', 'list'],
    ['X-Autoreply: yes', 'auto-reply-header'],
    ['X-Autorespond: re', 'auto-reply-header'],
    ['X-Mailer: vacation 1.2.7', 'auto-reply-header'],
    ['X-Apple-Action: VACATION/seconds=604800', 'auto-reply-header'],
    ['Return-Path: <>', 'null-return-path'],
  ])('knows %s', async (header, reason) => {
    expect((await withHeaders(human + header)).automatic).toEqual({ automatic: true, reason });
  });

  it.each([
    'noreply@example.com',
    'no-reply@example.com',
    'do_not_reply@example.com',
    'donotreply@example.com',
    'shop.noreply@example.com',
    'no-reply+abc@example.com',
    'nicht-antworten@example.com',
    'bounce+x=y@example.com',
    'mailer-daemon@example.com',
  ])('knows the address %s', async (address) => {
    const parsed = await withHeaders(`From: Shop <${address}>\nSubject: Hello`);
    expect(parsed.automatic.automatic).toBe(true);
  });

  it.each([
    'Automatische Antwort: Ihre Anfrage',
    'Automatic reply: Your request',
    'Out of Office: Kim',
    'Out of office',
    'Abwesenheitsnotiz',
    'Abwesenheitsnotiz: Re: x',
    'Ich bin nicht im Büro',
    'Réponse automatique : test',
    'AutoReply: x',
  ])('knows the absence note "%s"', async (subject) => {
    const parsed = await withHeaders(
      `From: kim@example.com\nSubject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    );
    expect(parsed.automatic).toEqual({ automatic: true, reason: 'out-of-office' });
    expect(parsed.outOfOffice).toBe(true);
  });

  it('recognises its own message that came back', async () => {
    const parsed = await parseMail(Buffer.from(`${human}\n\nx`), {
      isOwnMessageId: (id) => id === '<1@example.com>',
    });
    expect(parsed.automatic.reason).toBe('own-message');
  });

  it.each([
    ['out-of-office-german', { automatic: true, outOfOffice: true, readReceipt: false, list: false }],
    ['vacation-english', { automatic: true, outOfOffice: true, readReceipt: false, list: false }],
    ['newsletter', { automatic: true, outOfOffice: false, readReceipt: false, list: true }],
    ['read-receipt', { automatic: true, outOfOffice: false, readReceipt: true, list: false }],
    ['feedback-report', { automatic: true, outOfOffice: false, readReceipt: false, list: false }],
    ['delivery-success', { automatic: true, outOfOffice: false, readReceipt: false, list: false }],
    ['bounce-postfix', { automatic: true, outOfOffice: false, readReceipt: false, list: false }],
    ['human-asks-about-bounce', { automatic: false, outOfOffice: false, readReceipt: false, list: false }],
    ['plain-german', { automatic: false, outOfOffice: false, readReceipt: false, list: false }],
  ])('classes %s', async (name, expected) => {
    const { automatic, outOfOffice, readReceipt, list } = await parseMail(readFixture(name));
    expect({ automatic: automatic.automatic, outOfOffice, readReceipt, list }).toEqual(expected);
  });
});

describe('no false alarm on what people write', () => {
  it.each([
    ['an answer to an absence note', 'Subject: AW: Automatische Antwort: Ihre Anfrage', 'Danke'],
    ['a question about absence notes', 'Subject: Abwesenheitsnotiz einrichten', 'Wie geht das?'],
    ['an out-of-office question', 'Subject: Out of office chairs', 'Do you sell them?'],
    ['Auto-Submitted: no', 'Subject: x\nAuto-Submitted: no', 'x'],
    ['Precedence: first-class', 'Subject: x\nPrecedence: first-class', 'x'],
    ['suppression of receipts only', 'Subject: x\nX-Auto-Response-Suppress: DR, RN, NRN', 'x'],
    ['suppression of nothing', 'Subject: x\nX-Auto-Response-Suppress: None', 'x'],
    ['a request for a receipt', 'Subject: x\nDisposition-Notification-To: kim@example.com', 'x'],
    ['absence in the text', 'Subject: Termin', 'Ich bin bis Freitag nicht im Büro, rufen Sie danach an.'],
    [
      'a delivery complaint',
      'Subject: Delivery failed yesterday',
      'My parcel could not be delivered to the following address: Main St 1.',
    ],
    [
      'a mail that a rule in Exchange passed on',
      'Subject: x\nX-MS-Exchange-Inbox-Rules-Loop: info@example.com',
      'x',
    ],
    ['an ordinary return path', 'Return-Path: <kim@example.com>\nSubject: x', 'x'],
    ['a mail that a rule passed on', 'Subject: Question\nAuto-Submitted: auto-forwarded', 'It is broken.'],
  ])('%s is human', async (_, headers, body) => {
    const parsed = await withHeaders(`From: Kim <kim@example.com>\n${headers}`, body);
    expect(parsed.automatic).toEqual({ automatic: false, reason: null });
    expect(parsed.bounce).toBeNull();
  });

  it.each([
    'reply@example.com',
    'noah.reply@example.com',
    'notary@example.com',
    'nora@example.com',
    'info@example.com',
    'bounceland.tickets@example.com',
    'bounce.house@example.com',
    'not-responding@example.com',
    'autohaus@example.com',
    'no@example.com',
  ])('the address %s is human', async (address) => {
    expect((await withHeaders(`From: ${address}\nSubject: x`)).automatic.automatic).toBe(false);
  });
});
