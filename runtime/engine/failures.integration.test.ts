import { beforeEach, describe, expect, it } from 'vitest';
import { ActivityError } from '@/runtime/flow/activity';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { nativeCollection } from '@/runtime/store/define-model';
import { Executions } from '@/runtime/store/executions';
import { Ledger } from '@/runtime/store/ledger';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { createExpressionPool } from './expression-pool';
import { inboundWithoutCustomer } from './inbound-without-customer';
import { installationOfFile } from './installation-of-file';
import { summariseLedger } from './ledger-summary';
import { releaseFromQuarantine } from './redrive-ledger';
import { movableClock } from './test-clock';
import {
  answerTo,
  askAndQueue,
  createTestEngine,
  replyAndQueue,
  resetInstallation,
  testMessage,
} from './test-kit';
import { askActivity } from './test-nodes';
import { allExecutions, allLines, allTickets } from './test-records';

installationOfFile();
beforeEach(() => resetInstallation());

const notes = () => Messages.find({ direction: 'note' }).lean<MessageRecord[]>().exec();

describe('a message that cannot be processed', () => {
  it('ends in quarantine with a reason, keeps no other from its ticket, and can be put back', async () => {
    const clock = movableClock();
    const engine = createTestEngine({ now: clock.now, limits: { maxAttempts: 3 } });
    const poison = testMessage();
    // Its form in the ledger is damaged after it was received and before it is taken up.
    const dying = createTestEngine({ now: clock.now, dieAt: { point: 'ledger:written', times: 1 } });
    await Promise.race([dying.receive(poison), dying.died]);
    const ledger = nativeCollection(Ledger);
    const [whole] = await allLines();
    await ledger.updateOne({ _id: whole?._id ?? '' }, { $set: { inbound: { facts: 'broken' } } });
    clock.advance(60_000);
    await engine.receive(testMessage());
    await engine.settle();
    expect((await allLines()).map(({ state, reason }) => [state, reason])).toEqual([
      ['quarantined', 'undecodable'],
      ['ticket', 'opened'],
    ]);
    expect(await summariseLedger(clock.now() + 120_000)).toMatchObject({
      total: 2,
      unaccounted: 0,
      states: { ticket: 1, quarantined: 1 },
    });

    await ledger.updateOne({ _id: whole?._id ?? '' }, { $set: { inbound: whole?.inbound } });
    expect(await releaseFromQuarantine(whole?._id ?? '', new Date(clock.now()))).toBe(true);
    await engine.settle();
    expect(await allTickets()).toHaveLength(2);
    expect(await releaseFromQuarantine(whole?._id ?? '', new Date(clock.now()))).toBe(false);
  });

  it('is tried again with growing pauses, then laid aside; its neighbours have their tickets at once', async () => {
    const clock = movableClock();
    const dying = createTestEngine({ now: clock.now, dieAt: { point: 'ledger:written', times: 1 } });
    await Promise.race([Promise.all([1, 2, 3].map(() => dying.receive(testMessage()))), dying.died]);
    const poisoned = (await allLines())[1]?._id ?? '';
    // A message of a former attempt whose customer is gone: nothing can be made of it.
    await nativeCollection(Messages).insertOne({ ...inboundWithoutCustomer(), _id: poisoned });
    clock.advance(60_000);
    const engine = createTestEngine({ now: clock.now, limits: { maxAttempts: 3 } });
    await engine.settle();
    expect((await allLines()).map(({ state }) => state)).toEqual(['ticket', 'received', 'ticket']);
    for (const attempts of [1, 2]) {
      expect((await allLines())[1]).toMatchObject({ attempts, state: 'received' });
      await engine.settle();
      expect((await allLines())[1]).toMatchObject({ attempts });
      clock.advance(60_000);
      await engine.settle();
    }
    expect((await allLines())[1]).toMatchObject({ state: 'quarantined', reason: 'notProcessable' });
    expect((await allLines())[1]?.detail).toContain('customer');
  });
});

