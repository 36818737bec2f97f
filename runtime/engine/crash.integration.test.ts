import { beforeEach, describe, expect, it } from 'vitest';
import { Customers } from '@/runtime/store/customers';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import { Ledger } from '@/runtime/store/ledger';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { Outgoing } from '@/runtime/store/outgoing';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { Timers } from '@/runtime/store/timers';
import { installationOfFile } from './installation-of-file';
import {
  answerTo,
  askAndQueue,
  createTestEngine,
  replyAndQueue,
  resetInstallation,
  testMessage,
  waitAndQueue,
} from './test-kit';
import { askActivity } from './test-nodes';

installationOfFile();

/** Later than any lease of the dead engine. */
const later = () => Date.now() + 120_000;

const messageCount = 5;

interface Story {
  /** Everything that happens, played against an engine that may die on the way. */
  play(engine: ReturnType<typeof createTestEngine>): Promise<void>;
  /** What must be true in the end, wherever it died. */
  check(): Promise<void>;
}

/** Messages -> reply -> queue; then an answer to each; then an answer to a closed one. */
function replyStory(): Story {
  const first = Array.from({ length: messageCount }, () => testMessage());
  const answers = first.map((message) => answerTo(message));
  const last = testMessage({
    inReplyTo: first[0]?.facts.messageId ?? '',
    facts: { from: first[0]?.facts.from },
  });
  return {
    async play(engine) {
      await Promise.all(first.map((message) => engine.receive(message)));
      await engine.settle();
      await Promise.all(answers.map((message) => engine.receive(message)));
      await engine.settle();
      // Played again, the agent has closed it once only: before the last message came.
      const closed = await Ledger.exists({ externalId: last.externalId }).exec();
      if (!closed)
        await Tickets.updateOne({ subject: first[0]?.facts.subject }, { $set: { state: 'closed' } }).exec();
      await engine.receive(last);
      await engine.settle();
    },
    async check() {
      const lines = await Ledger.countDocuments({ state: 'ticket' }).exec();
      expect(lines).toBe(await Ledger.countDocuments({}).exec());
      const tickets = await Tickets.find({}).lean<TicketRecord[]>().exec();
      const messages = await Messages.find({}).lean<MessageRecord[]>().exec();
      const inbound = messages.filter(({ direction }) => direction === 'inbound');
      expect(inbound).toHaveLength(lines);
      expect(new Set(tickets.map(({ number }) => number)).size).toBe(tickets.length);
      expect(await Customers.countDocuments({}).exec()).toBe(tickets.length);
      for (const ticket of tickets) {
        const own = messages.filter(({ ticketId }) => ticketId === ticket._id);
        const received = own.filter(({ direction }) => direction === 'inbound');
        expect(ticket).toMatchObject({
          state: 'open',
          queueId: 'queue-billing',
          unread: received.length,
          messageCount: own.length,
        });
        expect(ticket.autoReplies.length).toBe(own.length - received.length);
        expect(ticket.autoReplies).toHaveLength(1);
      }
      expect(await Outgoing.countDocuments({}).exec()).toBe(tickets.length);
      const customers = await Customers.find({}).lean<{ ticketCount: number }[]>().exec();
      expect(customers.every(({ ticketCount }) => ticketCount === 1)).toBe(true);
      await expectAllAtRest();
    },
  };
}

/** Messages -> activity -> field -> queue. */
function activityStory(): Story {
  const messages = Array.from({ length: messageCount }, () => testMessage());
  return {
    async play(engine) {
      await Promise.all(messages.map((message) => engine.receive(message)));
      await engine.settle();
    },
    async check() {
      const tickets = await Tickets.find({}).lean<TicketRecord[]>().exec();
      for (const ticket of tickets) {
        expect(ticket).toMatchObject({
          queueId: 'queue-billing',
          fields: { answer: ticket.subject.toUpperCase() },
        });
      }
      expect(tickets).toHaveLength(await Ledger.countDocuments({}).exec());
      await expectAllAtRest();
    },
  };
}

