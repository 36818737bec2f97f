import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { takeNumbers } from '@/runtime/store/counters';
import { Customers } from '@/runtime/store/customers';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { Outgoing } from '@/runtime/store/outgoing';
import { findTicket, type TicketRecord } from '@/runtime/store/tickets';
import { type Caller, openWorkspace, type TestWorkspace } from '../testing/open-workspace';
import { refusalOf } from '../testing/refusal-of';
import { insertMessage, insertTicket } from '../testing/sample-ticket';

let workspace: TestWorkspace;
let ada: Caller;
let adaId: string;
let ben: Caller;

beforeAll(async () => {
  workspace = await openWorkspace();
  // Numbers of sample tickets are their own; those given out here begin above them.
  await takeNumbers('ticket', 1000);
  const first = await workspace.as('agent', 'Ada');
  ada = first.api;
  adaId = first.account.id;
  ben = (await workspace.as('supervisor', 'Ben')).api;
});
afterAll(() => workspace.close());

describe('working on a ticket', () => {
  test('of two who take it, one gets it and the other learns the name', async () => {
    const { _id: id } = await insertTicket();
    const outcomes = await Promise.all([
      refusalOf(ada.tickets.take({ id })),
      refusalOf(ben.tickets.take({ id })),
    ]);
    expect(outcomes.toSorted()).toEqual(['none', 'ticketTaken']);
    const ticket = await findTicket(id);
    expect(ticket?.assigneeName).toBe(outcomes[0] === 'none' ? 'Ada' : 'Ben');
  });

  test('every change is told with its person and can be undone once', async () => {
    const { _id: id } = await insertTicket();
    await ada.tickets.take({ id });
    const { changeId } = await ada.tickets.close({ id });
    expect((await findTicket(id))?.state).toBe('closed');
    expect(await refusalOf(ben.tickets.undo({ changeId }))).toBe('changeUnknown');
    await ada.tickets.undo({ changeId });
    expect(await findTicket(id)).toMatchObject({ state: 'open', assigneeId: adaId, closedAt: null });
    expect(await refusalOf(ada.tickets.undo({ changeId }))).toBe('changeUnknown');
    const history = await ada.tickets.history({ id });
    expect(history.map((entry) => (entry.by === 'person' ? `${entry.name} ${entry.kind}` : 'flow'))).toEqual([
      'Ada taken',
      'Ada closed',
      'Ada undone',
    ]);
  });

  test('undo does not overwrite what somebody else did since', async () => {
    const { _id: id } = await insertTicket();
    const { changeId } = await ada.tickets.park({ id, until: null });
    await ben.tickets.transfer({ id, queueId: 'queue-billing' });
    expect(await refusalOf(ada.tickets.undo({ changeId }))).toBe('undoOvertaken');
    expect(await findTicket(id)).toMatchObject({ state: 'open', queueId: 'queue-billing' });
  });

  test('a closed ticket is reopened before it is worked on', async () => {
    const { _id: id } = await insertTicket({ state: 'closed' });
    expect(await refusalOf(ada.tickets.take({ id }))).toBe('ticketIsClosed');
    await ada.tickets.reopen({ id });
    expect(await refusalOf(ada.tickets.take({ id }))).toBe('none');
  });

  test('assigning others is for supervisors', async () => {
    const { _id: id } = await insertTicket();
    expect(await refusalOf(ada.tickets.assign({ id, agentId: adaId }))).toBe('FORBIDDEN');
    await ben.tickets.assign({ id, agentId: adaId });
    expect((await findTicket(id))?.assigneeName).toBe('Ada');
  });

  test('parking into the past is refused', async () => {
    const { _id: id } = await insertTicket();
    expect(await refusalOf(ada.tickets.park({ id, until: new Date(0) }))).toBe('timeIsPast');
  });

  test('transfer gives the promise of the new queue', async () => {
    const { _id: id } = await insertTicket({ queueId: null });
    await ada.tickets.transfer({ id, queueId: 'queue-billing' });
    expect((await findTicket(id))?.sla.firstReplyDueAt).toBeInstanceOf(Date);
  });
});

