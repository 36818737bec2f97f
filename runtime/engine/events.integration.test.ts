import { describe, expect, it } from 'vitest';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { closeTicket, returnTicket, takeTicket, transferTicket } from '@/runtime/inbox/ticket-operations';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import { Tickets } from '@/runtime/store/tickets';
import { Timers } from '@/runtime/store/timers';
import { appendEvents, appendHandoffEnded } from './append-event';
import { installationOfFile } from './installation-of-file';
import { movableClock } from './test-clock';
import {
  answerTo,
  createTestEngine,
  publishTestFlow,
  resetInstallation,
  testMessage,
  waitAndQueue,
} from './test-kit';
import { allExecutions, allTickets } from './test-records';

installationOfFile();

/** Mail -> queue `billing`, and on when people are done with it. */
function handOver() {
  return flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'hand-over',
    name: 'Hand over',
    nodes: [
      { id: 'mail', type: 'mail-received', config: { mailbox: 'service' } },
      { id: 'queue', type: 'queue', config: { queue: 'billing', goOn: true, apart: true } },
    ],
    edges: [{ id: 'e1', from: { node: 'mail', port: 'next' }, to: 'queue' }],
  });
}

describe('events', () => {
  it('that come twice or out of order change nothing more', async () => {
    await resetInstallation(waitAndQueue());
    const clock = movableClock();
    const engine = createTestEngine({ now: clock.now });
    const { ledgerId } = await engine.receive(testMessage());
    await engine.settle();
    expect(await Timers.countDocuments({}).exec()).toBe(1);
    // Nothing waits for these.
    await appendEvents({ now: clock.now }, [
      { executionId: ledgerId, event: { type: 'timerFired', id: 'timer:999', at: clock.now(), seq: 999 } },
      {
        executionId: ledgerId,
        event: { type: 'activityCompleted', id: 'activity:77', at: clock.now(), seq: 77, result: 1 },
      },
    ]);
    await appendEvents({ now: clock.now }, [
      { executionId: ledgerId, event: { type: 'timerFired', id: 'timer:999', at: clock.now(), seq: 999 } },
    ]);
    await engine.settle();
    expect((await allTickets())[0]).toMatchObject({ state: 'new' });
    clock.advance(3_600_000);
    await engine.settle();
    expect((await allTickets())[0]).toMatchObject({ queueId: 'queue-billing' });
    const [execution] = await allExecutions();
    expect(execution?.tape.map(({ ignored }) => ignored)).toEqual([undefined, 'noWait', 'noWait', undefined]);
    expect(await Timers.countDocuments({}).exec()).toBe(0);
    // The execution has ended: events for it are refused.
    await appendHandoffEnded(ledgerId, { reason: 'closed', by: null });
    expect((await allExecutions())[0]?.pending).toEqual([]);
  });

  it('tell a flow how people ended the hand-over', async () => {
    const by = { id: 'agent-1', name: 'Ada' };
    const now = new Date();
    const ends = {
      closed: (id: string) => closeTicket(id, by, now),
      returned: (id: string) => takeTicket(id, by, now).then(() => returnTicket(id, by, now)),
      transferred: (id: string) => transferTicket(id, 'queue-service', by, now, 'en'),
    };
    await resetInstallation(handOver());
    const engine = createTestEngine();
    for (const [reason, end] of Object.entries(ends)) {
      const { ledgerId } = await engine.receive(testMessage());
      await engine.settle();
      await end(ledgerId);
      await engine.settle();
      const execution = await Executions.findById(ledgerId).lean<ExecutionRecord>().exec();
      expect(execution?.tape[1], reason).toMatchObject({
        event: { type: 'handoffEnded', reason, by: by.id },
      });
      expect(execution?.tape[1]?.steps[0]?.port).toBe(reason === 'closed' ? 'ended' : reason);
    }
  });

  it('of a flow version stay with it when a newer one is published', async () => {
    await resetInstallation(waitAndQueue());
    const clock = movableClock();
    const engine = createTestEngine({ now: clock.now });
    await engine.receive(testMessage());
    await engine.settle();
    const document = waitAndQueue();
    await publishTestFlow(
      {
        ...document,
        nodes: document.nodes.map((node) =>
          node.id === 'queue' ? { ...node, config: { queue: 'cancellations' } } : node,
        ),
      },
      2,
    );
    await engine.receive(testMessage());
    await engine.settle();
    clock.advance(3_600_000);
    await engine.settle();
    expect((await allTickets()).map(({ queueId }) => queueId)).toEqual([
      'queue-billing',
      'queue-cancellations',
    ]);
  });
});

describe('a message for an execution that no longer takes it', () => {
  it('opens its closed ticket again instead of being overlooked', async () => {
    await resetInstallation(waitAndQueue());
    const engine = createTestEngine();
    const first = testMessage();
    await engine.receive(first);
    await engine.settle();
    // A person closes the ticket while the flow still waits.
    await Tickets.updateMany({}, { $set: { state: 'closed' } }).exec();
    await engine.receive(answerTo(first));
    await engine.settle();
    expect((await allTickets())[0]).toMatchObject({ state: 'new' });
    expect(await allExecutions()).toHaveLength(2);
  });
});
