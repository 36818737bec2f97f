import { authenticate } from 'mailauth';
import { describe, expect, it } from 'vitest';
import { composeMail, type OutgoingMail, signMail } from './compose-mail';
import { createDkimKey } from './dkim-key';
import { parseMail } from './parse/parse-mail';
import { type QuotedMessage, quoteForwarded, quoteOriginal } from './quote-original';
import { shortenReferences } from './shorten-references';
import { writeSignature } from './write-signature';

const quoted: QuotedMessage = {
  from: { name: 'Ada Beispiel', address: 'ada@example.org' },
  to: [{ name: '', address: 'service@stellwerk.local' }],
  cc: [],
  subject: 'My invoice',
  at: new Date('2026-11-02T09:15:00Z'),
  text: 'There is a mistake.\n\n> older\nBye <b>Ada</b>',
  html: '<p>There is a <b>mistake</b>.</p><img data-cid="logo@x"><img data-cid="gone@x"><img data-blocked-src="https://example.org/a.png">',
  contentIds: ['logo@x'],
};

const mail: OutgoingMail = {
  messageId: 'sw.1@stellwerk.local',
  from: { name: 'Service', address: 'service@stellwerk.local' },
  replyTo: null,
  to: [{ name: 'Ada', address: 'ada@example.org' }],
  cc: [],
  bcc: [{ name: '', address: 'hidden@example.org' }],
  subject: 'Re: My invoice',
  text: 'We have mended it.',
  html: null,
  inReplyTo: null,
  references: [],
  automatic: null,
  date: 0,
  attachments: [],
};

describe('mail that a flow writes of its own accord', () => {
  it.each([
    ['https://example.org/leave?a=1', '<https://example.org/leave?a=1>'],
    ['service@example.org', '<mailto:service@example.org?subject=unsubscribe>'],
  ])('says where no more of it is asked for: %s', async (unsubscribe, expected) => {
    const { headers } = await parseMail(await composeMail({ ...mail, automatic: 'generated', unsubscribe }));
    expect(headers.find(({ name }) => name === 'List-Unsubscribe')?.value).toBe(expected);
  });

  it('says nothing where the mailbox has no such place', async () => {
    const { headers } = await parseMail(await composeMail({ ...mail, automatic: 'generated' }));
    expect(headers.map(({ name }) => name)).not.toContain('List-Unsubscribe');
  });
});

describe('the thread of a mail', () => {
  it('is named, and what no person wrote is marked (RFC 3834)', async () => {
    const thread = { inReplyTo: 'b@example.com', references: ['a@example.com', 'b@example.com'] };
    const text = String(await composeMail({ ...mail, ...thread, automatic: 'replied' }));
    expect(text).toContain('Message-ID: <sw.1@stellwerk.local>');
    expect(text).toContain('Auto-Submitted: auto-replied');
    expect(text).toContain('In-Reply-To: <b@example.com>');
    expect(text).toContain('References: <a@example.com> <b@example.com>');
    expect(String(await composeMail(mail))).not.toContain('Auto-Submitted');
  });

  it('keeps its root and its newest mails, and leaves out ids that no line holds', async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `m${index}@example.com`);
    const short = shortenReferences([...ids, `${'x'.repeat(2000)}@example.com`]);
    expect(short).toHaveLength(30);
    expect(short[0]).toBe('m0@example.com');
    expect(short.at(-1)).toBe('m99@example.com');
    const inReplyTo = `${'x'.repeat(2000)}@example.com`;
    expect(String(await composeMail({ ...mail, inReplyTo }))).not.toContain('In-Reply-To');
  });
});