describe('replying', () => {
  const reply = (seenMessageId: string | null) => ({
    replyId: crypto.randomUUID(),
    html: '<p>Hello <b>Erika</b>,</p><p>done.</p><script>alert(1)</script>',
    to: [{ name: '', address: 'erika@example.org' }],
    cc: [],
    subject: null,
    uploads: [],
    seenMessageId,
    evenIfNewer: false,
    afterwards: 'stay' as const,
  });

  test('sends once, however often it is pressed, in the thread, without scripts', async () => {
    const ticket = await insertTicket();
    const { messages } = await ada.tickets.get({ id: ticket._id });
    const input = { id: ticket._id, ...reply(messages[0]?.id ?? null) };
    await ada.tickets.reply(input);
    await ada.tickets.reply(input);
    expect(await Outgoing.countDocuments({ ticketId: ticket._id })).toBe(1);
    const [sent] = await Messages.find({ ticketId: ticket._id, direction: 'outbound' }).lean();
    expect(sent).toMatchObject({
      authorName: 'Ada',
      automatic: false,
      subject: `Re: ${ticket.subject}`,
      inReplyTo: `${messages[0]?.id}@example.org`,
      delivery: 'pending',
    });
    expect(sent?.text).toContain('Hello Erika,');
    expect(sent?.html).not.toContain('script');
    expect(await findTicket(ticket._id)).toMatchObject({ assigneeId: adaId, unread: 0, messageCount: 2 });
  });

  test('asks first when the customer has written in the meantime', async () => {
    const ticket = await insertTicket();
    const { messages } = await ada.tickets.get({ id: ticket._id });
    await insertMessage(ticket, 'Forget it, solved!', new Date(ticket.createdAt.getTime() + 60_000));
    const input = { id: ticket._id, ...reply(messages[0]?.id ?? null) };
    expect(await refusalOf(ada.tickets.reply(input))).toBe('newerMessage');
    expect(await Outgoing.countDocuments({ ticketId: ticket._id })).toBe(0);
    expect(await refusalOf(ada.tickets.reply({ ...input, evenIfNewer: true }))).toBe('none');
  });

  test('asks first when a colleague has answered in the meantime, and not because of a machine', async () => {
    const ticket = await insertTicket();
    const { messages } = await ada.tickets.get({ id: ticket._id });
    const seen = messages[0]?.id ?? null;
    const away = await insertMessage(ticket, 'I am away.', new Date(ticket.createdAt.getTime() + 60_000));
    await Messages.updateOne(
      { _id: away._id },
      { $set: { automatic: true, facts: { automaticReason: 'out-of-office' } } },
    ).exec();
    await ben.tickets.reply({ id: ticket._id, ...reply(seen) });
    const answer = await Messages.findOne({ ticketId: ticket._id, authorId: { $ne: null } }).lean();
    expect(answer?.inReplyTo).toBe(`${seen}@example.org`);
    expect(await refusalOf(ada.tickets.reply({ id: ticket._id, ...reply(seen) }))).toBe('newerMessage');
    expect(await refusalOf(ada.tickets.reply({ id: ticket._id, ...reply(answer?._id ?? null) }))).toBe(
      'none',
    );
  });

  test('closes the ticket in the same move', async () => {
    const ticket = await insertTicket();
    const { messages } = await ada.tickets.get({ id: ticket._id });
    await ada.tickets.reply({ id: ticket._id, ...reply(messages[0]?.id ?? null), afterwards: 'close' });
    expect((await findTicket(ticket._id))?.state).toBe('closed');
  });

  test('refuses an empty one and files of others', async () => {
    const ticket = await insertTicket();
    const { messages } = await ada.tickets.get({ id: ticket._id });
    const input = { id: ticket._id, ...reply(messages[0]?.id ?? null) };
    expect(await refusalOf(ada.tickets.reply({ ...input, html: '<p> </p>' }))).toBe('replyEmpty');
    expect(await refusalOf(ada.tickets.reply({ ...input, uploads: ['64b000000000000000000000'] }))).toBe(
      'uploadUnknown',
    );
  });

  test('notes stay inside and are written once', async () => {
    const ticket = await insertTicket();
    const note = { id: ticket._id, noteId: crypto.randomUUID(), text: ' Calls back tomorrow. ' };
    await ada.tickets.note(note);
    await ada.tickets.note(note);
    const { messages } = await ben.tickets.get({ id: ticket._id });
    expect(messages.filter(({ direction }) => direction === 'note')).toMatchObject([
      { text: 'Calls back tomorrow.', authorName: 'Ada' },
    ]);
    expect(await Outgoing.countDocuments({ ticketId: ticket._id })).toBe(0);
  });
});

test('an address that does not work is shown beside the ticket', async () => {
  const ticket = await insertTicket();
  expect((await ada.tickets.customer({ id: ticket._id })).customer?.badAddresses).toEqual([]);
  const bad = { address: ticket.customer.address, detail: '550 No such user', at: new Date() };
  await Customers.updateOne({ _id: ticket.customerId }, { $push: { badAddresses: bad } });
  expect((await ada.tickets.customer({ id: ticket._id })).customer?.badAddresses).toMatchObject([bad]);
});

