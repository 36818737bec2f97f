import { beforeEach, describe, expect, it } from 'vitest';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import { Customers } from '@/runtime/store/customers';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import { Flows } from '@/runtime/store/flows';
import { Ledger } from '@/runtime/store/ledger';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { Tickets } from '@/runtime/store/tickets';
import { installationOfFile } from './installation-of-file';
import {
  answerTo,
  createTestEngine,
  publishTestFlow,
  replyAndQueue,
  resetInstallation,
  type TestEngineOptions,
  testMessage,
} from './test-kit';
import { allTickets } from './test-records';

installationOfFile();
beforeEach(() => resetInstallation(everyDay('09:00')));

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 8:00 in Berlin. */
const morning = Date.UTC(2026, 5, 1, 6);

function everyDay(time: string): FlowDocument {
  return flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'daily',
    name: 'Daily report',
    nodes: [
      { id: 'clock', type: 'scheduled', config: { repeat: 'daily', times: [time] } },
      { id: 'queue', type: 'queue', config: { queue: 'billing' } },
    ],
    edges: [{ id: 'e1', from: { node: 'clock', port: 'next' }, to: 'queue' }],
  });
}

/** What a worker that runs at this moment does. */
async function at(now: number, options: TestEngineOptions = {}): Promise<void> {
  await createTestEngine({ ...options, now: () => now }).settle();
}

/** A closed ticket's answer -> queue `cancellations`. */
function reopened(): FlowDocument {
  return flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'reopened',
    name: 'Reopened',
    nodes: [
      { id: 'again', type: 'ticket-reopened', config: { queue: 'billing' } },
      { id: 'queue', type: 'queue', config: { queue: 'cancellations' } },
    ],
    edges: [{ id: 'e1', from: { node: 'again', port: 'next' }, to: 'queue' }],
  });
}

it('a start for reopened tickets goes before those for every message', async () => {
  await publishTestFlow(replyAndQueue(), 1);
  await publishTestFlow(reopened(), 1);
  const engine = createTestEngine();
  const message = testMessage();
  await engine.receive(message);
  await engine.settle();
  await Tickets.updateMany({}, { $set: { state: 'closed' } }).exec();
  await engine.receive(answerTo(message));
  await engine.settle();
  expect(await allTickets()).toMatchObject([{ queueId: 'queue-cancellations', flowId: 'reopened' }]);
});

describe('a start by the clock', () => {
  it('begins a ticket at its time, once, with the due time as arrival', async () => {
    await at(morning);
    expect(await allTickets()).toHaveLength(0);
    await at(morning + HOUR + 500);
    await at(morning + HOUR + 900);
    const [ticket, ...more] = await allTickets();
    expect(more).toEqual([]);
    expect(ticket).toMatchObject({
      subject: 'Daily report',
      state: 'open',
      queueId: 'queue-billing',
      flowId: 'daily',
      channelKind: 'email',
    });
    const message = await Messages.findOne({}).lean<MessageRecord>().exec();
    expect(message?.at).toEqual(new Date(morning + HOUR));
    expect(await Ledger.countDocuments({ state: 'ticket', channelKind: 'schedule' }).exec()).toBe(1);
    const [execution] = await Executions.find({}).lean<ExecutionRecord[]>().exec();
    expect(execution).toMatchObject({ startNodeId: 'clock', status: 'completed' });
  });

  it('catches up only the last time that was missed', async () => {
    await at(morning);
    await at(morning + 5 * DAY);
    const messages = await Messages.find({}).lean<MessageRecord[]>().exec();
    expect(messages.map((message) => message.at)).toEqual([new Date(morning + 4 * DAY + HOUR)]);
    await at(morning + 5 * DAY + 2 * HOUR);
    expect(await allTickets()).toHaveLength(2);
    // All of one start belong to the same nobody.
    expect(await Customers.countDocuments({}).exec()).toBe(1);
  });

  it('begins one ticket when several workers are at it, or one dies in the middle', async () => {
    await at(morning);
    const due = morning + HOUR + 500;
    await Promise.all([at(due), at(due), at(due)]);
    expect(await allTickets()).toHaveLength(1);
    const dying = createTestEngine({
      now: () => due + DAY,
      dieAt: { point: 'schedules:received', times: 1 },
    });
    await Promise.race([dying.settle(), dying.died]);
    await at(due + DAY + 60_000);
    expect(await allTickets()).toHaveLength(2);
  });

  it('counts anew when its settings change, and after a pause', async () => {
    await at(morning);
    await publishTestFlow(everyDay('07:00'), 2);
    await at(morning + 60_000);
    expect(await allTickets()).toHaveLength(0);
    await Flows.updateOne({ _id: 'daily' }, { $set: { state: 'paused' } }).exec();
    await at(morning + 2 * DAY);
    await Flows.updateOne({ _id: 'daily' }, { $set: { state: 'published' } }).exec();
    await at(morning + 2 * DAY + 60_000);
    expect(await allTickets()).toHaveLength(0);
    await at(morning + 3 * DAY);
    expect(await allTickets()).toHaveLength(1);
  });
});
