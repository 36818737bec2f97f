import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { replyAndQueue, resetInstallation } from '@/runtime/engine/test-kit';
import { Ledger, type LedgerRecord } from '@/runtime/store/ledger';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { type MailInstallation, openMailInstallation, plainMail } from '@/tests/mail-installation';
import { MAX_MAIL_BYTES } from './read-mail';

let mail: MailInstallation;
beforeAll(async () => {
  mail = await openMailInstallation();
});
beforeEach(() => resetInstallation(replyAndQueue()));
afterAll(() => mail.close());

const lines = () => Ledger.find({}).sort({ _id: 1 }).lean<LedgerRecord[]>().exec();
const tickets = () => Tickets.find({}).sort({ number: 1 }).lean<TicketRecord[]>().exec();
const inbound = () => Messages.find({ direction: 'inbound' }).sort({ _id: 1 }).lean<MessageRecord[]>().exec();

async function take(raw: string | Buffer) {
  await mail.send(raw);
  await mail.settle();
}

describe('what comes by SMTP', () => {
  it('and is too large is refused with 552, once in the ledger with what is known of it', async () => {
    const raw = plainMail({ subject: 'My large mail', text: 'x'.repeat(998) });
    const body = Buffer.alloc(MAX_MAIL_BYTES, `${'x'.repeat(76)}\r\n`);
    const large = Buffer.concat([Buffer.from(raw.raw), body]);
    await expect(mail.send(large)).rejects.toMatchObject({ responseCode: 552 });
    await expect(mail.send(large)).rejects.toMatchObject({ responseCode: 552 });
    await mail.settle();
    expect(await lines()).toMatchObject([
      {
        state: 'rejected',
        reason: 'tooLarge',
        from: 'ada@example.org',
        subject: 'My large mail',
        detail: expect.stringMatching(/^The mail has 6\d MB; 68 MB are allowed\.$/),
      },
    ]);
    expect(await tickets()).toEqual([]);
  });

  it('without any content lies in quarantine', async () => {
    await take('\r\n');
    expect(await lines()).toMatchObject([{ state: 'quarantined', reason: 'empty' }]);
  });

  it('and is malformed becomes a ticket that can be read', async () => {
    await take('this is no header at all\r\nand neither is this\r\n');
    await take(
      'From: broken <<>>@@\r\nSubject: =?utf-8?Q?unfinished\r\nContent-Type: multipart/mixed\r\n\r\n--nothing\r\ntext\r\n',
    );
    await take(`From: ada@example.org\r\nSubject: ${'x'.repeat(5000)}\r\n\r\nLong subject\r\n`);
    expect((await lines()).map(({ state }) => state)).toEqual(['ticket', 'ticket', 'ticket']);
    expect(await tickets()).toHaveLength(3);
    const texts = (await inbound()).map(({ text }) => text);
    expect(texts[1]).toContain('text');
    expect(texts[2]).toContain('Long subject');
  });

  it.each([
    ['a charset that nobody knows', 'text/plain; charset=x-klingon', Buffer.from('Grüße', 'utf8')],
    ['UTF-8 that calls itself ASCII', 'text/plain; charset=us-ascii', Buffer.from('Grüße', 'utf8')],
    ['Latin-1 that calls itself UTF-8', 'text/plain; charset=utf-8', Buffer.from('Grüße', 'latin1')],
  ])('in %s can be read', async (_, type, text) => {
    const head = `From: ada@example.org\r\nSubject: Hallo\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`;
    await take(Buffer.concat([Buffer.from(head), text, Buffer.from('\r\n')]));
    expect((await inbound())[0]?.text).toBe('Grüße');
  });

  it('to an address that is no mailbox here is refused, not swallowed', async () => {
    await expect(mail.send(plainMail().raw, { to: 'nobody@stellwerk.local' })).rejects.toMatchObject({
      responseCode: 550,
    });
    expect(await lines()).toEqual([]);
  });

  it('to a plus-address and in several copies becomes one ticket', async () => {
    const { raw } = plainMail();
    await mail.send(raw, { to: ['service+offer@stellwerk.local', 'service@stellwerk.local'] });
    await mail.send(raw);
    await mail.settle();
    expect(await tickets()).toHaveLength(1);
    expect(await lines()).toHaveLength(1);
  });
});

describe('what comes by LMTP', () => {
  it('becomes a ticket, with one answer for each recipient', async () => {
    const connection = new SMTPConnection({
      host: '127.0.0.1',
      port: mail.lmtpPort,
      lmtp: true,
      ignoreTLS: true,
    });
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    const envelope = {
      from: 'ada@example.org',
      to: ['service@stellwerk.local', 'service+offer@stellwerk.local', 'nobody@stellwerk.local'],
    };
    const info = await new Promise<SMTPConnection.SentMessageInfo>((resolve, reject) => {
      connection.send(envelope, plainMail().raw, (error, sent) => (error ? reject(error) : resolve(sent)));
    });
    connection.quit();
    expect(info.accepted).toEqual(envelope.to.slice(0, 2));
    expect(info.rejected).toEqual(envelope.to.slice(2));
    await mail.settle();
    expect(await tickets()).toHaveLength(1);
  });
});
