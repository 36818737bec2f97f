import { beforeEach, describe, expect, it } from 'vitest';
import { ticketTokenOf } from '@/runtime/channels/email/own-message-id';
import { Channels } from '@/runtime/store/channels';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { Outgoing, type OutgoingRecord } from '@/runtime/store/outgoing';
import { findTicket, type TicketRecord } from '@/runtime/store/tickets';
import { installationOfFile } from './installation-of-file';
import { queueOutgoing } from './queue-outgoing';
import { createSender } from './send-outgoing';
import { accept, openSender, sendOutgoing } from './sender-kit';
import { sendAgain } from './settle-outgoing';
import { createTestEngine, resetInstallation, testMessage } from './test-kit';

installationOfFile();
let ticket: TicketRecord;
beforeEach(async () => {
  await resetInstallation();
  const engine = createTestEngine();
  const { ledgerId } = await engine.receive(testMessage());
  await engine.settle();
  await Outgoing.deleteMany({}).exec();
  const found = await findTicket(ledgerId);
  if (!found) throw new Error('The ticket is missing.');
  ticket = found;
});

const order = () => Outgoing.findOne({}).lean<OutgoingRecord>().exec();
const message = () => Messages.findOne({ _id: 'reply-1' }).lean<MessageRecord>().exec();

async function queueReply(at = 1000, id = 'reply-1', channelId = 'channel-service'): Promise<void> {
  await queueOutgoing(
    [
      {
        id,
        ticket,
        channel: {
          _id: channelId,
          kind: 'email',
          name: 'Service',
          address: 'service@stellwerk.local',
        },
        purpose: 'reply',
        to: [],
        cc: [],
        subject: null,
        text: 'Here is your answer.',
        html: null,
        language: 'en',
        author: { id: 'a1', name: 'Ada' },
        inReplyTo: { messageId: 'm1@example.org', references: ['m0@example.org'] },
        attachments: [],
        quickReplies: [],
        attachOriginal: false,
      },
    ],
    new Date(at),
  );
}

