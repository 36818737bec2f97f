import { describe, expect, it } from 'vitest';
import { readFixture } from './fixtures/read-fixture';
import { parseMail } from './parse-mail';

const mail = (text: string, encoding: BufferEncoding = 'utf8') =>
  Buffer.from(text.replace(/\n/g, '\r\n'), encoding);
const _text = (content: Uint8Array | undefined) => Buffer.from(content ?? new Uint8Array()).toString('utf8');

describe('parseMail: an ordinary mail', () => {
  it('reads the envelope', async () => {
    const parsed = await parseMail(readFixture('plain-german'));
    expect(parsed.from).toEqual({ name: 'Erika Müller', address: 'erika@example.com' });
    expect(parsed.to).toEqual([{ name: 'Service, Team', address: 'service+rechnung@example.org' }]);
    expect(parsed.cc.map((entry) => entry.address)).toEqual(['max@example.com', 'buchhaltung@example.com']);
    expect(parsed.subject).toBe('Rückfrage zur Rechnung 4711');
    expect(parsed.date).toBe('2026-05-04T08:00:00.000Z');
    expect(parsed.messageId).toBe('<plain-german-1@example.com>');
    expect(parsed.deliveredTo).toEqual(['service+rechnung@example.org']);
    expect(parsed.language).toBe('de');
    expect(parsed.text).toContain('Können Sie mir bitte erklären, wofür');
    expect(parsed.automatic).toEqual({ automatic: false, reason: null });
    expect(parsed.problems).toEqual([]);
  });

  it('finds the address it was delivered to in the Received lines when nothing else tells', async () => {
    const parsed = await parseMail(
      mail(
        'Received: from a by b for <Catch.All@example.org>; Mon, 4 May 2026 10:00:00 +0200\nReceived: from c by d for <first@example.com>\nSubject: x\n\nx',
      ),
    );
    expect(parsed.deliveredTo).toEqual(['catch.all@example.org']);
  });

  it('separates the reply from what was quoted, in text and HTML', async () => {
    const outlook = await parseMail(readFixture('outlook-reply'));
    expect(outlook.visibleText).toBe('Hallo,\n\ndas Paket ist leider noch nicht da.\n\nViele Grüße\nJonas');
    expect(outlook.quotedText).toContain('Ihr Paket ist unterwegs');
    expect(outlook.inReplyTo).toBe('<ours-1@example.org>');
    expect(outlook.references).toEqual(['<ours-0@example.org>', '<ours-1@example.org>']);
    expect(outlook.html).toContain('style="color:#1F497D"');
    const gmail = await parseMail(readFixture('gmail-reply'));
    expect(gmail.visibleText).toBe('Yes, please cancel the order.\n\nThank you');
    expect(gmail.text).toContain('Shall we cancel it?');
  });

  it('shows inline pictures by Content-ID and sanitises the HTML', async () => {
    const parsed = await parseMail(readFixture('inline-picture'));
    expect(parsed.html?.trim()).toBe(
      '<p>So sieht der Schaden aus: <img alt="Schaden" data-cid="pic1@example.com" /></p>',
    );
    expect(parsed.attachments).toHaveLength(1);
    expect(parsed.attachments[0]).toMatchObject({
      name: 'schaden.png',
      inline: true,
      contentId: 'pic1@example.com',
      sniffedType: 'image/png',
      dangerous: false,
    });
  });

  it('keeps an embedded mail as one attachment named by its subject', async () => {
    const parsed = await parseMail(readFixture('nested-message'));
    expect(parsed.visibleText).toBe('See the attached mail.');
    expect(parsed.attachments.map((file) => [file.name, file.type])).toEqual([
      ['Broken kettle.eml', 'message/rfc822'],
    ]);
    const inner = await parseMail(parsed.attachments[0]?.content ?? new Uint8Array());
    expect(inner.subject).toBe('Broken kettle');
    expect(inner.attachments[0]?.name).toBe('kettle.png');
  });

  it('decodes attachment names, makes them safe and marks dangerous files', async () => {
    const parsed = await parseMail(readFixture('attachment-names'));
    expect(parsed.attachments.map((file) => [file.name, file.dangerous])).toEqual([
      ['Rechnung März.pdf', false],
      ['Übersicht.xls', false],
      ['photo.jpg.exe', true],
    ]);
    expect(parsed.attachments[2]?.sniffedType).toBe('application/x-msdownload');
    expect([...(parsed.attachments[1]?.content ?? [])]).toEqual([0, 1, 2, 3]);
  });
});

