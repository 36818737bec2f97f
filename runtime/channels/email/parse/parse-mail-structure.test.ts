import { describe, expect, it } from 'vitest';
import { fixtureNames, readFixture } from './fixtures/read-fixture';
import { MailParseError } from './mail-parse-error';
import { parseMail } from './parse-mail';

const mail = (text: string, encoding: BufferEncoding = 'utf8') =>
  Buffer.from(text.replace(/\n/g, '\r\n'), encoding);
const text = (content: Uint8Array | undefined) => Buffer.from(content ?? new Uint8Array()).toString('utf8');

describe('parseMail: broken structure', () => {
  it('guesses a wrong boundary', async () => {
    const parsed = await parseMail(readFixture('broken-boundary'));
    expect(parsed.text).toBe('The declared boundary is wrong.');
    expect(parsed.attachments.map((file) => file.name)).toEqual(['orders.csv']);
    expect(parsed.problems).toContain('boundary-repaired');
  });

  it('finds the body when the blank line is missing or holds a space', async () => {
    const missing = await parseMail(readFixture('missing-blank-line'));
    expect(missing.text).toContain('This text begins right below the header.');
    expect(missing.problems).toContain('missing-blank-line');
    const fakeout = await parseMail(readFixture('header-fakeout'));
    expect(fakeout.subject).toBe('the blank line holds a space');
    expect(fakeout.text.trim()).toBe('The header ends with a line that is not quite empty.');
  });

  it('does not take a longer boundary for its own', async () => {
    const parsed = await parseMail(
      mail(
        'Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/alternative; boundary=ab\n\n--ab\n\ninner\n--ab--\n--a\nContent-Disposition: attachment; filename=x.txt\n\nfile\n--a--\n',
      ),
    );
    expect(parsed.text).toBe('inner');
    expect(parsed.attachments.map((file) => text(file.content))).toEqual(['file']);
  });

  it.each([
    ['text without any header', 'Just text.\nSecond line.', 'Just text.'],
    ['a multipart without parts', 'Content-Type: multipart/mixed; boundary=x\n\nonly text', 'only text'],
    [
      'base64 that is plain text',
      'Content-Transfer-Encoding: base64\n\nThis is not base64 at all, it is prose.',
      'This is not base64',
    ],
    [
      'base64 that is plain text without punctuation',
      'Content-Transfer-Encoding: base64\n\nplease call me back today\nabout the order of last week',
      'please call me back today',
    ],
    [
      'text whose name is a blank',
      'Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\nContent-Type: text/plain; name=" "\n\ntwo\n--b--',
      'one\ntwo',
    ],
    [
      'text that was signed twice with OpenPGP',
      [
        '\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n',
        '- -----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nhello',
        '- -----BEGIN PGP SIGNATURE-----\n\nx\n- -----END PGP SIGNATURE-----',
        '-----BEGIN PGP SIGNATURE-----\n\ny\n-----END PGP SIGNATURE-----',
      ].join('\n'),
      'hello',
    ],
    [
      'broken quoted-printable',
      'Content-Transfer-Encoding: quoted-printable\n\n100 = hundred =ZZ',
      '100 = hundred =ZZ',
    ],
    ['an unknown transfer encoding', 'Content-Transfer-Encoding: 7-bits;\n\nhello', 'hello'],
    ['a mailbox line in front', 'From a@example.com Mon May  4 10:00:00 2026\nSubject: x\n\nhello', 'hello'],
    ['a missing semicolon', 'Content-Type: text/plain charset=utf-8\n\nhello', 'hello'],
    ['HTML without a type', 'Subject: x\n\n<html><body><p>hello</p></body></html>', 'hello'],
  ])('reads %s', async (_, raw, expected) => {
    const parsed = await parseMail(mail(raw));
    expect(parsed.visibleText).toContain(expected);
  });

  it('reads text and HTML parts that follow each other', async () => {
    const parsed = await parseMail(
      mail(
        'Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nfirst\n--b\nContent-Type: text/html\n\n<p>second &amp; last</p>\n--b--',
      ),
    );
    expect(parsed.text).toBe('first\nsecond & last');
    expect(parsed.html).toContain('first');
  });

  it('skips junk between headers and folds lines that begin with a written tab', async () => {
    const parsed = await parseMail(
      mail('Received: from a\n\\tby b; Mon\nquite odd line\nSubject: still found\n\nhello'),
    );
    expect(parsed.subject).toBe('still found');
    expect(parsed.text).toBe('hello');
  });

  it('reads lines that end in CR alone', async () => {
    const parsed = await parseMail(Buffer.from('From: a@example.com\rSubject: old\r\rhello\r'));
    expect(parsed.subject).toBe('old');
    expect(parsed.text.trim()).toBe('hello');
  });

  it('takes the sender from other headers when From is missing', async () => {
    const parsed = await parseMail(mail('Return-Path: <b@example.com>\nSubject: x\n\nhello'));
    expect(parsed.from?.address).toBe('b@example.com');
    expect(parsed.problems).toContain('missing-from');
  });

  it('puts a name with an unquoted comma together', async () => {
    const parsed = await parseMail(mail('From: Firma, Abteilung Einkauf <e@example.com>\n\nx'));
    expect(parsed.from).toEqual({ name: 'Firma, Abteilung Einkauf', address: 'e@example.com' });
  });
});