/** Resolves when the sender can have got no further. */
async function untilState(state: string, dataStarted: boolean): Promise<void> {
  for (;;) {
    const now = await order();
    if (now?.state === state && (now.dataStartedAt !== null) === dataStarted) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('sendOutgoing', () => {
  it('sends once what was queued twice, with threading and the ticket’s token', async () => {
    await queueReply();
    await queueReply();
    const sender = openSender(accept);
    expect(await sendOutgoing(sender)).toBe(1);
    expect(await sendOutgoing(sender)).toBe(0);
    expect(sender.sent).toHaveLength(1);
    expect(sender.sent[0]).toMatchObject({ key: 'reply-1', attempts: 0, ticket: { _id: ticket._id } });
    expect(await message()).toMatchObject({
      to: [ticket.customer],
      subject: `Re: ${ticket.subject}`,
      inReplyTo: 'm1@example.org',
      references: ['m0@example.org', 'm1@example.org'],
      delivery: 'sent',
      automatic: false,
    });
    expect(ticketTokenOf((await message())?.messageId ?? '')).toBe(ticket.token);
    expect(await order()).toMatchObject({ state: 'sent', receipt: '250 ok' });
  });

  it('tries again later, with growing pauses, and gives up in the end', async () => {
    await queueReply();
    const sender = openSender(async () => ({ state: 'deferred', reason: 'busy' }));
    const due: number[] = [];
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      expect(await sendOutgoing(sender)).toBe(1);
      due.push(((await order())?.dueAt.getTime() ?? 0) - sender.clock.at);
      sender.clock.at += 10_000_000;
    }
    expect(due[1]).toBeGreaterThan(due[0] ?? 0);
    expect(await order()).toMatchObject({ state: 'failed', lastError: 'busy', attempts: 3 });
    expect(await message()).toMatchObject({ delivery: 'failed', deliveryDetail: 'busy' });
    expect(await sendOutgoing(sender)).toBe(0);
    expect(await sendAgain('reply-1', new Date(sender.clock.at))).toBe(true);
    expect(await sendOutgoing(sender)).toBe(1);
  });

  it('tries again for those who were refused for now, and gives up on them alone', async () => {
    await queueReply();
    const asked: string[][] = [];
    const sender = openSender(async ({ delivered }) => {
      asked.push(delivered);
      return { state: 'deferred', reason: 'b@example.org: 450 later', delivered: ['a@example.org'] };
    });
    for (let attempt = 0; attempt < 40 && (await order())?.state === 'queued'; attempt += 1) {
      await sendOutgoing(sender);
      sender.clock.at += 3_600_000;
    }
    expect(asked[0]).toEqual([]);
    expect(asked[1]).toEqual(['a@example.org']);
    expect((await order())?.state).toBe('sent');
    expect(await message()).toMatchObject({ delivery: 'sent', deliveryDetail: 'b@example.org: 450 later' });
  });

  it('does not try again what was refused for good', async () => {
    await queueReply();
    const sender = openSender(async () => ({ state: 'failed', reason: '550 no such user' }));
    await sendOutgoing(sender);
    sender.clock.at += 10_000_000;
    expect(await sendOutgoing(sender)).toBe(0);
    expect(await order()).toMatchObject({ state: 'failed', lastError: '550 no such user' });
  });

  it('sends again what a dead process had claimed but not begun to hand over', async () => {
    await queueReply();
    const dying = openSender(accept, { dieAt: 'outgoing:claimed' });
    void sendOutgoing(dying);
    await untilState('sending', false);
    const next = openSender(accept, { at: 2500 });
    expect(await sendOutgoing(next)).toBe(0);
    next.clock.at = 10_000;
    expect(await sendOutgoing(next)).toBe(1);
    expect(await order()).toMatchObject({ state: 'sent' });
  });

  it('never sends again what a dead process may have handed over: a person decides', async () => {
    await queueReply();
    void sendOutgoing(openSender(accept, { dieAt: 'outgoing:sent' }));
    await untilState('sending', true);
    const next = openSender(accept, { at: 10_000 });
    await sendOutgoing(next);
    expect(next.sent).toHaveLength(0);
    expect(await order()).toMatchObject({ state: 'unknown' });
    expect(await message()).toMatchObject({ delivery: 'unknown' });
  });

  it('knows the end of what a dead process had told the message and not yet the order', async () => {
    await queueReply();
    const dead = openSender(accept, { dieAt: 'outgoing:told' });
    void sendOutgoing(dead);
    await untilState('sending', true);
    while ((await message())?.delivery !== 'sent') await new Promise((resolve) => setTimeout(resolve, 5));
    const next = openSender(accept, { at: 4000 });
    expect(await sendOutgoing(next)).toBe(0);
    expect(next.sent).toHaveLength(0);
    expect(await order()).toMatchObject({ state: 'sent', owner: null });
    expect(await message()).toMatchObject({ delivery: 'sent' });
  });

  it('does send it again where the channel says that this is harmless', async () => {
    await queueReply();
    void sendOutgoing(openSender(accept, { dieAt: 'outgoing:sent', repeatable: true }));
    await untilState('sending', true);
    const next = openSender(accept, { at: 10_000, repeatable: true });
    await sendOutgoing(next);
    expect(next.sent).toHaveLength(1);
    expect(await order()).toMatchObject({ state: 'sent' });
  });

  it('takes an error of the channel before the data as "later", after it as "unknown"', async () => {
    await queueReply();
    const before = openSender(async () => {
      throw new Error('connection refused');
    });
    await sendOutgoing(before);
    expect(await order()).toMatchObject({ state: 'queued', lastError: 'connection refused' });
    const after = openSender(
      async ({ beforeData }) => {
        await beforeData();
        throw new Error('connection lost');
      },
      { at: 10_000_000 },
    );
    await sendOutgoing(after);
    expect(await order()).toMatchObject({ state: 'unknown', lastError: 'connection lost' });
  });

  it('is done by one of several senders', async () => {
    await queueReply();
    const senders = Array.from({ length: 8 }, () => openSender(accept));
    const handled = await Promise.all(senders.map(sendOutgoing));
    expect(handled.reduce((sum, count) => sum + count, 0)).toBe(1);
  });

  it('goes on sending over other channels while one is slow', async () => {
    const first = await Channels.findById('channel-service').lean().exec();
    await Channels.create({ ...first, _id: 'channel-slow', slot: 'slow' });
    for (let count = 0; count < 8; count += 1) {
      await queueReply(1000, `slow-${count}`, 'channel-slow');
      await queueReply(1500, `quick-${count}`);
    }
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const context = openSender(async ({ channel }) => {
      if (channel._id === 'channel-slow') await released;
      return { state: 'sent', receipt: '250 ok' };
    });
    let wake = () => {};
    const sender = createSender({ ...context, parallel: 10, parallelInChannel: 3 }, () => wake());
    const sent = (channelId: string) => Outgoing.countDocuments({ channelId, state: 'sent' }).exec();
    while ((await sent('channel-service')) < 8) {
      const { promise: room, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      if ((await sender.work()) === 0) await room;
      expect(context.sent.filter(({ channel }) => channel._id === 'channel-slow').length).toBeLessThanOrEqual(
        3,
      );
    }
    expect(await sent('channel-slow')).toBe(0);
    release();
    await sender.idle();
    while ((await sender.work()) > 0) await sender.idle();
    expect(await sent('channel-slow')).toBe(8);
  });
});
