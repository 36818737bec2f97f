import { beforeEach, describe, expect, it } from 'vitest';
import { Customers } from '@/runtime/store/customers';
import { nativeCollection } from '@/runtime/store/define-model';
import { listFiles, readFile, storeFile } from '@/runtime/store/files';
import { Ledger } from '@/runtime/store/ledger';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { newId } from '@/runtime/store/new-id';
import { Outgoing } from '@/runtime/store/outgoing';
import { findRawMessage, inlineRawLimit, RawMessages, rawMessageRecord } from '@/runtime/store/raw-messages';
import { Tickets } from '@/runtime/store/tickets';
import { Uploads } from '@/runtime/store/uploads';
import { installationOfFile } from './installation-of-file';
import { sweepFiles } from './sweep-files';
import { answerTo, createTestEngine, resetInstallation, testMessage } from './test-kit';
import { allExecutions, allLines, allTickets } from './test-records';

installationOfFile();
beforeEach(() => resetInstallation());

const messages = () => Messages.find({}).sort({ at: 1 }).lean<MessageRecord[]>().exec();

describe('a message', () => {
  it('becomes a ticket in its queue, with reply, tape and finished ledger line', async () => {
    const engine = createTestEngine();
    const receipt = await engine.receive(testMessage());
    expect(receipt.duplicate).toBe(false);
    await engine.settle();

    const [ticket] = await allTickets();
    expect(ticket).toMatchObject({
      number: 1,
      state: 'open',
      queueId: 'queue-billing',
      unread: 1,
      messageCount: 2,
      executionId: receipt.ledgerId,
      flowId: 'reply-and-queue',
    });
    expect(ticket?.autoReplies).toHaveLength(1);
    expect(ticket?.sla.dueAt).toBeInstanceOf(Date);

    const [execution] = await allExecutions();
    expect(execution).toMatchObject({ status: 'completed', pending: [], outbox: [] });
    expect(execution?.dueAt).toBeUndefined();
    expect(execution?.tape[0]?.steps.map(({ nodeId }) => nodeId)).toEqual(['mail', 'reply', 'queue']);
    expect(execution?.tape[0]?.facts.messageId).toBe(receipt.ledgerId);

    const [line] = await allLines();
    expect(line).toMatchObject({
      state: 'ticket',
      reason: 'opened',
      ticketId: ticket?._id,
      ticketNumber: 1,
      inbound: null,
    });

    const outbound = (await messages()).find(({ direction }) => direction === 'outbound');
    expect(outbound).toMatchObject({
      automatic: true,
      inReplyTo: (await messages())[0]?.messageId,
      delivery: 'pending',
    });
    expect(outbound?.text).toBe('Thank you, Ada Beispiel.');
    expect(await Outgoing.countDocuments({ state: 'queued', purpose: 'automatic' }).exec()).toBe(1);
    expect(await Customers.countDocuments({ ticketCount: 1 }).exec()).toBe(1);
  });

  it('is taken once, however often it comes, also twice at the same time', async () => {
    const engine = createTestEngine();
    const message = testMessage();
    const receipts = await Promise.all([engine.receive(message), engine.receive(message)]);
    const again = await createTestEngine().receive({ ...message });
    await engine.settle();
    expect(new Set([...receipts, again].map(({ ledgerId }) => ledgerId)).size).toBe(1);
    expect([...receipts, again].map(({ duplicate }) => duplicate).toSorted()).toEqual([false, true, true]);
    expect(await allTickets()).toHaveLength(1);
    expect(await RawMessages.countDocuments({}).exec()).toBe(1);
  });

  it('of a hundred at once gets a ticket and number each', async () => {
    const engine = createTestEngine();
    await Promise.all(Array.from({ length: 100 }, () => engine.receive(testMessage())));
    await engine.settle();
    expect((await allTickets()).map(({ number }) => number)).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
    expect(await Ledger.countDocuments({ state: 'ticket' }).exec()).toBe(100);
    expect(await Outgoing.countDocuments({}).exec()).toBe(100);
  });

  it('keeps its raw form and attachments, small and large', async () => {
    const engine = createTestEngine();
    const small = await engine.receive(
      testMessage({
        attachments: [
          {
            name: 'a.txt',
            type: 'text/plain',
            contentId: null,
            inline: false,
            content: Buffer.from('inside'),
          },
        ],
      }),
    );
    const raw = Buffer.alloc(300_000, 'x');
    const large = await engine.receive(testMessage({ raw }));
    await engine.settle();
    expect((await findRawMessage(small.ledgerId))?.toString()).toContain('Hello');
    const line = (await allLines()).find(({ _id }) => _id === large.ledgerId);
    expect(line?.raw).toMatchObject({ size: 300_000, place: 'file' });
    expect((await readFile('raw', line?.raw.fileId ?? '')).equals(raw)).toBe(true);
    const stored = (await messages()).find(({ _id }) => _id === small.ledgerId)?.attachments[0];
    expect(stored).toMatchObject({ name: 'a.txt', size: 6 });
    expect((await readFile('attachments', stored?.fileId ?? '')).toString()).toBe('inside');
  });

  it('leaves no file behind that nobody refers to, and loses none that somebody does', async () => {
    const engine = createTestEngine();
    // What other tests have stored is nobody's by now.
    await sweepFiles(new Date(Date.now() + 8 * 86_400_000));
    const attachment = (name: string) => ({
      name,
      type: 'text/plain',
      contentId: null,
      inline: false,
      content: Buffer.from(name),
    });
    const large = Buffer.alloc(inlineRawLimit + 1, 'x');
    const kept = testMessage({ raw: large, attachments: [attachment('kept.txt')] });
    await engine.receive(kept);
    await engine.receive(testMessage({ attachments: [attachment('ours.txt')] }));
    await engine.settle();
    // Refused: its attachments are nobody's, its original stays for people to look at.
    const verdict = { kind: 'reject' as const, reason: 'blocked', detail: '' };
    const refused = await engine.receive(testMessage({ verdict, attachments: [attachment('refused.txt')] }));
    // A process died before the ledger had it.
    const dying = createTestEngine({ dieAt: { point: 'ledger:filesStored', times: 1 } });
    const lost = dying.receive(testMessage({ raw: large, attachments: [attachment('lost.txt')] }));
    await Promise.race([lost, dying.died]);
    await nativeCollection(RawMessages).insertOne(rawMessageRecord(newId(), Buffer.from('orphan')));
    for (const [_id, usedAt] of [
      [await storeFile('attachments', 'unsent.txt', Buffer.from('1'), { accountId: 'ada' }), null],
      [await storeFile('attachments', 'sent.txt', Buffer.from('2'), { accountId: 'ada' }), new Date()],
    ] as const) {
      await Uploads.create({
        _id,
        accountId: 'ada',
        name: 'x',
        type: 'text/plain',
        size: 1,
        at: new Date(),
        usedAt,
      });
    }

    const soon = new Date();
    expect(await sweepFiles(soon)).toBe(0);
    const later = new Date(soon.getTime() + 8 * 86_400_000);
    expect(await sweepFiles(later)).toBe(5);
    expect(await sweepFiles(later)).toBe(0);
    const left = await listFiles('attachments', null, later, 100);
    expect(left.map(({ name }) => name).toSorted()).toEqual(['kept.txt', 'ours.txt', 'sent.txt']);
    expect(await listFiles('raw', null, later, 100)).toHaveLength(1);
    expect(await findRawMessage(refused.ledgerId)).not.toBeNull();
    expect(await Uploads.countDocuments({}).exec()).toBe(1);
  });

  it('that the channel refused or could not decode has its end in the ledger and no ticket', async () => {
    const engine = createTestEngine();
    await engine.receive(
      testMessage({ verdict: { kind: 'reject', reason: 'blocked', detail: 'spam list' } }),
    );
    await engine.receive(
      testMessage({ verdict: { kind: 'quarantine', reason: 'undecodable', detail: 'no header' } }),
    );
    await engine.settle();
    expect(await allTickets()).toHaveLength(0);
    expect((await allLines()).map(({ state, reason, detail }) => [state, reason, detail])).toEqual([
      ['rejected', 'blocked', 'spam list'],
      ['quarantined', 'undecodable', 'no header'],
    ]);
  });

  it('that no flow takes stands in the fallback queue, and the ledger says so', async () => {
    const engine = createTestEngine();
    await engine.receive(testMessage({ facts: { channel: 'elsewhere' } }));
    await engine.settle();
    expect((await allTickets())[0]).toMatchObject({
      state: 'open',
      queueId: 'queue-service',
      executionId: null,
    });
    expect((await allLines())[0]).toMatchObject({ state: 'ticket', reason: 'noFlow' });
  });
});

