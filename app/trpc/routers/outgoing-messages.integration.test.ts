import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { storeUpload } from '@/runtime/inbox/uploads';
import { takeNumbers } from '@/runtime/store/counters';
import { Customers } from '@/runtime/store/customers';
import { writeMailSettings } from '@/runtime/store/mail-settings';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { Outgoing, type OutgoingRecord } from '@/runtime/store/outgoing';
import { findTicket, type TicketRecord } from '@/runtime/store/tickets';
import { type Caller, openWorkspace, type TestWorkspace } from '../testing/open-workspace';
import { refusalOf } from '../testing/refusal-of';
import { insertTicket } from '../testing/sample-ticket';

let workspace: TestWorkspace;
let ada: Caller;
let adaId: string;
let ben: Caller;
let ticket: TicketRecord;
let question: MessageRecord;
let count = 0;

beforeAll(async () => {
  workspace = await openWorkspace();
  // Numbers of sample tickets are their own; those given out here begin above them.
  await takeNumbers('ticket', 1000);
  const first = await workspace.as('agent', 'Ada');
  ada = first.api;
  adaId = first.account.id;
  ben = (await workspace.as('supervisor', 'Ben')).api;
});
beforeEach(async () => {
  await writeMailSettings({ undoSendSeconds: 10 });
  ticket = await insertTicket();
  const message = await Messages.findOne({ ticketId: ticket._id }).lean<MessageRecord>().exec();
  if (!message) throw new Error('The message is missing.');
  question = message;
});
afterAll(() => workspace.close());

const clientId = () => {
  count += 1;
  return `client-id-${count}`;
};

function reply(change: Partial<Parameters<Caller['tickets']['reply']>[0]> = {}) {
  return ada.tickets.reply({
    id: ticket._id,
    replyId: clientId(),
    html: '<p>Like <b>this</b>.</p>',
    to: [ticket.customer],
    subject: null,
    uploads: [],
    seenMessageId: question._id,
    evenIfNewer: false,
    afterwards: 'stay',
    ...change,
  });
}

const orderOf = async (id: string) => Outgoing.findById(id).lean<OutgoingRecord>().exec();
const messageOf = async (id: string) => Messages.findById(id).lean<MessageRecord>().exec();
const inAnHour = () => new Date(Date.now() + 3_600_000);

