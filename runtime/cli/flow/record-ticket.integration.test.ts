import { beforeAll, expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { installationOfFile } from '@/runtime/engine/installation-of-file';
import { answerTo, createTestEngine, replyAndQueue, testMessage } from '@/runtime/engine/test-kit';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import { closeTicket } from '@/runtime/inbox/ticket-operations';
import { runScenario } from '@/runtime/scenarios/run-scenario';
import { scenarioSchema } from '@/runtime/scenarios/scenario';
import { Environments } from '@/runtime/store/environments';
import { Executions } from '@/runtime/store/executions';
import { Tickets } from '@/runtime/store/tickets';
import { recordTicket } from './record-ticket';

const at = Date.UTC(2026, 10, 20, 10);
installationOfFile();
let number = 0;

beforeAll(async () => {
  const engine = createTestEngine({ now: () => at });
  await engine.receive(
    testMessage({
      facts: {
        arrivedAt: at,
        from: { name: 'Erika Mustermann', address: 'erika.mustermann@web.example' },
        subject: 'Invoice of Erika Mustermann',
        text: 'Call me: 0171 2345678. Erika Mustermann',
      },
    }),
  );
  await engine.settle();
  number = (await Tickets.findOne({}).exec())?.number ?? 0;
});

it('makes a scenario that tells nothing of the person and passes with the flow it was taken from', async () => {
  const { scenario, ...about } = await recordTicket(number);
  expect(about).toEqual({ flow: 'reply-and-queue', flowVersion: 1, sameWay: true });
  expect(scenario.expect).toMatchObject({
    queue: 'billing',
    closed: false,
    replies: 1,
    portsTaken: ['mail:next', 'reply:next'],
  });
  const text = JSON.stringify(scenario);
  expect(text).not.toMatch(/erika|mustermann|2345678|web\.example/i);
  expect(text).toContain('service@stellwerk.local');
  // As it would be read from a file again.
  const read = scenarioSchema.parse(JSON.parse(text));
  const expressions = createJsonataExpressions();
  expect((await runScenario(replyAndQueue(), read, nodeRegistry, { expressions })).failures).toEqual([]);
  const unanswered = {
    ...replyAndQueue(),
    edges: replyAndQueue().edges.map((edge) => (edge.id === 'e1' ? { ...edge, to: 'queue' } : edge)),
  };
  expect((await runScenario(unanswered, read, nodeRegistry, { expressions })).passed).toBe(false);
});

it('takes in all walks of a ticket that was opened again', async () => {
  let now = at + 60_000;
  const engine = createTestEngine({ now: () => now });
  const message = testMessage({ facts: { arrivedAt: now, from: { name: 'Jo', address: 'jo@web.example' } } });
  const { ledgerId } = await engine.receive(message);
  await engine.settle();
  await closeTicket(ledgerId, { id: 'agent', name: 'Ada' }, new Date(now + 3_600_000));
  now += 2 * 86_400_000;
  await engine.receive({ ...answerTo(message), facts: { ...answerTo(message).facts, arrivedAt: now } });
  await engine.settle();
  const ticket = await Tickets.findById(ledgerId).exec();
  const { scenario, sameWay } = await recordTicket(ticket?.number ?? 0);
  expect(scenario.events.map((event) => Object.keys(event)[0])).toEqual([
    'message',
    'clock',
    'agent',
    'clock',
    'message',
  ]);
  expect(scenario.expect).toMatchObject({ queue: 'billing', closed: false, replies: 2 });
  expect(sameWay).toBe(true);
  expect(JSON.stringify(scenario)).not.toContain('jo@web.example');
});

it('tells of a ticket that was brought to another version what the first one did', async () => {
  const ticketId = (await Tickets.findOne({ number }).exec())?._id;
  const execution = await Executions.findOne({ ticketId }).exec();
  const [first] = execution?.tape ?? [];
  const move = { id: 'm', at: new Date(at), kind: 'restart', fromVersion: 1, toVersion: 7, afterEntries: 1 };
  // As it stands after a restart: the same message began it once more.
  await Executions.updateOne(
    { ticketId },
    { $set: { flowVersion: 7, moves: [move] }, $push: { tape: first } },
  ).exec();
  const { scenario, flowVersion } = await recordTicket(number);
  expect(flowVersion).toBe(1);
  expect(scenario.events.map((event) => Object.keys(event)[0])).toEqual(['message']);
  expect(scenario.expect).toMatchObject({ queue: 'billing', replies: 1 });
});

it('says what is missing', async () => {
  await expect(recordTicket(999_999)).rejects.toMatchObject({ code: 'ticketUnknown' });
  await Environments.deleteMany({}).exec();
  await expect(recordTicket(number)).rejects.toMatchObject({ code: 'nothingRecorded' });
});
