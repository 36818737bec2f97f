import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handIn } from '@/runtime/engine/hand-in';
import { replyAndQueue, resetInstallation } from '@/runtime/engine/test-kit';
import { allLines, allTickets } from '@/runtime/engine/test-records';
import { type ChannelRecord, Channels } from '@/runtime/store/channels';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { sealSecret } from '@/runtime/store/secret-box';
import { Tickets } from '@/runtime/store/tickets';
import { type MailInstallation, openMailInstallation, plainMail } from '@/tests/mail-installation';
import { channelSecretPurpose } from './email-settings';
import { pushSignature } from './push/push-signature';
import { receivePush } from './push/receive-push';
import { MAX_MAIL_BYTES } from './read-mail';

process.env.STELLWERK_SECRET_KEY = 's'.repeat(43);

const start = Date.UTC(2026, 10, 2, 16, 0);
let now = start;
let mail: MailInstallation;
beforeAll(async () => {
  mail = await openMailInstallation({ now: () => now });
});
beforeEach(() => {
  now = start;
});
beforeEach(() => resetInstallation(replyAndQueue()));
afterAll(() => mail.close());

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
    expect(await allLines()).toMatchObject([
      {
        state: 'rejected',
        reason: 'tooLarge',
        from: 'ada@example.org',
        subject: 'My large mail',
        detail: expect.stringMatching(/^The mail has 6\d MB; 68 MB are allowed\.$/),
      },
    ]);
    expect(await allTickets()).toEqual([]);
  });

  it('without any content lies in quarantine', async () => {
    await take('\r\n');
    expect(await allLines()).toMatchObject([{ state: 'quarantined', reason: 'empty' }]);
  });

  it('and is malformed becomes a ticket that can be read', async () => {
    await take('this is no header at all\r\nand neither is this\r\n');
    await take(
      'From: broken <<>>@@\r\nSubject: =?utf-8?Q?unfinished\r\nContent-Type: multipart/mixed\r\n\r\n--nothing\r\ntext\r\n',
    );
    await take(`From: ada@example.org\r\nSubject: ${'x'.repeat(5000)}\r\n\r\nLong subject\r\n`);
    expect((await allLines()).map(({ state }) => state)).toEqual(['ticket', 'ticket', 'ticket']);
    expect(await allTickets()).toHaveLength(3);
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
    expect(await allLines()).toEqual([]);
  });

  it('to a plus-address and in several copies becomes one ticket', async () => {
    const { raw } = plainMail();
    await mail.send(raw, { to: ['service+offer@stellwerk.local', 'service@stellwerk.local'] });
    await mail.send(raw);
    await mail.settle();
    expect(await allTickets()).toHaveLength(1);
    expect(await allLines()).toHaveLength(1);
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
    expect(await allTickets()).toHaveLength(1);
  });
});

const changeSettings = (settings: Record<string, unknown>, more: Partial<ChannelRecord> = {}) =>
  Channels.updateOne(
    { _id: 'channel-service' },
    { $set: { settings, ...more, updatedAt: new Date() } },
  ).exec();
const channel = () => Channels.findById('channel-service').lean<ChannelRecord>().exec();
const eventually = <Value>(read: () => Promise<Value>) =>
  expect.poll(read, { timeout: 10_000, interval: 100 });

describe('the processing limit at the door', () => {
  it('makes senders keep their mail, and the first try stays its arrival', async () => {
    await changeSettings({ processingLimit: 1 });
    await take(plainMail({ from: 'first@example.org' }).raw);
    const late = (received: string) =>
      plainMail({
        from: 'late@example.org',
        headers: [`Received: from a by relay.example; Mon, 02 Nov 2026 ${received} +0000`],
      }).raw;
    const refusalOf = (raw: string) =>
      mail.send(raw).catch((error: { responseCode: number }) => error.responseCode);
    // The settings are at most a second old at the door.
    await eventually(() => refusalOf(plainMail().raw)).toBe(452);
    const before = (await allLines()).length;
    now = start + 20 * 60_000;
    const waiting = late('16:20:30');
    expect(await refusalOf(waiting)).toBe(452);
    expect((await channel())?.health).toMatchObject({ state: 'ok', message: 'processingLimit' });

    now = start + 40 * 60_000;
    const minutes = async () => {
      await Tickets.updateMany({}, { $set: { state: 'closed' } }).exec();
      return ((await inbound()).at(-1)?.at.getTime() ?? 0) - start;
    };
    await minutes();
    await take(waiting);
    expect((await channel())?.health.message).toBe('');
    expect(await allLines()).toHaveLength(before + 1);
    expect(await minutes()).toBe(20 * 60_000);
    // Written after the other one had been put off.
    await take(late('16:39:00'));
    expect(await minutes()).toBe(39 * 60_000);
  });
});

