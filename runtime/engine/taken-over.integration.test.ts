import { expect, it } from 'vitest';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import { Ledger } from '@/runtime/store/ledger';
import { Messages } from '@/runtime/store/messages';
import { type TicketRecord, Tickets, ticketToken } from '@/runtime/store/tickets';
import { installationOfFile } from './installation-of-file';
import { answerTo, createTestEngine, replyAndQueue, resetInstallation, testMessage } from './test-kit';

// A worker dies with a message in its hands, and others of the same conversation come in before its lease ends. Whoever takes
// them over brings all of them onto one ticket, and in their order.

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

installationOfFile();
/** Ids rise: those of a test are younger than all that the tests before it made ahead of time. */
let startsAt = Date.now();

/** One worker that dies at a point, one that goes on, and a clock. */
async function twoWorkers(flow: FlowDocument, point: string) {
  await resetInstallation(flow);
  startsAt += HOUR_MS;
  let time = startsAt;
  const now = () => time;
  const living = createTestEngine({ now });
  return {
    dying: createTestEngine({ now, dieAt: { point, times: 1 } }),
    living,
    now,
    /** Lets time pass, milliseconds, and the living worker do what is due then. */
    async later(ms: number) {
      time += ms;
      await living.settle();
    },
  };
}

/** Reply -> wait a day -> queue. */
function replyWaitQueue() {
  const { nodes, edges, ...document } = replyAndQueue();
  const wait = {
    id: 'wait',
    type: 'test-wait',
    version: 1,
    position: { x: 0, y: 0 },
    config: { ms: DAY_MS },
  };
  return {
    ...document,
    nodes: [...nodes, wait],
    edges: [
      ...edges.filter(({ id }) => id !== 'e2'),
      { id: 'e2', from: { node: 'reply', port: 'next' }, to: 'wait' },
      { id: 'e3', from: { node: 'wait', port: 'next' }, to: 'queue' },
    ],
  };
}

it('events come to an execution in their order, though a worker died with the first of them', async () => {
  const { dying, living, later } = await twoWorkers(replyWaitQueue(), 'admit:messagesStored');
  const question = testMessage();
  const { ledgerId: first } = await living.receive(question);
  await living.settle();
  const answer = answerTo(question);
  const { ledgerId: second } = await dying.receive(answer);
  await dying.died;
  const { ledgerId: third } = await living.receive(answerTo(answer));
  await living.settle();
  await later(60_000);
  const [execution] = await Executions.find({}).lean<ExecutionRecord[]>().exec();
  const heard = [...(execution?.tape ?? []).map(({ event }) => event), ...(execution?.pending ?? [])];
  expect(heard.flatMap((event) => ('messageId' in event ? [event.messageId] : []))).toEqual([
    first,
    second,
    third,
  ]);
});

/** Where a worker may die while it brings a message onto a new ticket. */
const deaths = [
  'admit:decided',
  'admit:messagesStored',
  'admit:executionsStored',
  'admit:ticketsStored',
] as const;

const states = async () =>
  (await Ledger.find({}).sort({ _id: 1 }).exec()).map(({ state, reason }) => reason ?? state);

it.each(deaths)(
  'an answer comes onto the ticket of its question, though a worker died with that at %s',
  async (point) => {
    const { dying, living, later } = await twoWorkers(replyAndQueue(), point);
    const question = testMessage();
    await dying.receive(question);
    await dying.died;
    await living.receive(answerTo(question));
    await living.settle();
    expect(await states()).toEqual(['received', 'received']);
    // The dead worker's lease ends: question and answer are taken over together.
    await later(60_000);
    expect(await states()).toEqual(['opened', 'joined']);
    expect(await Tickets.countDocuments({})).toBe(1);
  },
);