/** Messages -> wait; answers while it waits; then the timer -> queue. */
function timerStory(): Story {
  const first = Array.from({ length: messageCount }, () => testMessage());
  const answers = first.flatMap((message) => [1, 2].map(() => answerTo(message)));
  return {
    async play(engine) {
      await Promise.all(first.map((message) => engine.receive(message)));
      await engine.settle();
      await Promise.all(answers.map((message) => engine.receive(message)));
      await engine.settle();
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      await engine.settle();
    },
    async check() {
      const tickets = await Tickets.find({}).lean<TicketRecord[]>().exec();
      expect(tickets).toHaveLength(messageCount);
      for (const ticket of tickets)
        expect(ticket).toMatchObject({ queueId: 'queue-billing', messageCount: 3 });
      const walked = await Executions.find({}).lean<ExecutionRecord[]>().exec();
      expect(walked).toHaveLength(messageCount);
      for (const { tape } of walked) {
        expect(tape.filter(({ event, ignored }) => event.type === 'timerFired' && !ignored)).toHaveLength(1);
      }
      expect(await Timers.countDocuments({}).exec()).toBe(0);
      await expectAllAtRest();
    },
  };
}

/** Longer than the answers of a story take to come in. */
const waitMs = 120;

async function expectAllAtRest(): Promise<void> {
  expect(await Ledger.countDocuments({ state: 'received' }).exec()).toBe(0);
  for (const execution of await Executions.find({}).lean<ExecutionRecord[]>().exec()) {
    expect(execution).toMatchObject({ status: 'completed', pending: [], outbox: [], abandoned: [] });
    const events = execution.tape.map(({ event }) => event.id);
    expect(new Set(events).size).toBe(events.length);
  }
}

const ask = () => askActivity(async (subject) => subject.toUpperCase());

/** Plays a story once undisturbed and gives every point it passes, with how often. */
async function pointsOf(
  story: Story,
  options: Parameters<typeof createTestEngine>[0],
): Promise<Map<string, number>> {
  const points = new Map<string, number>();
  await story.play(
    createTestEngine({ ...options, reached: (point) => points.set(point, (points.get(point) ?? 0) + 1) }),
  );
  await story.check();
  return points;
}

describe.each([
  { name: 'replies and answers', flow: replyAndQueue(), story: replyStory, options: {} },
  { name: 'a wait and its timer', flow: waitAndQueue(waitMs), story: timerStory, options: {} },
  { name: 'an activity', flow: askAndQueue(), story: activityStory, options: { activities: ask() } },
  {
    name: 'an activity of a stored execution',
    flow: askAndQueue(),
    story: activityStory,
    options: { activities: ask(), limits: { firstWalkMs: 0 } },
  },
])('a process that dies while it handles $name', ({ flow, story, options }) => {
  beforeEach(() => resetInstallation(flow));

  it('loses and doubles nothing, at whatever step it dies', async () => {
    const points = await pointsOf(story(), options);
    expect(points.size).toBeGreaterThan(10);
    for (const [point, times] of points) {
      // Each point the first and the last time it is passed.
      for (const time of new Set([1, times])) {
        await resetInstallation(flow);
        const told = story();
        const dying = createTestEngine({ ...options, dieAt: { point, times: time } });
        await Promise.race([told.play(dying), dying.died]);
        // Another worker takes what is free; what the dead one held comes later, when its leases have ended.
        await createTestEngine(options).settle();
        const next = createTestEngine({ ...options, now: later });
        await next.settle();
        // The sources send again what they were not told to be safe; the rest is known and changes nothing.
        await told.play(next);
        await told.check().catch((error: unknown) => {
          throw new Error(`died at ${point}, time ${time}`, { cause: error });
        });
      }
    }
  });
});
