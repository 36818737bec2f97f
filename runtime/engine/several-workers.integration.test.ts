import { expect, it } from 'vitest';
import type { NodeCommand } from '@/runtime/flow/execution';
import { nativeCollection } from '@/runtime/store/define-model';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import { Ledger } from '@/runtime/store/ledger';
import { Messages } from '@/runtime/store/messages';
import { Outgoing } from '@/runtime/store/outgoing';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { installationOfFile } from './installation-of-file';
import { answerTo, createTestEngine, replyAndQueue, resetInstallation, testMessage } from './test-kit';
import { askActivity } from './test-nodes';
import { type TicketSurroundings, ticketOperations } from './ticket-operations';
import { ticketWithCommands } from './ticket-with-commands';

installationOfFile();

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