it('a message that was decided to join a ticket waits for it, where another worker takes that over', async () => {
  const { dying, now, later } = await twoWorkers(replyAndQueue(), 'admit:messagesStored');
  const question = testMessage();
  // Its program dropped the references: sender and subject alone tell where it belongs.
  const answer = testMessage({
    facts: { from: question.facts.from, subject: `Re: ${question.facts.subject}` },
  });
  const [first] = await Promise.all([dying.receive(question), dying.receive(answer)]);
  await dying.died;
  expect(await Messages.countDocuments({})).toBe(2);
  await Ledger.updateOne({ _id: first.ledgerId }, { leaseUntil: new Date(now() + 60_000) });
  await later(31_000);
  expect(await states()).toEqual(['received', 'received']);
  await later(60_000);
  expect(await states()).toEqual(['opened', 'joined']);
  const tickets = await Tickets.find({}).lean<TicketRecord[]>().exec();
  // Question, automatic reply, answer: each counted once.
  expect(tickets.map(({ messageCount }) => messageCount)).toEqual([3]);
  expect(await Messages.countDocuments({ ticketId: tickets[0]?._id })).toBe(3);
});

it('two answers open a closed ticket again once, though a worker died with the first', async () => {
  const { dying, living, now, later } = await twoWorkers(replyAndQueue(), 'admit:messagesStored');
  const question = testMessage();
  await living.receive(question);
  await living.settle();
  await Tickets.updateOne({}, { state: 'closed', closedAt: new Date(now()) });
  const first = answerTo(question);
  await dying.receive(first);
  await dying.died;
  await living.receive(answerTo(first));
  await living.settle();
  await later(60_000);
  expect(await states()).toEqual(['opened', 'reopened', 'joined']);
  expect(await Executions.countDocuments({})).toBe(2);
});

it('an answer does not wait for ever for a question that cannot be brought to its ticket', async () => {
  const { dying, living, now, later } = await twoWorkers(replyAndQueue(), 'admit:decided');
  const lost = testMessage();
  const { ledgerId } = await dying.receive(lost);
  await dying.died;
  // It is held by a worker that is very slow: that is waited for.
  await Ledger.updateOne({ _id: ledgerId }, { leaseUntil: new Date(now() + 3_600_000) });
  await living.receive(answerTo(lost));
  await living.settle();
  await later(60_000);
  expect(await states()).toEqual(['received', 'received']);
  // It cannot be brought to a ticket: that is not.
  await Ledger.updateOne({ _id: ledgerId }, { attempts: 1 });
  await later(3000);
  expect(await states()).toEqual(['received', 'opened']);
});

it.each(deaths)(
  'what follows in a conversation comes onto its ticket, and in its order, though a worker died with the beginning at %s',
  async (point) => {
    const { dying, living, later } = await twoWorkers(replyAndQueue(), point);
    const from = { name: '', address: 'visitor-1' };
    const say = (worker: typeof living, text: string, follows: string | null, opened: string | null) => {
      const message = testMessage({ follows, ticketTokens: opened ? [ticketToken(opened)] : [] });
      const facts = { ...message.facts, from, text, subject: text, messageId: null };
      return worker.receive({ ...message, facts });
    };
    const { ledgerId: first } = await say(dying, 'one', null, null);
    await dying.died;
    const { ledgerId: second } = await say(living, 'two', first, first);
    await living.settle();
    const { ledgerId: third } = await say(living, 'three', second, first);
    await living.settle();
    expect(await states()).toEqual(['received', 'received', 'received']);
    await later(31_000);
    const lines = await Ledger.find({}).sort({ _id: 1 }).lean();
    expect(lines.map(({ reason, ticketId }) => [reason, ticketId])).toEqual([
      ['opened', first],
      ['joined', first],
      ['joined', first],
    ]);
    // The dead worker's execution is taken over, too.
    await later(31_000);
    const [execution] = await Executions.find({}).lean<ExecutionRecord[]>().exec();
    const heard = (execution?.tape ?? []).flatMap(({ event }) =>
      'messageId' in event ? [event.messageId] : [],
    );
    // An execution that was walked to its end before its worker died takes no more events.
    expect(heard.length).toBeGreaterThan(0);
    expect(heard).toEqual([first, second, third].slice(0, heard.length));
  },
);
