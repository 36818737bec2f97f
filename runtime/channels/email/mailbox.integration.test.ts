import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import serviceMailbox from '@/flows/service-mailbox/flow.json';
import { activityRegistry } from '@/nodes/activities.generated';
import { findPausedMailboxes } from '@/runtime/administration/paused-mailboxes';
import { queueOutgoing } from '@/runtime/engine/queue-outgoing';
import { resetInstallation } from '@/runtime/engine/test-kit';
import { allTickets } from '@/runtime/engine/test-records';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { type ChannelRecord, Channels } from '@/runtime/store/channels';
import { readFile, storeFile } from '@/runtime/store/files';
import { Ledger } from '@/runtime/store/ledger';
import { writeMailSettings } from '@/runtime/store/mail-settings';
import { findMailboxChecks, wantMailboxCheck } from '@/runtime/store/mailbox-checks';
import { MailboxCursors } from '@/runtime/store/mailbox-cursors';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { Outgoing, type OutgoingRecord } from '@/runtime/store/outgoing';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { createDovecot, type Dovecot } from '@/tests/dovecot';
import { type MailInstallation, openMailInstallation, plainMail } from '@/tests/mail-installation';
import { parseMail } from './parse/parse-mail';
import { type ReceivedMail, type SmtpListener, startSmtpListener } from './smtp-listener';
import { testMailbox } from './test-mailbox';

// A mailbox on a real IMAP server (Dovecot), with a real SMTP server for what goes out, through the whole installation.
process.env.STELLWERK_SECRET_KEY = 's'.repeat(43);

const flow = flowDocumentSchema.parse({ ...serviceMailbox, id: 'demo' });
/** Monday; the demo's office is open until 17:30 in Berlin, which is 16:30 UTC in winter. */
const at = (hour: number, minute: number) => Date.UTC(2026, 10, 2, hour - 1, minute);
let now = at(10, 0);
let mail: MailInstallation;
let dovecot: Dovecot;
let smtp: SmtpListener;
let sent: ReceivedMail[];

beforeAll(async () => {
  mail = await openMailInstallation({ now: () => now, flow, activities: activityRegistry });
});
beforeEach(async () => {
  now = at(10, 0);
  sent = [];
  dovecot = await createDovecot();
  await dovecot.start();
  smtp = await startSmtpListener({
    host: '127.0.0.1',
    port: 0,
    maxBytes: 10_000_000,
    accepts: async () => true,
    receive: async (received) => void sent.push(received),
    now: () => now,
  });
  await resetInstallation(flow);
});
afterEach(async () => {
  await Channels.updateMany({}, { $set: { enabled: false } }).exec();
  await smtp.close();
  await dovecot.remove();
});
afterAll(() => mail.close());

function eventually<Value>(read: () => Value | Promise<Value>) {
  return expect.poll(read, { timeout: 20_000, interval: 100 });
}

const { changeToImap, withImap, arrive, mailsIn } = testMailbox(
  () => dovecot,
  () => smtp.port,
);

const channel = () => Channels.findById('channel-service').lean<ChannelRecord>().exec();
const replies = () => Messages.find({ direction: 'outbound' }).lean<MessageRecord[]>().exec();
const close = (ticket: TicketRecord | undefined) =>
  Tickets.updateOne({ _id: ticket?._id }, { $set: { state: 'closed' } }).exec();
/** Messages become tickets at once, but their flows only walk while somebody settles. */
const ticketCount = async () => {
  await mail.engine.settle();
  return Tickets.countDocuments({}).exec();
};