describe('an answer', () => {
  it('joins the ticket of the message it answers, by In-Reply-To, References or our token', async () => {
    const engine = createTestEngine();
    const first = testMessage();
    await engine.receive(first);
    await engine.settle();
    const ours = (await messages()).find(({ direction }) => direction === 'outbound');
    const [ticket] = await allTickets();
    await engine.receive(testMessage({ inReplyTo: ours?.messageId ?? '' }));
    await engine.receive(
      testMessage({
        facts: { from: first.facts.from, references: [first.facts.messageId ?? '', 'other@example.org'] },
      }),
    );
    await engine.receive(testMessage({ ticketTokens: [ticket?.token ?? ''] }));
    await engine.settle();
    expect(await allTickets()).toHaveLength(1);
    expect((await allTickets())[0]).toMatchObject({
      unread: 4,
      messageCount: 5,
      state: 'open',
      queueId: 'queue-billing',
    });
    expect((await allLines()).map(({ reason }) => reason)).toEqual(['opened', 'joined', 'joined', 'joined']);
  });

  it('in the same batch as what it answers joins it, and two that answer each other share one ticket', async () => {
    const engine = createTestEngine();
    const first = testMessage();
    const second = answerTo(first);
    await Promise.all([engine.receive(first), engine.receive(second)]);
    await engine.settle();
    expect(await allTickets()).toHaveLength(1);
    expect((await allTickets())[0]).toMatchObject({ unread: 2 });
    expect(await allExecutions()).toHaveLength(1);
  });

  it('opens a closed ticket again and starts its flow anew', async () => {
    const engine = createTestEngine();
    const first = testMessage();
    await engine.receive(first);
    await engine.settle();
    await Tickets.updateMany({}, { $set: { state: 'closed', assigneeId: 'a1' } }).exec();
    await engine.receive(answerTo(first));
    await engine.settle();
    const [ticket] = await allTickets();
    expect(ticket).toMatchObject({
      state: 'open',
      queueId: 'queue-billing',
      closedAt: null,
      assigneeId: null,
    });
    const walked = await allExecutions();
    expect(walked).toHaveLength(2);
    expect(walked[1]?.tape[0]?.facts.ticket).toMatchObject({ reopened: true, state: 'new', queue: null });
    expect(ticket?.executionId).toBe(walked[1]?._id);
    expect((await allLines())[1]).toMatchObject({ reason: 'reopened' });
  });

  it('wakes a parked ticket', async () => {
    const engine = createTestEngine();
    const first = testMessage();
    await engine.receive(first);
    await engine.settle();
    await Tickets.updateMany({}, { $set: { state: 'parked', parkedUntil: new Date('2999-01-01') } }).exec();
    await engine.receive(answerTo(first));
    await engine.settle();
    expect((await allTickets())[0]).toMatchObject({ state: 'open', parkedUntil: null });
  });

  it('goes to the ticket that its own was merged into', async () => {
    const engine = createTestEngine();
    const [first, second] = [testMessage(), testMessage()];
    await engine.receive(first);
    const kept = await engine.receive(second);
    await engine.settle();
    const merged = (await allTickets()).find(({ _id }) => _id !== kept.ledgerId)?._id ?? '';
    const into = kept.ledgerId;
    await Tickets.updateOne({ _id: merged }, { $set: { state: 'closed', mergedInto: into } }).exec();
    await Messages.updateMany({ ticketId: merged }, { $set: { ticketId: into } }).exec();
    await engine.receive(answerTo(first));
    await engine.settle();
    expect((await messages()).filter(({ ticketId }) => ticketId === into)).toHaveLength(5);
    expect(await allTickets()).toHaveLength(2);
  });
});