describe('parseMail: which part is what', () => {
  it.each([
    ['Content-Disposition: attachment; filename="a.txt"', ['a.txt']],
    ['Content-Type: text/csv; name="a.csv"', ['a.csv']],
    ['Content-Type: text/plain; name="a.txt"', []],
    ['Content-Disposition: inline', []],
  ])('shows the only text, and lists it where it was sent as a file: %s', async (header, names) => {
    const parsed = await parseMail(mail(`Subject: x\n${header}\n\na;b\n`));
    expect(parsed.text.trim()).toBe('a;b');
    expect(parsed.attachments.map(({ name }) => name)).toEqual(names);
  });

  const related = (parameters: string) =>
    mail(
      `Content-Type: multipart/related; boundary=b${parameters}\n\n--b\nContent-Type: image/png\n\nx\n--b\nContent-Type: text/html\nContent-ID: <page>\n\n<p>Page</p>\n--b--\n`,
    );

  it.each(['; start="<page>"', '; type="text/html"'])(
    'takes the page for the body though a picture comes first: %s',
    async (parameters) => {
      const parsed = await parseMail(related(parameters));
      expect(parsed.html).toContain('Page');
      expect(parsed.attachments.map(({ type }) => type)).toEqual(['image/png']);
    },
  );

  it('calls a passed on mail by its subject, slashes and all', async () => {
    const parsed = await parseMail(
      mail(
        'Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\nSubject: 34Mbit/s net\n\nx\n--b--\n',
      ),
    );
    expect(parsed.attachments[0]?.name).toBe('34Mbit-s net.eml');
  });
});