describe('a reply', () => {
  test('waits for as long as it can be taken back, and not at all where that is switched off', async () => {
    const before = Date.now();
    const { messageId, holdsUntil } = await reply();
    expect((await orderOf(messageId))?.dueAt).toEqual(holdsUntil);
    expect(holdsUntil?.getTime()).toBeGreaterThanOrEqual(before + 10_000);
    await writeMailSettings({ undoSendSeconds: 0 });
    const second = await reply();
    expect(second.holdsUntil).toBeNull();
    expect((await orderOf(second.messageId))?.dueAt.getTime()).toBeLessThanOrEqual(Date.now());
  });

  test('taken back is sent to nobody, leaves the ticket as it was, and gives its text and files back', async () => {
    const file = await storeUpload(
      { name: 'a.txt', type: 'text/plain', content: Buffer.from('a') },
      adaId,
      new Date(),
    );
    const bcc = [{ name: '', address: 'boss@example.org' }];
    const { messageId } = await reply({ afterwards: 'close', bcc, uploads: [file.fileId] });
    expect(await findTicket(ticket._id)).toMatchObject({
      state: 'closed',
      assigneeId: adaId,
      messageCount: 2,
    });
    const back = await ada.tickets.withdraw({ messageId });
    expect(back).toMatchObject({
      kind: 'reply',
      bcc,
      files: [{ fileId: file.fileId, name: 'a.txt' }],
      ticketGone: false,
    });
    expect(back.html).toContain('<b>this</b>');
    expect(await orderOf(messageId)).toMatchObject({ state: 'withdrawn' });
    expect(await findTicket(ticket._id)).toMatchObject({
      state: 'open',
      assigneeId: null,
      messageCount: 1,
      firstReplyAt: null,
      closedAt: null,
    });
    expect((await ada.tickets.get({ id: ticket._id })).messages).toHaveLength(1);
    expect(await refusalOf(ada.tickets.withdraw({ messageId }))).toBe('tooLateToWithdraw');
    // Its files can be sent again.
    expect(await refusalOf(reply({ uploads: [file.fileId] }))).toBe('none');
  });

  test('taken back by its id is not sent under that id again', async () => {
    const replyId = clientId();
    const { messageId } = await reply({ replyId });
    await ada.tickets.withdraw({ messageId });
    await reply({ replyId });
    expect(await orderOf(messageId)).toMatchObject({ state: 'withdrawn' });
    expect(await Outgoing.countDocuments({ ticketId: ticket._id }).exec()).toBe(1);
  });

  test('that is leaving cannot be taken back', async () => {
    const { messageId } = await reply();
    await Outgoing.updateOne({ _id: messageId }, { $set: { state: 'sending' } }).exec();
    expect(await refusalOf(ada.tickets.withdraw({ messageId }))).toBe('tooLateToWithdraw');
    expect(await refusalOf(ada.tickets.reschedule({ messageId, sendAt: inAnHour() }))).toBe(
      'tooLateToWithdraw',
    );
  });

  test('does not overwrite what happened to the ticket since when it is taken back', async () => {
    const { messageId } = await reply();
    await ben.tickets.transfer({ id: ticket._id, queueId: 'queue-billing' });
    await ada.tickets.withdraw({ messageId });
    expect(await findTicket(ticket._id)).toMatchObject({ queueId: 'queue-billing', messageCount: 1 });
  });

  test('for later stands in the thread with its time, can be moved, sent now, and taken back', async () => {
    const sendAt = inAnHour();
    const { messageId } = await reply({ sendAt });
    const shown = (await ada.tickets.get({ id: ticket._id })).messages.at(-1);
    expect(shown).toMatchObject({ id: messageId, delivery: 'scheduled', sendAt, at: sendAt });
    const later = new Date(sendAt.getTime() + 60_000);
    await ada.tickets.reschedule({ messageId, sendAt: later });
    expect(await orderOf(messageId)).toMatchObject({ dueAt: later, state: 'queued' });
    await ada.tickets.reschedule({ messageId, sendAt: null });
    expect((await orderOf(messageId))?.dueAt.getTime()).toBeLessThanOrEqual(Date.now());
    expect(await refusalOf(reply({ sendAt: new Date(0) }))).toBe('timeIsPast');
  });

  test('needs addresses that are some', async () => {
    const wrong = [{ name: '', address: 'nobody' }];
    expect(await refusalOf(reply({ to: wrong }))).toBe('addressInvalid');
    expect(await refusalOf(reply({ bcc: wrong }))).toBe('addressInvalid');
    expect(await refusalOf(reply({ to: [] }))).toBe('recipientMissing');
    const { messageId } = await reply({ cc: [ticket.customer, { name: 'C', address: 'c@example.org' }] });
    expect((await messageOf(messageId))?.cc).toEqual([{ name: 'C', address: 'c@example.org' }]);
  });

  test('with a pasted picture carries it as an inline one', async () => {
    const picture = await storeUpload(
      { name: 'p.png', type: 'image/png', content: Buffer.from('p') },
      adaId,
      new Date(),
    );
    const { messageId } = await reply({
      html: `<p>See</p><img src="/api/files/upload/${picture.fileId}" data-cid="${picture.fileId}@stellwerk">`,
      uploads: [picture.fileId],
    });
    const message = await messageOf(messageId);
    expect(message?.attachments).toMatchObject([{ inline: true, contentId: `${picture.fileId}@stellwerk` }]);
    expect(message?.html).toContain(`data-cid="${picture.fileId}@stellwerk"`);
    expect(message?.html).not.toContain('/api/files');
  });
});