describe('an activity', () => {
  it('that fails takes the error port, after as many attempts as it may have', async () => {
    await resetInstallation(askAndQueue());
    let attempts = 0;
    const activities = askActivity(
      async () => {
        attempts += 1;
        throw new ActivityError('upstream', 'no luck', { permanent: false });
      },
      { attempts: 3, firstDelayMs: 1 },
    );
    const engine = createTestEngine({ activities });
    await engine.receive(testMessage());
    await engine.settle();
    expect(attempts).toBe(3);
    expect((await allTickets())[0]).toMatchObject({ queueId: 'queue-cancellations' });
    const [execution] = await allExecutions();
    expect(execution?.tape[1]?.event).toMatchObject({
      type: 'activityFailed',
      code: 'upstream',
      timeout: false,
    });
  });

  it('that does not answer in time is left behind', async () => {
    await resetInstallation(askAndQueue(50));
    const engine = createTestEngine({ activities: askActivity(() => new Promise(() => undefined)) });
    await engine.receive(testMessage());
    await engine.settle();
    const [execution] = await allExecutions();
    expect(execution?.tape[1]?.event).toMatchObject({
      type: 'activityFailed',
      code: 'timeout',
      timeout: true,
    });
    expect((await allTickets())[0]).toMatchObject({ queueId: 'queue-cancellations' });
  });

  it('that takes longer than a lease stays with the process that performs it', async () => {
    await resetInstallation(askAndQueue());
    let performed = 0;
    const activities = askActivity(async () => {
      performed += 1;
      await new Promise((resolve) => setTimeout(resolve, 1600));
      return 'late';
    });
    const limits = { leaseMs: 750 };
    const engine = createTestEngine({ activities, limits });
    const other = createTestEngine({ activities, limits });
    await engine.receive(testMessage());
    const settled = engine.settle();
    for (let look = 0; look < 8; look += 1) {
      await new Promise((resolve) => setTimeout(resolve, 180));
      await other.settle();
    }
    await settled;
    expect(performed).toBe(1);
    expect((await allTickets())[0]).toMatchObject({ fields: { answer: 'late' }, queueId: 'queue-billing' });
  });

  it('that is not there takes the error port too', async () => {
    await resetInstallation(askAndQueue());
    const engine = createTestEngine();
    await engine.receive(testMessage());
    await engine.settle();
    const [execution] = await allExecutions();
    expect(execution?.tape[1]?.event).toMatchObject({ type: 'activityFailed', code: 'unknownActivity' });
  });

  it('keeps messages waiting in order until it has answered', async () => {
    await resetInstallation(askAndQueue());
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const engine = createTestEngine({
      activities: askActivity(async () => {
        await held;
        return 'yes';
      }),
    });
    const first = testMessage();
    await engine.receive(first);
    const settled = engine.settle();
    while ((await allExecutions())[0]?.state === null || (await allExecutions()).length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await engine.receive(answerTo(first));
    while ((await allExecutions())[0]?.pending.length === 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
    answer();
    await settled;
    await engine.settle();
    const [execution] = await allExecutions();
    expect(execution?.tape.map(({ event }) => event.type)).toEqual([
      'messageReceived',
      'activityCompleted',
      'messageReceived',
    ]);
    expect((await allTickets())[0]).toMatchObject({ unread: 2, fields: { answer: 'yes' } });
  });
});

describe('a flow', () => {
  it('that fails at a node leaves its ticket in the fallback queue with a note', async () => {
    const document = replyAndQueue();
    await resetInstallation({
      ...document,
      nodes: document.nodes.map((node) => (node.id === 'reply' ? { ...node, type: 'no-such-node' } : node)),
    });
    const engine = createTestEngine();
    await engine.receive(testMessage());
    await engine.settle();
    expect((await allTickets())[0]).toMatchObject({ state: 'open', queueId: 'queue-service' });
    expect(await notes()).toHaveLength(1);
    expect((await allExecutions())[0]).toMatchObject({ status: 'failed' });
  });

  it('that names a queue nobody has bound still places its ticket', async () => {
    const document = replyAndQueue();
    await resetInstallation({
      ...document,
      nodes: document.nodes.map((node) =>
        node.id === 'queue' ? { ...node, config: { queue: 'nowhere' } } : node,
      ),
    });
    const engine = createTestEngine();
    await engine.receive(testMessage());
    await engine.settle();
    expect((await allTickets())[0]).toMatchObject({ state: 'open', queueId: 'queue-service' });
  });

  it('that the engine cannot walk at all is given up after some attempts, and people are told', async () => {
    const clock = movableClock();
    const engine = createTestEngine({ now: clock.now, limits: { maxAttempts: 3 } });
    // The version is taken away between admission and walk.
    const dying = createTestEngine({
      now: clock.now,
      limits: { firstWalkMs: 0 },
      dieAt: { point: 'admit:applied', times: 1 },
    });
    await Promise.race([dying.receive(testMessage()).then(() => dying.settle()), dying.died]);
    await nativeCollection(Executions).updateMany({}, { $set: { flowVersion: 99 } });
    for (let round = 0; round < 6; round += 1) {
      clock.advance(60_000);
      await engine.settle();
    }
    expect((await allTickets())[0]).toMatchObject({ state: 'open', queueId: 'queue-service' });
    expect((await allLines())[0]).toMatchObject({ state: 'ticket', reason: 'flowFailed' });
    expect((await notes())[0]?.text).toContain('Version 99');
    expect((await allExecutions())[0]).toMatchObject({ status: 'failed', outbox: [] });
    expect((await allExecutions())[0]?.dueAt).toBeUndefined();
  });

  it('with an expression that never ends goes on by its error way, and others are not held up', async () => {
    const endless = '=($f := function($n) { $f($n + 1) }; $f(0))';
    const document = flowDocumentSchema.parse({
      ...replyAndQueue(),
      nodes: [
        { id: 'mail', type: 'mail-received', config: { mailbox: 'service' } },
        {
          id: 'endless',
          type: 'set-fields',
          config: { ticket: [{ name: 'x', value: endless }] },
        },
        { id: 'queue', type: 'queue', config: { queue: 'billing' } },
      ],
      edges: [
        { id: 'e1', from: { node: 'mail', port: 'next' }, to: 'endless' },
        { id: 'e2', from: { node: 'endless', port: 'next' }, to: 'queue' },
      ],
    });
    await resetInstallation(document);
    const pool = createExpressionPool({ children: 1, killAfterMs: 1000 });
    const engine = createTestEngine({ expressions: pool.expressions });
    await engine.receive(testMessage());
    await engine.settle();
    pool.stop();
    expect((await allTickets())[0]).toMatchObject({ state: 'open', queueId: 'queue-service' });
    expect(await notes()).toHaveLength(1);
  });
});