describe('parseMail: containers', () => {
  it('makes a ticket text out of an invitation', async () => {
    const parsed = await parseMail(readFixture('calendar-invite'));
    expect(parsed.calendar).toMatchObject({
      method: 'request',
      summary: 'Abstimmung zum Vertrag, zweiter Termin',
      start: '2026-05-12 14:30 Europe/Berlin',
      organizer: 'Petra Planer',
    });
    expect(parsed.text).toContain('Ort / Location: Raum 4');
    expect(parsed.attachments[0]?.type).toBe('text/calendar');
  });

  it('takes uuencoded files out of the text', async () => {
    const parsed = await parseMail(readFixture('uuencoded'));
    expect(parsed.attachments.map((file) => [file.name, text(file.content)])).toEqual([
      ['hello.txt', 'Hello world'],
    ]);
    expect(parsed.attachments[0]?.inText).toBe(true);
    expect(parsed.text).toContain('Regards');
    expect(parsed.text).not.toContain('2&5L');
    const nameless = await parseMail(
      mail('Subject: x\n\nSee\nbegin 644\n+2&5L;&\\@=V]R;&0\n`\nend\nRegards'),
    );
    expect(nameless.attachments.map((file) => text(file.content))).toEqual(['Hello world']);
    expect(nameless.text).toBe('See\nRegards');
  });

  it('lays signed text bare and says when a mail is encrypted', async () => {
    const signed = await parseMail(readFixture('pgp-signed'));
    expect(signed.text.trim()).toBe('Please change my address.\n-- the dash is escaped');
    expect(signed.protection).toBe('pgp-signed');
    const encrypted = await parseMail(readFixture('smime-encrypted'));
    expect(encrypted.protection).toBe('smime-encrypted');
    expect(encrypted.visibleText).toContain('verschlüsselt');
    expect(encrypted.visibleText).toContain('encrypted');
    expect(encrypted.attachments[0]?.name).toBe('smime.p7m');
  });

  it('opens an opaque S/MIME signature', async () => {
    const inner = Buffer.from('Content-Type: text/plain\r\n\r\nSigned words');
    const octets = Buffer.concat([Buffer.from([0x04, inner.length]), inner]);
    const explicit = Buffer.concat([Buffer.from([0xa0, octets.length]), octets]);
    const oid = Buffer.from('06092a864886f70d010701', 'hex');
    const content = Buffer.concat([Buffer.from([0x30, oid.length + explicit.length]), oid, explicit]);
    const parsed = await parseMail(
      mail(
        `From: a@example.com\nSubject: signed\nContent-Type: application/pkcs7-mime; smime-type=signed-data\nContent-Transfer-Encoding: base64\n\n${content.toString('base64')}`,
      ),
    );
    expect(parsed.subject).toBe('signed');
    expect(parsed.text).toBe('Signed words');
    expect(parsed.protection).toBe('smime-signed');
    expect(parsed.attachments.map((file) => file.name)).toEqual(['attachment-1.p7m']);
  });

  it('joins format=flowed lines', async () => {
    const parsed = await parseMail(readFixture('flowed'));
    expect(parsed.text).toContain(
      'This sentence was broken softly over two lines.\nFrom here it is another paragraph.',
    );
    expect(parsed.text).toContain('> quoted text goes on');
  });

  it('shows what a partial message holds', async () => {
    const parsed = await parseMail(readFixture('message-partial'));
    expect(parsed.subject).toBe('first half');
    expect(parsed.text).toBe(
      'Teil 1 von 2 einer geteilten E-Mail / Part 1 of 2 of a mail that was cut\n\nThis is the first half of the text.',
    );
  });

  it('shows the mail that a mail without words passes on', async () => {
    const raw =
      'From: a@b.example\r\nSubject: Fwd\r\nContent-Type: message/rfc822\r\n\r\nFrom: c@d.example\r\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\n\r\nInner text\r\n';
    const parsed = await parseMail(Buffer.from(raw));
    expect(parsed.text).toBe('From: c@d.example\nSubject: Grüße\n\nInner text');
    expect(parsed.visibleText).toContain('Inner text');
  });
});

describe('parseMail: limits', () => {
  it('refuses nothing and too much with a typed error', async () => {
    await expect(parseMail(new Uint8Array())).rejects.toMatchObject({
      name: 'MailParseError',
      code: 'empty',
    });
    await expect(parseMail(Buffer.alloc(101), { limits: { maxBytes: 100 } })).rejects.toBeInstanceOf(
      MailParseError,
    );
  });

  it('finds the text of a small mail however deep it lies', async () => {
    let deep = 'Content-Type: text/plain\n\ncore';
    for (let i = 0; i < 100; i++)
      deep = `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n${deep}\n--b${i}--`;
    expect((await parseMail(mail(deep))).text).toBe('core');
  });

  it('stops at too many parts and too deep nesting, and says so', async () => {
    const many = `Content-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(50)}--b--`;
    const parsed = await parseMail(mail(many), { limits: { maxParts: 10 } });
    expect(parsed.problems).toContain('too-many-parts');
    let deep = 'Subject: core\n\ncore';
    for (let i = 0; i < 150; i++) deep = `Content-Type: message/rfc822\n\n${deep}`;
    expect((await parseMail(mail(deep))).problems).toContain('too-deep');
  });

  it('keeps a text that is too long to show as an attachment', async () => {
    const parsed = await parseMail(mail(`Subject: long\n\n${'word '.repeat(1000)}`), {
      limits: { maxTextCharacters: 100 },
    });
    expect(parsed.problems).toContain('text-cut');
    expect(parsed.text.length).toBeLessThanOrEqual(100);
    expect(parsed.attachments[0]?.size).toBeGreaterThan(4000);
  });
});

describe('parseMail: fixtures', () => {
  it.each(fixtureNames())('reads %s the same with LF and CRLF', async (name) => {
    const raw = readFixture(name);
    const lf = await parseMail(raw);
    const crlf = await parseMail(Buffer.from(raw.toString('latin1').replace(/\n/g, '\r\n'), 'latin1'));
    expect({ ...crlf, attachments: crlf.attachments.map((file) => file.name) }).toEqual({
      ...lf,
      attachments: lf.attachments.map((file) => file.name),
    });
    expect(lf.visibleText).not.toBe('');
  });
});