describe('a mail on the wire', () => {
  it('has no head but its own, whatever stands in names, subject, ids and files', async () => {
    const evil = (text: string) => `${text}\r\nX-Evil: yes\r\n\r\n<b>evil</b>`;
    const person = { name: evil('Ada "x" <y>'), address: 'ada@example.org' };
    const raw = await composeMail({
      ...mail,
      from: person,
      replyTo: person,
      to: [person, { name: '', address: evil('eve@example.org') }],
      cc: [person],
      subject: evil('Re'),
      inReplyTo: evil('a@b>'),
      references: [evil('a@b>')],
      attachments: [
        {
          name: evil('a".pdf'),
          type: evil('application/pdf'),
          contentId: evil('c>'),
          content: Buffer.from('x'),
        },
      ],
    });
    const { headers, subject, from } = await parseMail(raw);
    expect(headers.map(({ name }) => name)).not.toContain('X-Evil');
    expect(String(raw)).not.toMatch(/^(?:X-Evil|<b>evil)/m);
    expect(subject).toBe('Re X-Evil: yes <b>evil</b>');
    expect(from).toEqual({ name: 'Ada "x" <y> X-Evil: yes <b>evil</b>', address: 'ada@example.org' });
  });

  it('folds a long subject of emojis between them, and writes domains as every server reads them', async () => {
    const subject = `${'🎉👩‍👩‍👧 Grüße '.repeat(40)}Ende`;
    const raw = await composeMail({ ...mail, subject, to: [{ name: 'Ä', address: 'a@müller.example' }] });
    const written = raw.toString('latin1');
    expect(Math.max(...written.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78);
    expect(written).toContain('<a@xn--mller-kva.example>');
    expect((await parseMail(raw)).subject).toBe(subject);
    // Every encoded word can be read by itself (RFC 2047, section 5).
    for (const [, word = ''] of written.matchAll(/=\?UTF-8\?B\?([^?]*)\?=/g)) {
      expect(Buffer.from(word, 'base64').toString()).not.toContain('\ufffd');
    }
  });

  it.each([
    ['a lone CR', 'Subject: x\r\n\r\ny\r.\rMAIL FROM:<z@example.com>'],
    ['a NUL', 'Subject: x\r\n\r\ny\0z'],
    ['a line of 3,000 characters', `Subject: x\r\n\r\n${'y'.repeat(3000)}`],
  ])('passes a mail with %s on as a file, byte for byte', async (_, content) => {
    const original = {
      name: 'original.eml',
      type: 'message/rfc822',
      contentId: null,
      content: Buffer.from(content),
    };
    const raw = await composeMail({ ...mail, attachments: [original] });
    const written = raw.toString('latin1');
    expect(written).not.toMatch(/(?<!\r)\n|\r(?!\n)|\0/);
    expect(Math.max(...written.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78);
    const [file] = (await parseMail(raw)).attachments;
    expect(file?.name).toBe('original.eml');
    expect(Buffer.from(file?.content ?? []).toString()).toBe(content);
  });

  it('ends every line with CR and LF and folds what is long', async () => {
    const words = 'Zwölf Boxkämpfer jagen Viktor. '.repeat(60);
    const raw = await composeMail({
      ...mail,
      subject: words.slice(0, 200),
      text: `first\nsecond\n${words}`,
      html: `<p>first</p>\n<p>${words}</p>`,
      attachments: [
        {
          name: 'passed-on.eml',
          type: 'message/rfc822',
          contentId: null,
          content: Buffer.from('Subject: x\n\ny\n'),
        },
      ],
    });
    const written = raw.toString('latin1');
    expect(written).not.toMatch(/(?<!\r)\n|\r(?!\n)/);
    expect(Math.max(...written.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78);
    const parsed = await parseMail(raw);
    expect(parsed.subject).toBe(words.slice(0, 200));
    expect(parsed.text).toContain(`first\nsecond\n${words.trim()}`);
    expect(written).toContain('Content-Disposition: attachment; filename=passed-on.eml');
  });
});

describe('quoting', () => {
  it.each(['de', 'en'])('is told from the answer above it, in text and HTML (%s)', async (language) => {
    const quotation = quoteOriginal(quoted, { language, timeZone: 'Europe/Berlin' });
    expect(quotation.text).toContain(
      language === 'de'
        ? 'Am 02.11.2026 um 10:15 schrieb Ada Beispiel <ada@example.org>:'
        : 'On Mon, Nov 2, 2026 at 10:15 Ada Beispiel <ada@example.org> wrote:',
    );
    expect(quotation.text).toContain('> There is a mistake.\n>\n>> older\n> Bye <b>Ada</b>');
    const answer = { ...mail, text: `${mail.text}\n\n${quotation.text}` };
    expect((await parseMail(await composeMail(answer))).visibleText.trim()).toBe('We have mended it.');
    const formatted = { ...answer, html: `<p>We have mended it.</p><br>${quotation.html}` };
    expect((await parseMail(await composeMail(formatted))).visibleText.trim()).toBe('We have mended it.');
  });

  it('names pictures that go along, loads the others as their sender meant it, and lets nothing else through', () => {
    const { html } = quoteOriginal({ ...quoted, html: `${quoted.html}<script>x</script>` }, format);
    expect(html).toContain('src="cid:logo@x"');
    expect(html).not.toContain('gone@x');
    expect(html).toContain('src="https://example.org/a.png"');
    expect(html).not.toContain('script');
    expect(quoteOriginal({ ...quoted, html: null }, format).html).toContain('Bye &lt;b&gt;Ada&lt;/b&gt;');
  });

  it('of a forwarded mail has its head', () => {
    const { text } = quoteForwarded(quoted, { language: 'de', timeZone: 'Europe/Berlin' });
    expect(text.split('\n').slice(0, 5)).toEqual([
      '---------- Weitergeleitete Nachricht ----------',
      'Von: Ada Beispiel <ada@example.org>',
      'Datum: 02.11.2026 um 10:15',
      'Betreff: My invoice',
      'An: service@stellwerk.local',
    ]);
  });
});

const format = { language: 'en', timeZone: 'Europe/Berlin' };

describe('a signature', () => {
  const values = {
    'agent.name': 'Lisa',
    'agent.signature': 'Lisa K., desk 4',
    'mailbox.name': 'Service',
    'mailbox.address': 'service@stellwerk.local',
    'ticket.number': '17',
  };

  it('has its places filled, and the own one above it unless it has a place of its own', () => {
    expect(
      writeSignature({ de: 'Ihr {{mailbox.name}}', en: '{{agent.name}}, #{{ticket.number}}' }, 'en', values),
    ).toBe('Lisa K., desk 4\nLisa, #17');
    expect(writeSignature({ en: 'Yours\n{{agent.signature}}\nStellwerk' }, 'en', values)).toBe(
      'Yours\nLisa K., desk 4\nStellwerk',
    );
  });

  it('leaves lines out that nothing fills', () => {
    const nobody = { ...values, 'agent.name': '', 'agent.signature': '' };
    expect(writeSignature({ de: '{{agent.name}}\nTeam' }, 'fr', nobody)).toBe('Team');
    expect(writeSignature({}, 'en', nobody)).toBe('');
  });
});

describe('composing', () => {
  it('keeps hidden recipients out of the mail', async () => {
    expect((await composeMail(mail)).toString()).not.toContain('hidden@example.org');
  });

  it('signs so that nothing but the signature is added', async () => {
    const { privateKey, record } = await createDkimKey();
    expect(record).toMatch(/^v=DKIM1; k=rsa; p=[A-Za-z0-9+/]{300,}=*$/);
    const raw = await composeMail(mail);
    const signed = (
      await signMail(raw, { domain: 'stellwerk.local', selector: 'mail', privateKey })
    ).toString();
    expect(
      signed.startsWith('DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=stellwerk.local;'),
    ).toBe(true);
    expect(signed.endsWith(raw.toString())).toBe(true);
    const checked = await authenticate(Buffer.from(signed), {
      sender: 'service@stellwerk.local',
      trustReceived: false,
      resolver: async (name, type) => {
        if (name === 'mail._domainkey.stellwerk.local' && type === 'TXT') return [[record]];
        throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
      },
    });
    expect(checked.dkim.results.map(({ status }) => status.result)).toEqual(['pass']);
  });
});