describe('the processing limit', () => {
  it('pauses fetching, says so, goes on below it, and leaves the arrival time as the clock', async () => {
    await changeToImap({ processingLimit: 2 });
    for (const name of ['a', 'b']) await arrive(plainMail({ from: `${name}@example.org` }).raw, at(10, 0));
    await eventually(ticketCount).toBe(2);
    await eventually(async () => (await channel())?.health.message).toBe('processingLimit');

    // It comes while the office is open, and is fetched when it is closed.
    now = at(17, 20);
    await arrive(plainMail({ from: 'late@example.org', subject: 'Before closing time' }).raw, at(17, 20));
    now = at(17, 40);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await ticketCount()).toBe(2);
    expect(await Ledger.countDocuments({}).exec()).toBe(2);
    expect(await findPausedMailboxes('de')).toMatchObject([{ id: 'channel-service' }]);
    await close((await allTickets())[0]);
    await eventually(ticketCount).toBe(3);
    await mail.settle();
    expect((await allTickets())[2]).toMatchObject({
      subject: 'Before closing time',
      createdAt: new Date(at(17, 20)),
    });
    expect(await replies()).toEqual([]);

    // The other one came when the office was closed.
    await arrive(plainMail({ from: 'later@example.org' }).raw, at(17, 35));
    await close((await allTickets())[1]);
    await eventually(ticketCount).toBe(4);
    await mail.settle();
    expect((await replies()).map(({ to }) => to[0]?.address)).toEqual(['later@example.org']);
    await Tickets.updateMany({}, { $set: { state: 'closed' } }).exec();
    await eventually(async () => (await channel())?.health.message).toBe('');
    expect(await findPausedMailboxes('de')).toEqual([]);
  });

  it('holds for the whole installation too', async () => {
    await writeMailSettings({ processingLimit: 1 });
    await changeToImap();
    for (const name of ['a', 'b', 'c'])
      await arrive(plainMail({ from: `${name}@example.org` }).raw, at(10, 0));
    await eventually(async () => (await channel())?.health.message).toBe('processingLimit');
    expect(await ticketCount()).toBe(1);
    await writeMailSettings({ processingLimit: null });
    await eventually(ticketCount).toBe(3);
  });
});

describe('the check of a mailbox against the ledger', () => {
  const check = async () => {
    await wantMailboxCheck('channel-service', new Date(now));
    await eventually(async () => (await findMailboxChecks())[0]?.state).toMatch(/done|failed/);
    return (await findMailboxChecks())[0];
  };
  const ledgerCount = async () => {
    await mail.engine.settle();
    return Ledger.countDocuments({ state: 'ticket' }).exec();
  };

  /** The mailbox has been looked at for the first time; what comes from now on is compared. */
  const connect = async (more: Parameters<typeof changeToImap>[0] = {}) => {
    await changeToImap(more);
    await eventually(() => MailboxCursors.countDocuments({}).exec()).toBe(1);
    now += 120_000;
  };

  it('finds what is missing and fetches it, and tells what is no longer there', async () => {
    await connect();
    for (const subject of ['kept', 'lost', 'moved'])
      await arrive(plainMail({ from: `${subject}@example.org`, subject }).raw, now - 60_000);
    await eventually(ledgerCount).toBe(3);
    const counted = { state: 'done', checked: 3, waiting: 0, missing: 0, repaired: 0, gone: 0 };
    expect(await check()).toMatchObject(counted);
    await Ledger.deleteOne({ subject: 'lost' }).exec();
    await Messages.deleteOne({ subject: 'lost' }).exec();
    await withImap(async (client) => {
      await client.mailboxOpen('INBOX');
      await client.messageDelete({ subject: 'moved' });
    });
    expect(await check()).toMatchObject({ ...counted, checked: 2, missing: 1, repaired: 1, gone: 1 });
    await eventually(ledgerCount).toBe(3);
    expect(await check()).toMatchObject({ ...counted, checked: 2, gone: 1 });
  });

  it('goes on where one mail cannot be read on the server, and names it', async () => {
    await connect();
    for (const subject of ['first', 'spoiled', 'lost'])
      await arrive(plainMail({ from: `${subject}@example.org`, subject }).raw, now - 60_000);
    await eventually(ledgerCount).toBe(3);
    await Ledger.deleteOne({ subject: 'lost' }).exec();
    await Messages.deleteOne({ subject: 'lost' }).exec();
    await dovecot.spoil(1);
    const result = await check();
    expect(result).toMatchObject({ state: 'done', checked: 2, missing: 1, repaired: 1, gone: 0 });
    expect(result?.unreadable).toMatchObject([{ folder: 'INBOX', uid: 2 }]);
    expect(result?.unreadable[0]?.reason).not.toBe('');
  });

  it('says why it could not be made, and leaves to the fetcher what it has not come to', async () => {
    await connect({ processingLimit: 1 });
    for (const name of ['a', 'b', 'c'])
      await arrive(plainMail({ from: `${name}@example.org` }).raw, now - 60_000);
    await eventually(ledgerCount).toBe(1);
    expect(await check()).toMatchObject({ state: 'done', checked: 3, waiting: 2, missing: 0 });
    await dovecot.kill();
    expect(await check()).toMatchObject({
      state: 'failed',
      error: 'nobodyAnswers',
    });
  });
});