test('others see who is at it, until he goes', async () => {
  const { _id: id } = await insertTicket();
  await ada.tickets.beHere({ id, activity: 'replying' });
  expect(await ben.tickets.viewers({ id })).toEqual([{ name: 'Ada', activity: 'replying' }]);
  expect(await ada.tickets.viewers({ id })).toEqual([]);
  await ada.tickets.beHere({ id, activity: 'gone' });
  expect(await ben.tickets.viewers({ id })).toEqual([]);
});

describe('tickets with others', () => {
  let ticket: TicketRecord;
  let question: MessageRecord;
  beforeEach(async () => {
    ticket = await insertTicket();
    const message = await Messages.findOne({ ticketId: ticket._id }).lean<MessageRecord>().exec();
    if (!message) throw new Error('The message is missing.');
    question = message;
  });

  test('are merged with their messages, told in both, and taken apart again', async () => {
    const other = await insertTicket({ tags: ['late'] });
    const { id, changeId } = await ada.tickets.merge({ id: other._id, intoId: ticket._id });
    expect(id).toBe(ticket._id);
    expect(await findTicket(ticket._id)).toMatchObject({ messageCount: 2, tags: ['late'], unread: 2 });
    const gone = await ada.tickets.get({ id: other._id });
    expect(gone).toMatchObject({ state: 'closed', mergedInto: { id: ticket._id }, messages: [] });
    expect((await ada.tickets.get({ id: ticket._id })).messages).toHaveLength(2);
    expect(await refusalOf(ada.tickets.reopen({ id: other._id }))).toBe('alreadyMerged');
    expect(await refusalOf(ada.tickets.merge({ id: ticket._id, intoId: other._id }))).toBe('alreadyMerged');
    expect((await ada.tickets.history({ id: ticket._id })).at(-1)).toMatchObject({
      kind: 'absorbed',
      detail: `#${other.number}`,
      otherTicketId: other._id,
    });
    await ada.tickets.undo({ changeId });
    expect(await findTicket(ticket._id)).toMatchObject({ messageCount: 1, tags: [], unread: 1 });
    expect(await findTicket(other._id)).toMatchObject({ state: 'open', mergedInto: null, unread: 1 });
    expect((await ada.tickets.get({ id: other._id })).messages).toHaveLength(1);
    expect(await refusalOf(ada.tickets.merge({ id: ticket._id, intoId: ticket._id }))).toBe(
      'mergeIntoItself',
    );
  });

  test('give a message away as a ticket of its own, and get it back', async () => {
    expect(await refusalOf(ada.tickets.split({ id: ticket._id, messageId: question._id }))).toBe(
      'splitOnlyMessage',
    );
    const second = await insertMessage(ticket, 'And something else.', new Date());
    const { id, changeId } = await ada.tickets.split({ id: ticket._id, messageId: second._id });
    expect(await findTicket(id)).toMatchObject({
      state: 'open',
      queueId: ticket.queueId,
      snippet: 'And something else.',
    });
    expect((await ada.tickets.get({ id })).messages.map((message) => message.id)).toEqual([second._id]);
    expect((await ada.tickets.get({ id: ticket._id })).messages.map((message) => message.id)).toEqual([
      question._id,
    ]);
    await ada.tickets.undo({ changeId });
    expect(await findTicket(id)).toBeNull();
    expect((await ada.tickets.get({ id: ticket._id })).messages).toHaveLength(2);
  });

  test('are changed together; those that refuse are named, and undo takes the others back', async () => {
    const open = await insertTicket({ tags: ['a'] });
    const closed = await insertTicket({ state: 'closed' });
    const ids = [open._id, closed._id, ticket._id];
    const taken = await ada.tickets.bulk({ ids, change: { kind: 'take' } });
    expect(taken.refused).toEqual([{ id: closed._id, code: 'ticketIsClosed' }]);
    const tagged = await ada.tickets.bulk({ ids, change: { kind: 'tag', add: ['b'], remove: ['a'] } });
    expect((await findTicket(open._id))?.tags).toEqual(['b']);
    await ada.tickets.undoBulk({ changeIds: tagged.changeIds });
    expect((await findTicket(open._id))?.tags).toEqual(['a']);
    await expect(ada.tickets.bulkAssign({ ids, agentId: adaId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

test('pictures of a sender are shown to whom they are wanted by, and to nobody else', async () => {
  const ticket = await insertTicket();
  const { address } = ticket.customer;
  await ada.inbox.wantPictures({ address: address.toUpperCase(), wanted: true });
  const wanted = async (caller: Caller) =>
    (await caller.tickets.get({ id: ticket._id })).messages[0]?.picturesWanted;
  expect([await wanted(ada), await wanted(ben)]).toEqual([true, false]);
  await ada.inbox.wantPictures({ address, wanted: false });
  expect(await wanted(ada)).toBe(false);
});