describe('a message to anybody', () => {
  const write = (change = {}) =>
    ada.tickets.write({
      newId: clientId(),
      channelId: 'channel-service',
      to: [{ name: 'Nina', address: 'nina@example.org' }],
      subject: 'Your contract',
      html: '<p>Hello Nina</p>',
      uploads: [],
      queueId: 'queue-billing',
      forMe: true,
      afterwards: 'stay',
      ...change,
    });

  test('opens a ticket once, for a customer who is known from then on', async () => {
    const newId = clientId();
    const { id, messageId } = await write({ newId });
    await write({ newId });
    expect(await findTicket(id)).toMatchObject({
      subject: 'Your contract',
      state: 'open',
      queueId: 'queue-billing',
      assigneeId: adaId,
      messageCount: 1,
      snippet: 'Hello Nina',
    });
    expect(await Outgoing.countDocuments({ ticketId: id }).exec()).toBe(1);
    expect(await messageOf(messageId)).toMatchObject({ subject: 'Your contract', inReplyTo: null });
    const other = await write();
    expect((await findTicket(other.id))?.customerId).toBe((await findTicket(id))?.customerId);
    expect(await Customers.findOne({ identities: 'email:nina@example.org' }).lean().exec()).toMatchObject({
      name: 'Nina',
      ticketCount: 2,
    });
  });

  test('that is taken back leaves no ticket', async () => {
    const { id, messageId } = await write();
    expect(await ada.tickets.withdraw({ messageId })).toMatchObject({
      kind: 'message',
      ticketGone: true,
      subject: 'Your contract',
    });
    expect(await findTicket(id)).toBeNull();
  });

  test('needs subject, recipient and a queue that is one', async () => {
    expect(await refusalOf(write({ subject: ' ' }))).toBe('subjectMissing');
    expect(await refusalOf(write({ to: [] }))).toBe('recipientMissing');
    expect(await refusalOf(write({ queueId: 'nowhere' }))).toBe('queueUnknown');
    expect(await refusalOf(write({ html: '' }))).toBe('replyEmpty');
  });
});

test('a message is passed on with the files that were chosen, and is no reply to the customer', async () => {
  const file = {
    fileId: 'f'.repeat(24),
    name: 'bill.pdf',
    type: 'application/pdf',
    size: 10,
    contentId: null,
    inline: false,
  };
  await Messages.updateOne(
    { _id: question._id },
    { $set: { attachments: [file, { ...file, fileId: 'e'.repeat(24) }] } },
  ).exec();
  const { messageId } = await ada.tickets.forward({
    id: ticket._id,
    forwardId: clientId(),
    messageId: question._id,
    html: '',
    to: [{ name: '', address: 'expert@example.com' }],
    subject: '',
    uploads: [],
    files: [file.fileId],
    asFile: false,
  });
  expect(await messageOf(messageId)).toMatchObject({
    forwards: question._id,
    subject: `Fwd: ${ticket.subject}`,
    attachments: [file],
    to: [{ address: 'expert@example.com' }],
  });
  expect(await findTicket(ticket._id)).toMatchObject({ firstReplyAt: null, assigneeId: null, unread: 1 });
  const history = await ada.tickets.history({ id: ticket._id });
  expect(history.at(-1)).toMatchObject({ kind: 'forwarded', detail: 'expert@example.com' });
  expect(await ada.tickets.withdraw({ messageId })).toMatchObject({
    kind: 'forward',
    forwards: question._id,
  });
});

test('what may not have arrived is sent again or left at that, by one person once', async () => {
  const { messageId } = await reply();
  const lose = () =>
    Promise.all([
      Outgoing.updateOne({ _id: messageId }, { $set: { state: 'unknown' } }).exec(),
      Messages.updateOne({ _id: messageId }, { $set: { delivery: 'unknown' } }).exec(),
    ]);
  await lose();
  await ada.tickets.settleDelivery({ messageId, decision: 'sent' });
  expect((await messageOf(messageId))?.delivery).toBe('sent');
  expect(await refusalOf(ada.tickets.settleDelivery({ messageId, decision: 'again' }))).toBe(
    'deliverySettled',
  );
  await lose();
  await ada.tickets.settleDelivery({ messageId, decision: 'again' });
  expect(await orderOf(messageId)).toMatchObject({ state: 'queued', attempts: 0 });
});
