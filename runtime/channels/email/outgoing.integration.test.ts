import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { resetInstallation } from '@/runtime/engine/test-kit';
import { allTickets } from '@/runtime/engine/test-records';
import { forwardMessage } from '@/runtime/inbox/forward-message';
import { withdrawMessage } from '@/runtime/inbox/held-messages';
import { mergeTickets } from '@/runtime/inbox/merge-tickets';
import { splitMessage } from '@/runtime/inbox/split-message';
import { undoChange } from '@/runtime/inbox/undo-change';
import { writeMessage } from '@/runtime/inbox/write-message';
import { type Reply, writeReply } from '@/runtime/inbox/write-reply';
import { Agents } from '@/runtime/store/agents';
import { Channels } from '@/runtime/store/channels';
import { Executions } from '@/runtime/store/executions';
import { writeMailSettings } from '@/runtime/store/mail-settings';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { Outgoing } from '@/runtime/store/outgoing';
import type { TicketRecord } from '@/runtime/store/tickets';
import { type MailInstallation, openMailInstallation, plainMail } from '@/tests/mail-installation';
import { headerOf, readOutbox } from '@/tests/outbox';

// What people send, as it leaves: through the real sender into the outbox folder, and back in by SMTP.
const lisa = { id: 'lisa', name: 'Lisa' };
let now = Date.UTC(2026, 10, 2, 9);
let mail: MailInstallation;
let count = 0;

beforeAll(async () => {
  process.env.STELLWERK_SECRET_KEY ??= 'a key that is only used by tests, 1234';
  mail = await openMailInstallation({ now: () => now });
});
beforeEach(async () => {
  now += 86_400_000;
  await resetInstallation();
  await writeMailSettings({ undoSendSeconds: 0 });
  await Agents.create({
    _id: 'lisa',
    name: 'Lisa',
    email: 'lisa@firm.example',
    presenceSince: new Date(now),
    signature: 'Lisa K.',
  });
});
afterAll(() => mail.close());

const setMailbox = (settings: Record<string, unknown>) =>
  Channels.updateOne({ _id: 'channel-service' }, { $set: { settings } }).exec();
/** Every message bears its own time, so that the newest mail is told from the others. */
function later(): Date {
  now += 1000;
  return new Date(now);
}

const newest = async () => (await readOutbox(mail.dataDir)).at(-1);

async function take(...mails: { raw: string }[]): Promise<TicketRecord> {
  for (const { raw } of mails) await mail.send(raw);
  await mail.settle();
  const ticket = (await allTickets()).at(-1);
  if (!ticket) throw new Error('There is no ticket.');
  return ticket;
}

const inboundOf = (ticketId: string) =>
  Messages.find({ ticketId, direction: 'inbound' }).sort({ at: 1 }).lean<MessageRecord[]>().exec();

async function reply(ticket: TicketRecord, change: Partial<Reply> = {}) {
  count += 1;
  const seen = (await inboundOf(ticket._id)).at(-1)?._id ?? null;
  return writeReply(
    {
      ticketId: ticket._id,
      replyId: `reply-${count}`,
      html: '<p>We have <b>mended</b> it.</p>',
      to: [ticket.customer],
      cc: [],
      bcc: [],
      subject: null,
      uploads: [],
      seenMessageId: seen,
      evenIfNewer: false,
      sendAt: null,
      afterwards: 'stay',
      ...change,
    },
    lisa,
    later(),
  );
}