describe('parseMail: charsets', () => {
  const withBody = (header: string, body: Buffer) =>
    Buffer.concat([Buffer.from(`From: a@example.com\r\n${header}\r\n\r\n`), body]);

  it.each([
    [
      'windows-1252 declared as us-ascii',
      'Content-Type: text/plain; charset=us-ascii',
      Buffer.from('Gr\u00fc\u00dfe \u0080', 'latin1'),
      'Grüße €',
    ],
    ['UTF-8 without declaration', 'Subject: x', Buffer.from('Grüße'), 'Grüße'],
    [
      'UTF-8 declared as iso-8859-1',
      'Content-Type: text/plain; charset=iso-8859-1',
      Buffer.from('Grüße aus Köln'),
      'Grüße aus Köln',
    ],
    [
      'latin-1 declared as UTF-8',
      'Content-Type: text/plain; charset=utf-8',
      Buffer.from('Gr\u00fc\u00dfe', 'latin1'),
      'Grüße',
    ],
    [
      'iso-2022-jp',
      'Content-Type: text/plain; charset=iso-2022-jp',
      Buffer.from('1b2442245b24261b2842', 'hex'),
      'ほう',
    ],
    [
      'gb18030 declared as gb2312',
      'Content-Type: text/plain; charset=gb2312',
      Buffer.from('c4e3bac3', 'hex'),
      '你好',
    ],
    ['koi8-r', 'Content-Type: text/plain; charset=koi8-r', Buffer.from('f0d2c9d7c5d4', 'hex'), 'Привет'],
    [
      'undeclared koi8-r',
      'Subject: x',
      Buffer.from('f0d2c9d7c5d42c20cbc1cb20c4c5ccc13f', 'hex'),
      'Привет, как дела?',
    ],
    [
      'undeclared shift_jis',
      'Subject: x',
      Buffer.from('82a882cd82e682a482b282b482a282dc82b7', 'hex'),
      'おはようございます',
    ],
    [
      'DOS code page 850',
      'Content-Type: text/plain; charset=cp850',
      Buffer.from('477281e165', 'hex'),
      'Grüße',
    ],
    [
      'UTF-16 with BOM',
      'Content-Type: text/plain; charset=utf-16',
      Buffer.from('\ufeffGrüße', 'utf16le'),
      'Grüße',
    ],
    ['UTF-7', 'Content-Type: text/plain; charset=utf-7', Buffer.from('Gr+APwA3w-e'), 'Grüße'],
    ['an unknown charset', 'Content-Type: text/plain; charset=x-foo', Buffer.from('Grüße'), 'Grüße'],
  ])('reads %s', async (_, header, body, expected) => {
    expect((await parseMail(withBody(header, body))).text).toContain(expected);
  });

  it('reads headers with raw 8-bit bytes, split and damaged encoded words', async () => {
    const raw = Buffer.concat([
      Buffer.from(
        'From: "J\u00f6rg" <j@example.com>\r\nSubject: =?utf-8?Q?Gr=C3?= =?utf-8?Q?=BC=C3=9Fe?= =?iso-8859-1?Q?aus K=F6ln?=\r\nTo: =?utf-8?Q?a=2C_b=3Cx=40evil.example=3E?= <ok@example.com>\r\n\r\nx',
        'latin1',
      ),
    ]);
    const parsed = await parseMail(raw);
    expect(parsed.from?.name).toBe('Jörg');
    expect(parsed.subject).toBe('Grüßeaus Köln');
    expect(parsed.to).toEqual([{ name: 'a, b<x@evil.example>', address: 'ok@example.com' }]);
  });

  it('never lets a decoded line break become a header', async () => {
    const parsed = await parseMail(
      mail('From: a@example.com\nSubject: =?utf-8?Q?x=0D=0ABcc:_evil@example.com?=\n\nx'),
    );
    expect(parsed.subject).toBe('x Bcc: evil@example.com');
    expect(parsed.bcc).toEqual([]);
  });
});

describe('a mail that cannot be read here', () => {
  const head = 'From: a@example.com\nSubject: x\nMIME-Version: 1.0\n';
  const armor = '-----BEGIN PGP MESSAGE-----\n\nhQEMAw==\n-----END PGP MESSAGE-----';

  it.each([
    [
      'an S/MIME file of no type',
      `${head}Content-Type: application/octet-stream; name="smime.p7m"\nContent-Transfer-Encoding: base64\n\nMIAG\n`,
      'smime-encrypted',
    ],
    [
      'OpenPGP parts that a server put into a mixed mail',
      `${head}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream; name=encrypted.asc\n\n${armor}\n--b--\n`,
      'pgp-encrypted',
    ],
  ])('says so: %s', async (_, raw, protection) => {
    const mail = await parseMail(Buffer.from(raw));
    expect(mail.protection).toBe(protection);
    expect(mail.visibleText).toMatch(/^Diese E-Mail ist mit .* verschlüsselt/);
  });

  it('says so above what a list wrote below it, once, and keeps what stands between', async () => {
    const footer =
      '_______________________________________________\nUsers mailing list\nusers@lists.example.org';
    const raw = `${head}\nHello,\n\n${armor}\n\nand also\n\n${armor}\n\n${footer}\n`;
    const { visibleText } = await parseMail(Buffer.from(raw));
    expect(visibleText).toMatch(/^Hello,\n\nDiese E-Mail .*\n\nThis e-mail .*\n\nand also$/);
    expect(visibleText).not.toContain('BEGIN PGP');
  });
});
