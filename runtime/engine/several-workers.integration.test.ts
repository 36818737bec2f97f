import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NodeCommand } from '@/runtime/flow/execution';
import { nativeCollection } from '@/runtime/store/define-model';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import { Ledger } from '@/runtime/store/ledger';
import { Messages } from '@/runtime/store/messages';
import { Outgoing } from '@/runtime/store/outgoing';
import { type TicketRecord, Tickets, ticketToken } from '@/runtime/store/tickets';
import {
  answerTo,
  createTestEngine,
  openTestInstallation,
  replyAndQueue,
  resetInstallation,
  type TestInstallation,
  testMessage,
} from './test-kit';
import { askActivity } from './test-nodes';
import { type TicketSurroundings, ticketOperations } from './ticket-operations';
import { ticketWithCommands } from './ticket-with-commands';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await openTestInstallation();
});
afterAll(() => installation.close());

/** Reply -> ask -> queue: everything an execution can do between two events. */
function replyAskQueue() {
  const document = replyAndQueue();
  return {
    ...document,
    nodes: [
      ...document.nodes,
      { id: 'ask', type: 'test-ask', version: 1, position: { x: 0, y: 0 }, config: {} },
    ],
    edges: [
      ...document.edges.filter(({ id }) => id !== 'e2'),
      { id: 'e2', from: { node: 'reply', port: 'next' }, to: 'ask' },
      { id: 'e3', from: { node: 'ask', port: 'next' }, to: 'queue' },
    ],
  };
}

it('workers whose leases are far too short do the same work at the same time, and still nothing happens twice', async () => {
  await resetInstallation(replyAskQueue());
  // Every lease ends while its work is under way: what keeps the workers apart are revisions, guards and unique keys.
  const activities = askActivity(async (subject) => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    return subject;
  });
  const workers = [1, 2, 3].map(() =>
    createTestEngine({ activities, limits: { leaseMs: 15, maxAttempts: 1000 } }),
  );
  for (const worker of workers) worker.start();
  const first = Array.from({ length: 60 }, () => testMessage());
  await Promise.all(first.map((message, index) => workers[index % 3]?.receive(message)));
  const answers = first.slice(0, 30).map(answerTo);
  await Promise.all(answers.map((message, index) => workers[(index + 1) % 3]?.receive(message)));
  // The same again by another worker: the source was not sure.
  await Promise.all(first.map((message, index) => workers[(index + 2) % 3]?.receive({ ...message })));
  await untilAtRest();
  await Promise.all(workers.map((worker) => worker.stop()));

  expect(await Ledger.countDocuments({ state: 'ticket' }).exec()).toBe(90);
  const tickets = await Tickets.find({}).lean<TicketRecord[]>().exec();
  expect(tickets).toHaveLength(60);
  expect(new Set(tickets.map(({ number }) => number)).size).toBe(60);
  for (const ticket of tickets) {
    expect(ticket).toMatchObject({
      state: 'open',
      queueId: 'queue-billing',
      fields: { answer: ticket.subject },
    });
    expect(ticket.autoReplies).toHaveLength(1);
    expect(ticket.messageCount).toBe(await Messages.countDocuments({ ticketId: ticket._id }).exec());
  }
  expect(await Outgoing.countDocuments({}).exec()).toBe(60);
  const executions = await Executions.find({}).lean<ExecutionRecord[]>().exec();
  expect(executions).toHaveLength(60);
  for (const { tape, abandoned, status } of executions) {
    expect({ status, abandoned }).toEqual({ status: 'completed', abandoned: [] });
    expect(tape.filter(({ event }) => event.type === 'activityCompleted')).toHaveLength(1);
    expect(new Set(tape.map(({ event }) => event.id)).size).toBe(tape.length);
  }
});

/** Reply -> wait a day -> queue. */
function replyWaitQueue() {
  const { nodes, ...document } = replyAskQueue();
  return {
    ...document,
    nodes: nodes.map((node) =>
      node.id === 'ask' ? { ...node, type: 'test-wait', config: { ms: 86_400_000 } } : node,
    ),
  };
}