describe('a reply', () => {
  it('has HTML and text, the signatures, the quoted original, and a sender as the mailbox wants it', async () => {
    await setMailbox({
      signature: { en: '{{mailbox.name}}, ticket {{ticket.number}}' },
      sending: { fromName: '{{agent.name}} – {{mailbox.name}}', replyTo: 'answers@firm.example' },
    });
    const ticket = await take(plainMail({ text: 'My bill is wrong.' }));
    await reply(ticket);
    await mail.settle();
    const sent = await newest();
    expect(sent?.from).toMatchObject({
      name: expect.stringMatching(/^Lisa – /),
      address: 'service@stellwerk.local',
    });
    expect(headerOf(sent, 'reply-to')).toContain('answers@firm.example');
    expect(sent?.visibleText.trim()).toBe('We have mended it.');
    expect(sent?.text).toMatch(
      /We have mended it\.\s+-- \s*Lisa K\.\s+\S+.*, ticket \d+\s+(On|Am) .*(wrote|schrieb).*:\s+> My bill is wrong\./s,
    );
    expect(sent?.html).toContain('<b>mended</b>');
    expect(sent?.html).toContain('<blockquote type="cite"');
    await setMailbox({ sending: { quoteOriginal: false } });
    await reply(ticket);
    await mail.settle();
    expect((await newest())?.text).not.toContain('My bill is wrong.');
  });

  it('asks for answers at an address that knows its ticket, and an answer without any thread finds it', async () => {
    await setMailbox({ answers: { address: true, subject: true } });
    const ticket = await take(plainMail());
    await reply(ticket);
    await mail.settle();
    const sent = await newest();
    const address = /service\+t\.[^>\s]+@stellwerk\.local/.exec(headerOf(sent, 'reply-to') ?? '')?.[0] ?? '';
    expect(sent?.subject).toMatch(/\[#[0-9a-f]{16}\.[a-z2-7]{10}\]$/);
    await mail.send(plainMail({ to: address, subject: 'Something else' }).raw, { to: address });
    await mail.settle();
    expect(await allTickets()).toHaveLength(1);
    expect(await inboundOf(ticket._id)).toHaveLength(2);
  });

  it('leaves when its time has come, once, and not before; taken back it never does', async () => {
    await writeMailSettings({ undoSendSeconds: 20 });
    const ticket = await take(plainMail());
    const before = (await readOutbox(mail.dataDir)).length;
    const first = await reply(ticket);
    const second = await reply(ticket, { html: '<p>Better so.</p>' });
    await withdrawMessage(first.messageId, lisa, new Date(now));
    expect(await readOutbox(mail.dataDir)).toHaveLength(before);
    now += 21_000;
    await mail.settle();
    expect(await readOutbox(mail.dataDir)).toHaveLength(before + 1);
    expect((await newest())?.text).toContain('Better so.');
    expect(await Outgoing.findById(second.messageId).lean().exec()).toMatchObject({ state: 'sent' });
    expect(await Outgoing.findById(first.messageId).lean().exec()).toMatchObject({ state: 'withdrawn' });
  });

  it('that closes the ticket lets its flow go on only when it can no longer be taken back', async () => {
    await writeMailSettings({ undoSendSeconds: 20 });
    const ticket = await take(plainMail());
    await Executions.updateOne({ _id: ticket.executionId ?? '' }, { $set: { status: 'waiting' } }).exec();
    const ended = () =>
      Executions.countDocuments({
        $or: [{ 'pending.type': 'handoffEnded' }, { 'tape.event.type': 'handoffEnded' }],
      }).exec();
    await reply(ticket, { afterwards: 'close' });
    expect((await allTickets())[0]?.state).toBe('closed');
    expect(await ended()).toBe(0);
    now += 21_000;
    // Only the sender: the execution is a made-up one.
    await expect.poll(ended, { timeout: 20_000 }).toBe(1);
  });
});

describe('a message passed on', () => {
  it('goes quoted or whole to somebody else, whose answer comes to the ticket', async () => {
    const ticket = await take(plainMail({ text: 'My bill is wrong.' }));
    const [question] = await inboundOf(ticket._id);
    const forward = (forwardId: string, asFile: boolean) =>
      forwardMessage(
        {
          ticketId: ticket._id,
          forwardId,
          messageId: question?._id ?? '',
          html: '<p>Please look.</p>',
          to: [{ name: '', address: 'expert@example.com' }],
          cc: [],
          bcc: [{ name: '', address: 'boss@example.com' }],
          subject: '',
          uploads: [],
          files: [],
          asFile,
          sendAt: null,
        },
        lisa,
        later(),
      );
    await forward('quoted', false);
    await mail.settle();
    const quoted = await newest();
    expect(quoted?.subject).toBe('Fwd: My invoice');
    expect(quoted?.text).toMatch(
      /Please look\.[\s\S]*From: Ada Beispiel <ada@example\.org>[\s\S]*My bill is wrong\./,
    );
    await forward('whole', true);
    await mail.settle();
    const whole = await newest();
    expect(whole?.attachments).toMatchObject([{ name: 'original.eml', type: 'message/rfc822' }]);
    expect(whole?.text).not.toContain('From: Ada');
    await take(
      plainMail({
        from: 'expert@example.com',
        subject: 'AW: Fwd: My invoice',
        headers: [`In-Reply-To: ${headerOf(whole, 'message-id')}`],
      }),
    );
    expect(await inboundOf(ticket._id)).toHaveLength(2);
  });
});

it('a message to anybody opens a ticket that the answer joins', async () => {
  await writeMessage(
    {
      newId: 'new-message-1',
      channelId: 'channel-service',
      to: [{ name: 'Nina', address: 'nina@example.org' }],
      cc: [],
      bcc: [],
      subject: 'Your contract',
      html: '<p>Hello Nina</p>',
      uploads: [],
      queueId: null,
      forMe: true,
      sendAt: null,
      afterwards: 'stay',
    },
    lisa,
    later(),
  );
  await mail.settle();
  const sent = await newest();
  expect(sent).toMatchObject({ subject: 'Your contract', to: [{ address: 'nina@example.org' }] });
  await take(
    plainMail({
      from: 'nina@example.org',
      subject: 'Re: Your contract',
      headers: [`In-Reply-To: ${headerOf(sent, 'message-id')}`],
    }),
  );
  expect(await allTickets()).toMatchObject([{ unread: 1, assigneeId: 'lisa' }]);
});

describe('merging and splitting', () => {
  it('sends answers to a merged ticket to the one it was merged into, and back after undo', async () => {
    const first = plainMail({ from: 'ada@example.org', subject: 'One' });
    const second = plainMail({ from: 'ada@example.org', subject: 'Two' });
    const into = await take(first);
    const source = await take(second);
    const { changeId } = await mergeTickets(source._id, into._id, lisa, later());
    const answer = (messageId: string) =>
      plainMail({ from: 'ada@example.org', subject: 'Re: x', headers: [`In-Reply-To: <${messageId}>`] });
    await take(answer(second.messageId));
    expect(await inboundOf(into._id)).toHaveLength(3);
    await undoChange(changeId, lisa, new Date(now));
    await take(answer(second.messageId));
    // What came in while they were one stays where it came in.
    expect([(await inboundOf(into._id)).length, (await inboundOf(source._id)).length]).toEqual([2, 2]);
  });

  it('ends the flow of the merged ticket', async () => {
    const into = await take(plainMail({ subject: 'One' }));
    const source = await take(plainMail({ subject: 'Two' }));
    await Executions.updateOne({ _id: source.executionId ?? '' }, { $set: { status: 'waiting' } }).exec();
    await mergeTickets(source._id, into._id, lisa, later());
    expect(
      await Executions.findById(source.executionId ?? '')
        .lean()
        .exec(),
    ).toMatchObject({
      pending: [{ type: 'cancelled', reason: 'merged' }],
    });
  });

  it('sends answers to a message that was split off to its own ticket', async () => {
    const ticket = await take(plainMail({ subject: 'One' }));
    const other = plainMail({ subject: 'Re: One', text: 'By the way: my address has changed.' });
    await take(other);
    const [, message] = await inboundOf(ticket._id);
    const split = await splitMessage(ticket._id, message?._id ?? '', lisa, later());
    expect(split.ticket).toMatchObject({
      state: 'open',
      messageCount: 1,
      customer: { address: 'ada@example.org' },
    });
    await take(plainMail({ subject: 'Re: One', headers: [`In-Reply-To: <${other.messageId}>`] }));
    expect([(await inboundOf(ticket._id)).length, (await inboundOf(split.ticket._id)).length]).toEqual([
      1, 2,
    ]);
  });
});
