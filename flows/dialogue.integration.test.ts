import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InboundMessage } from '@/runtime/channels/inbound-message';
import {
  answerTo,
  createTestEngine,
  openTestInstallation,
  resetInstallation,
  type TestInstallation,
  testMessage,
} from '@/runtime/engine/test-kit';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';

// A flow that asks and waits, on the real engine and store: what scenarios promise has to hold there too.

const source: unknown = JSON.parse(
  readFileSync(new URL('./meter-reading/flow.json', import.meta.url), 'utf8'),
);
const flow: FlowDocument = flowDocumentSchema.parse(source);
const HOUR = 3_600_000;

let installation: TestInstallation;
let now = Date.UTC(2026, 10, 20, 9);

beforeAll(async () => {
  installation = await openTestInstallation(flow);
});
beforeEach(async () => {
  await resetInstallation(flow);
  now = Date.UTC(2026, 10, 20, 9);
});
afterAll(() => installation.close());

/** Hands a mail to a new engine each time: whatever a dialogue remembers is in the store. */
async function receive(message: InboundMessage): Promise<void> {
  const engine = createTestEngine({ now: () => now });
  await engine.receive(message);
  await engine.settle();
}

function mail(text: string, base: InboundMessage = testMessage()): InboundMessage {
  return { ...base, facts: { ...base.facts, subject: 'Zählerstand', text, language: 'de', arrivedAt: now } };
}

async function ticketAndExecution() {
  const [ticket] = await Tickets.find({}).lean<TicketRecord[]>().exec();
  const executions = await Executions.find({}).lean<ExecutionRecord[]>().exec();
  return { ticket, executions };
}

async function sentTexts(): Promise<string[]> {
  const sent = await Messages.find({ direction: 'outbound' })
    .sort({ at: 1, _id: 1 })
    .lean<MessageRecord[]>()
    .exec();
  return sent.map(({ text }) => text);
}

describe('a dialogue by mail', () => {
  it('asks, takes the answers, and thanks, over restarts of the engine', async () => {
    const first = mail('Guten Tag, ich möchte meinen Zählerstand melden.');
    await receive(first);
    expect(await ticketAndExecution()).toMatchObject({
      ticket: { state: 'new' },
      executions: [{ status: 'waiting' }],
    });
    now += HOUR;
    await receive(mail('Die Nummer ist 4711.', answerTo(first)));
    now += HOUR;
    await receive(mail('12.345 kWh', answerTo(first)));
    const { ticket, executions } = await ticketAndExecution();
    expect(executions).toHaveLength(1);
    expect(executions[0]).toMatchObject({ status: 'completed', pending: [], outbox: [] });
    expect(ticket).toMatchObject({ state: 'closed', fields: { customerNumber: 4711, reading: 12_345 } });
    const texts = await sentTexts();
    expect(texts).toHaveLength(3);
    expect(texts.join('\n')).toContain('12345 kWh für die Kundennummer 4711');
  });

  it('gives the ticket to an agent when nobody answers for three days', async () => {
    await receive(mail('Zählerstand melden'));
    const engine = createTestEngine({ now: () => now });
    now += 71 * HOUR;
    await engine.settle();
    expect((await ticketAndExecution()).executions).toMatchObject([{ status: 'waiting' }]);
    now += 2 * HOUR;
    await engine.settle();
    expect(await ticketAndExecution()).toMatchObject({
      ticket: { state: 'open', queueId: 'queue-service' },
      executions: [{ status: 'completed' }],
    });
  });
});