it('events come to an execution in their order, though a worker died with the first of them', async () => {
  await resetInstallation(replyWaitQueue());
  let time = Date.now();
  const now = () => time;
  const dying = createTestEngine({ now, dieAt: { point: 'admit:messagesStored', times: 1 } });
  const living = createTestEngine({ now });
  const question = testMessage();
  const { ledgerId: first } = await living.receive(question);
  await living.settle();
  const answer = answerTo(question);
  const { ledgerId: second } = await dying.receive(answer);
  await dying.died;
  const { ledgerId: third } = await living.receive(answerTo(answer));
  await living.settle();
  time += 60_000;
  await living.settle();
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
    await resetInstallation(replyAndQueue());
    let time = Date.now();
    const now = () => time;
    const dying = createTestEngine({ now, dieAt: { point, times: 1 } });
    const living = createTestEngine({ now });
    const question = testMessage();
    await dying.receive(question);
    await dying.died;
    await living.receive(answerTo(question));
    await living.settle();
    expect(await states()).toEqual(['received', 'received']);
    // The dead worker's lease ends: question and answer are taken over together.
    time += 60_000;
    await living.settle();
    expect(await states()).toEqual(['opened', 'joined']);
    expect(await Tickets.countDocuments({})).toBe(1);
  },
);

it('a message that was decided to join a ticket waits for it, where another worker takes that over', async () => {
  await resetInstallation(replyAndQueue());
  let time = Date.now();
  const now = () => time;
  const dying = createTestEngine({ now, dieAt: { point: 'admit:messagesStored', times: 1 } });
  const living = createTestEngine({ now });
  const question = testMessage();
  // Its program dropped the references: sender and subject alone tell where it belongs.
  const answer = testMessage({
    facts: { from: question.facts.from, subject: `Re: ${question.facts.subject}` },
  });
  const [first] = await Promise.all([dying.receive(question), dying.receive(answer)]);
  await dying.died;
  expect(await Messages.countDocuments({})).toBe(2);
  await Ledger.updateOne({ _id: first.ledgerId }, { leaseUntil: new Date(time + 60_000) });
  time += 31_000;
  await living.settle();
  expect(await states()).toEqual(['received', 'received']);
  time += 60_000;
  await living.settle();
  expect(await states()).toEqual(['opened', 'joined']);
  const tickets = await Tickets.find({}).lean<TicketRecord[]>().exec();
  // Question, automatic reply, answer: each counted once.
  expect(tickets.map(({ messageCount }) => messageCount)).toEqual([3]);
  expect(await Messages.countDocuments({ ticketId: tickets[0]?._id })).toBe(3);
});

it('two answers open a closed ticket again once, though a worker died with the first', async () => {
  await resetInstallation(replyAndQueue());
  let time = Date.now();
  const now = () => time;
  const dying = createTestEngine({ now, dieAt: { point: 'admit:messagesStored', times: 1 } });
  const living = createTestEngine({ now });
  const question = testMessage();
  await living.receive(question);
  await living.settle();
  await Tickets.updateOne({}, { state: 'closed', closedAt: new Date(time) });
  const first = answerTo(question);
  await dying.receive(first);
  await dying.died;
  await living.receive(answerTo(first));
  await living.settle();
  time += 60_000;
  await living.settle();
  expect(await states()).toEqual(['opened', 'reopened', 'joined']);
  expect(await Executions.countDocuments({})).toBe(2);
});

it('an answer does not wait for ever for a question that cannot be brought to its ticket', async () => {
  await resetInstallation(replyAndQueue());
  // Ids rise: those of this test are younger than all that the tests before it made ahead of time.
  let time = Date.now() + 3_600_000;
  const now = () => time;
  const living = createTestEngine({ now });
  const other = createTestEngine({ now, dieAt: { point: 'admit:decided', times: 1 } });
  const lost = testMessage();
  const { ledgerId } = await other.receive(lost);
  await other.died;
  // It is held by a worker that is very slow: that is waited for.
  await Ledger.updateOne({ _id: ledgerId }, { leaseUntil: new Date(time + 3_600_000) });
  await living.receive(answerTo(lost));
  await living.settle();
  time += 60_000;
  await living.settle();
  expect(await states()).toEqual(['received', 'received']);
  // It cannot be brought to a ticket: that is not.
  await Ledger.updateOne({ _id: ledgerId }, { attempts: 1 });
  time += 3000;
  await living.settle();
  expect(await states()).toEqual(['received', 'opened']);
});