describe("an agent's answer", () => {
  async function answer(id: string, changes: Partial<Parameters<typeof queueOutgoing>[0][number]> = {}) {
    const [ticket] = await allTickets();
    const question = await Messages.findOne({ direction: 'inbound' }).lean<MessageRecord>().exec();
    if (!ticket) throw new Error('There is no ticket to answer.');
    await queueOutgoing(
      [
        {
          id,
          ticket,
          channel: {
            _id: 'channel-service',
            kind: 'email',
            name: 'Service',
            address: 'service@stellwerk.local',
          },
          purpose: 'reply',
          to: [],
          cc: [],
          subject: null,
          text: 'Please see the picture.',
          html: '<p>Please see <img src="cid:picture-1" alt="picture"></p>',
          language: 'en',
          author: { id: 'lisa', name: 'Lisa' },
          inReplyTo: question,
          attachments: [],
          quickReplies: [],
          attachOriginal: false,
          ...changes,
        },
      ],
      new Date(now),
    );
  }

  async function ask(headers: string[] = []) {
    const question = plainMail({ headers });
    await arrive(question.raw, now);
    await eventually(ticketCount).toBe(1);
    return question;
  }

  it('goes out once with HTML, text, inline picture and thread, and lies in the Sent folder', async () => {
    await changeToImap({ outgoing: { sentCopy: {} } });
    const question = await ask(['References: <root@example.org>']);
    const pixel = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const fileId = await storeFile('attachments', 'picture.png', pixel);
    await answer('reply:picture', {
      attachments: [
        {
          fileId,
          name: 'picture.png',
          type: 'image/png',
          size: pixel.length,
          contentId: 'picture-1',
          inline: true,
        },
      ],
    });
    await mail.settle();
    await eventually(() => sent.length).toBe(1);
    const parsed = await parseMail(sent[0]?.raw ?? Buffer.alloc(0));
    expect(parsed.text).toContain('Please see the picture.');
    expect(parsed.html).toContain('data-cid="picture-1"');
    expect(parsed.attachments).toMatchObject([
      { name: 'picture.png', sniffedType: 'image/png', contentId: 'picture-1', inline: true },
    ]);
    expect(
      Buffer.from(parsed.attachments[0]?.content ?? []).equals(await readFile('attachments', fileId)),
    ).toBe(true);
    expect(parsed.inReplyTo).toBe(`<${question.messageId}>`);
    expect(parsed.references).toEqual(['<root@example.org>', `<${question.messageId}>`]);
    expect(parsed.automatic.automatic).toBe(false);
    await eventually(() => mailsIn('Sent')).toBe(1);
    const copy = await withImap(async (client) => {
      await client.mailboxOpen('Sent');
      return client.fetchOne('1', { source: true, flags: true });
    });
    expect(copy ? copy.source?.toString() : '').toBe(sent[0]?.raw.toString());
    expect(copy ? copy.flags?.has('\\Seen') : false).toBe(true);
  });

  it('waits where the mailbox may only send so many a minute, without counting as tried', async () => {
    await changeToImap({ outgoing: { perMinute: 2 } });
    await ask();
    for (const id of ['r:1', 'r:2', 'r:3', 'r:4']) await answer(id, { html: null });
    await mail.settle();
    expect(sent).toHaveLength(2);
    const waiting = await Outgoing.find({ state: 'queued' }).lean<OutgoingRecord[]>().exec();
    expect(waiting.map(({ attempts, lastError }) => [attempts, lastError])).toEqual([
      [0, 'rateLimit'],
      [0, 'rateLimit'],
    ]);
    now += 61_000;
    await mail.settle();
    expect(sent).toHaveLength(4);
    expect(new Set(sent.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw.toString())?.[1])).size).toBe(4);
  });
});