describe('what a provider pushes', () => {
  const secret = 'the secret of this mailbox';
  const takePushes = () =>
    changeSettings(
      { incoming: { kind: 'push' } },
      { secrets: { pushSecret: sealSecret(secret, channelSecretPurpose('channel-service', 'pushSecret')) } },
    );

  async function push(
    body: string | Buffer,
    { type = 'message/rfc822', at = now, signedWith = secret, headers = {} as Record<string, string> } = {},
  ) {
    const bytes = Buffer.from(body);
    const timestamp = String(Math.floor(at / 1000));
    const sent = new Headers({
      'content-type': type,
      'x-stellwerk-timestamp': timestamp,
      'x-stellwerk-signature': pushSignature(signedWith, timestamp, bytes),
      ...headers,
    });
    const answer = await receivePush(
      {
        channelId: 'channel-service',
        header: (name) => sent.get(name),
        body: async (maxBytes) => (bytes.length > maxBytes ? null : bytes),
      },
      { receive: (message) => handIn(message, () => now), now: () => now, resolver: null },
    );
    await mail.settle();
    return answer;
  }

  it('is told 200 once the ledger has it, and taken once however often it is pushed', async () => {
    await takePushes();
    const { raw } = plainMail();
    const headers = { 'x-envelope-to': 'service+eu@stellwerk.local' };
    const [line] = await push(raw, { headers }).then(async (answer) => {
      expect(answer).toMatchObject({ status: 200, body: { duplicate: false } });
      return allLines();
    });
    expect(line).toMatchObject({ state: 'ticket', from: 'ada@example.org' });
    expect(await push(raw, { headers })).toMatchObject({
      status: 200,
      body: { duplicate: true, id: line?._id },
    });
    now += 10 * 60_000;
    const json = JSON.stringify({ raw, envelope: { to: ['service@stellwerk.local'] } });
    expect(await push(json, { type: 'application/json' })).toMatchObject({ body: { duplicate: true } });
    expect(await allTickets()).toHaveLength(1);
  });

  it('counts by the id that the provider gives, and by its request where the mail has none', async () => {
    await takePushes();
    const json = (id: string) => JSON.stringify({ id, raw: 'From: a@b.example\r\n\r\nNo id at all\r\n' });
    for (const id of ['1', '1', '2']) await push(json(id), { type: 'application/json' });
    for (let times = 0; times < 2; times += 1) await push('From: a@b.example\r\n\r\nNo id either\r\n');
    expect(await allLines()).toHaveLength(3);
  });

  it('is refused unsigned, forged, stale, unreadable or for no such mailbox, and leaves no trace', async () => {
    await takePushes();
    const { raw } = plainMail();
    expect(await push(raw, { signedWith: 'guess' })).toMatchObject({ status: 401 });
    expect(await push(raw, { at: now - 6 * 60_000 })).toMatchObject({ status: 401 });
    expect(await push(raw, { headers: { 'x-stellwerk-signature': '' } })).toMatchObject({ status: 401 });
    expect(await push('{', { type: 'application/json' })).toMatchObject({ status: 400 });
    await changeSettings({ incoming: { kind: 'listener' } });
    expect(await push(raw)).toMatchObject({ status: 404 });
    expect(await allLines()).toEqual([]);
  });

  it('is put off by the processing limit and by a mailbox that is switched off', async () => {
    await takePushes();
    await push(plainMail().raw);
    await Channels.updateOne({ _id: 'channel-service' }, { $set: { 'settings.processingLimit': 1 } }).exec();
    expect(await push(plainMail().raw)).toMatchObject({ status: 429, retryAfterSeconds: 60 });
    await Channels.updateOne({ _id: 'channel-service' }, { $set: { enabled: false } }).exec();
    expect(await push(plainMail().raw)).toMatchObject({ status: 503 });
    expect(await allLines()).toHaveLength(1);
  });

  it('and is too large is refused, with a line in the ledger', async () => {
    await takePushes();
    const large = Buffer.concat([Buffer.from(plainMail().raw), Buffer.alloc(MAX_MAIL_BYTES, 'x')]);
    expect(await push(large)).toMatchObject({ status: 413 });
    expect(await allLines()).toMatchObject([{ state: 'rejected', reason: 'tooLarge' }]);
  });
});

describe('the origin of a mail', () => {
  it('lies with the message as the mail server before this one found it', async () => {
    await changeSettings({ authenticationServer: 'mx.stellwerk.local' });
    const headers = [
      'Authentication-Results: mx.stellwerk.local; dmarc=fail header.from=example.org; spf=pass',
    ];
    await eventually(async () => {
      await take(plainMail({ headers }).raw);
      return (await inbound()).at(-1)?.facts?.authentication?.verdict;
    }).toBe('fail');
  });
});