it.each(deaths)(
  'what follows in a conversation comes onto its ticket, and in its order, though a worker died with the beginning at %s',
  async (point) => {
    await resetInstallation(replyAndQueue());
    let time = Date.now();
    const now = () => time;
    const dying = createTestEngine({ now, dieAt: { point, times: 1 } });
    const living = createTestEngine({ now });
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
    time += 31_000;
    await living.settle();
    const lines = await Ledger.find({}).sort({ _id: 1 }).lean();
    expect(lines.map(({ reason, ticketId }) => [reason, ticketId])).toEqual([
      ['opened', first],
      ['joined', first],
      ['joined', first],
    ]);
    // The dead worker's execution is taken over, too.
    time += 31_000;
    await living.settle();
    const [execution] = await Executions.find({}).lean<ExecutionRecord[]>().exec();
    const heard = (execution?.tape ?? []).flatMap(({ event }) =>
      'messageId' in event ? [event.messageId] : [],
    );
    // An execution that was walked to its end before its worker died takes no more events.
    expect(heard.length).toBeGreaterThan(0);
    expect(heard).toEqual([first, second, third].slice(0, heard.length));
  },
);

async function untilAtRest(): Promise<void> {
  for (;;) {
    const open = await Promise.all([
      Ledger.countDocuments({ state: 'received' }).exec(),
      Executions.countDocuments({ dueAt: { $exists: true } }).exec(),
    ]);
    if (open.every((count) => count === 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const body = { text: 'x', language: 'en' };
const commandLists: NodeCommand[][] = [
  [{ type: 'enqueueTicket', queue: 'billing', priority: 10, reason: 'why' }],
  [
    { type: 'sendMessage', purpose: 'automatic', to: null, body },
    { type: 'sendMessage', purpose: 'flow', to: null, body },
    { type: 'enqueueTicket', queue: 'nowhere', priority: null, reason: null },
  ],
  [
    {
      type: 'setTicketFields',
      fields: { category: 'a', 'odd.name': 1 },
      tags: { add: ['x', 'y'], remove: ['old'] },
    },
    {
      type: 'setTicketFields',
      fields: {},
      tags: { add: ['y', 'z'], remove: [] },
      priority: 5,
      subject: 'New',
    },
  ],
  [
    { type: 'assignTicket', agent: 'nobody', team: null },
    { type: 'closeTicket', reason: null },
  ],
  [{ type: 'reopenTicket', reason: 'again' }],
  [{ type: 'mergeTicket', into: 'other' }],
];

it('a ticket that commands are worked out on in memory is the one that the store makes of it', async () => {
  await resetInstallation(replyAndQueue());
  const engine = createTestEngine();
  const { ledgerId } = await engine.receive(testMessage());
  await engine.settle();
  const installed = await engine.context.environments.snapshot();
  for (const [index, list] of commandLists.entries()) {
    const before = await Tickets.findById(ledgerId).lean<TicketRecord>().exec();
    if (!before) throw new Error('The ticket is gone.');
    const ticket = {
      ...before,
      _id: `copy-${index}`,
      number: 100 + index,
      token: `t${index}`,
      tags: ['old'],
      applied: {},
    };
    await Tickets.create(ticket);
    const surroundings: TicketSurroundings = {
      executionId: 'execution',
      ticketId: ticket._id,
      environment: installed.environment({}),
      fallbackQueueId: 'queue-service',
      slaFor: () => before.sla,
      now: new Date(5000),
    };
    const commands = list.map((command, at) => ({ ...command, seq: at + 1, nodeId: 'n' }));
    const worked = ticketWithCommands(ticket, commands, surroundings);
    await nativeCollection(Tickets).bulkWrite(ticketOperations(commands, surroundings, true));
    expect(worked).not.toBeNull();
    expect(worked).toEqual(await Tickets.findById(ticket._id).lean().exec());
  }
});
