import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { activityRegistry } from '@/nodes/activities.generated';
import { installationOfFile } from '@/runtime/engine/installation-of-file';
import { createTestEngine, resetInstallation, testMessage } from '@/runtime/engine/test-kit';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import type { JsonObject } from '@/runtime/flow/json';
import { Counters } from '@/runtime/store/counters';
import { writeModelSettings } from '@/runtime/store/model-settings';
import { Queues } from '@/runtime/store/queues';
import { sealSecret } from '@/runtime/store/secret-box';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { type ModelTurn, startTestModelServer, type TestModelServer } from './test-model-server';

// A message, the engine, an activity, the SDK and a model server: what each failure of the server does to the ticket.

installationOfFile();
let server: TestModelServer | undefined;
beforeAll(async () => {
  process.env.STELLWERK_SECRET_KEY ??= 'a key that is for this test alone';
});
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** Found -> billing, unsure -> service, time over or failed -> cancellations. */
function extractAndQueue(config: JsonObject = {}): FlowDocument {
  const queue = (slot: string) => ({ id: slot, type: 'queue', config: { queue: slot } });
  const edge = (port: string, to: string) => ({ id: port, from: { node: 'extract', port }, to });
  return flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'extract-and-queue',
    name: 'Extract and queue',
    nodes: [
      { id: 'mail', type: 'mail-received', config: { mailbox: 'service' } },
      {
        id: 'extract',
        type: 'ai-extract',
        config: { fields: [{ name: 'number', kind: 'customerNumber' }], ...config },
      },
      ...['billing', 'service', 'cancellations'].map(queue),
    ],
    edges: [
      { id: 'start', from: { node: 'mail', port: 'next' }, to: 'extract' },
      edge('found', 'billing'),
      edge('unsure', 'service'),
      edge('timeout', 'cancellations'),
      edge('error', 'cancellations'),
    ],
  });
}

/** Within the limit -> billing, over it or failed -> cancellations. */
function limitAndQueue(): FlowDocument {
  const queue = (slot: string) => ({ id: slot, type: 'queue', config: { queue: slot } });
  const edge = (port: string, to: string) => ({ id: port, from: { node: 'limit', port }, to });
  return flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'limit-and-queue',
    name: 'Limit and queue',
    nodes: [
      { id: 'mail', type: 'mail-received', config: { mailbox: 'service' } },
      { id: 'limit', type: 'limit' },
      ...['billing', 'cancellations'].map(queue),
    ],
    edges: [
      { id: 'start', from: { node: 'mail', port: 'next' }, to: 'limit' },
      edge('within', 'billing'),
      edge('over', 'cancellations'),
      edge('error', 'cancellations'),
    ],
  });
}

async function walk(turns: ModelTurn[], options: { config?: JsonObject; monthlyTokens?: number } = {}) {
  await resetInstallation(extractAndQueue(options.config));
  server = await startTestModelServer(turns);
  await writeModelSettings({
    baseUrl: server.baseUrl,
    model: 'test-model',
    sealedApiKey: sealSecret('secret', 'model'),
    monthlyTokens: options.monthlyTokens ?? null,
  });
  const engine = createTestEngine({ activities: activityRegistry });
  await engine.receive(testMessage({ facts: { subject: 'Hello', text: 'My number: KD-4711' } }));
  await engine.settle();
  const ticket = await Tickets.findOne({}).lean<TicketRecord>().exec();
  const queue = await Queues.findById(ticket?.queueId ?? '')
    .lean<{ slot: string }>()
    .exec();
  const spent = await Counters.findOne({ _id: /^modelTokens:/ })
    .lean<{ value: number }>()
    .exec();
  return {
    queue: queue?.slot,
    fields: ticket?.fields,
    requests: server.requests,
    keys: server.keys,
    spent: spent?.value ?? 0,
  };
}

const good: ModelTurn = { answer: { number: 'KD-4711' } };

describe('a flow that asks a model', () => {
  it('goes on with its answer, and the tokens are counted', async () => {
    const { queue, fields, keys, spent } = await walk([good]);
    expect(queue).toBe('billing');
    expect(fields).toMatchObject({ number: 'KD-4711' });
    expect(keys).toEqual(['Bearer secret']);
    expect(spent).toBe(110);
  });

  it('asks again after too many requests, a fault of the server and an answer outside the schema', async () => {
    const busy = await walk([{ status: 429 }, { status: 500 }, good]);
    expect([busy.queue, busy.requests.length]).toEqual(['billing', 3]);
    await server?.close();
    const wrong = await walk([{ answer: { number: 4711 } }, good]);
    expect([wrong.queue, wrong.requests.length, wrong.spent]).toEqual(['billing', 2, 220]);
  });

  it('goes on by its error port when the server never answers well', async () => {
    const { queue, requests } = await walk([{ status: 503 }]);
    expect([queue, requests.length]).toEqual(['cancellations', 3]);
  });

  it('asks once where asking again would not help', async () => {
    const { queue, requests } = await walk([{ status: 401 }]);
    expect([queue, requests.length]).toEqual(['cancellations', 1]);
  });

  it('does not wait for a server that asks for more patience than there is time', async () => {
    const { queue, requests } = await walk([{ status: 429, retryAfter: '3600' }, good]);
    expect([queue, requests.length]).toEqual(['cancellations', 1]);
    await server?.close();
    const patient = await walk([{ status: 429, retryAfter: '0' }, good]);
    expect([patient.queue, patient.requests.length]).toEqual(['billing', 2]);
  });

  it('goes on by its timeout port when the server hangs', async () => {
    const { queue, requests, spent } = await walk([{ hang: true }], { config: { timeoutSeconds: 1 } });
    expect([queue, requests.length, spent]).toEqual(['cancellations', 1, 0]);
  });

  it('does not ask when the budget of the month is spent', async () => {
    const { queue, requests } = await walk([good], { monthlyTokens: 0 });
    expect([queue, requests.length]).toEqual(['cancellations', 0]);
  });

  it('lets activities that ask no model do their work when the budget is spent', async () => {
    await resetInstallation(limitAndQueue());
    await writeModelSettings({
      baseUrl: 'http://127.0.0.1:9/v1',
      model: 'test-model',
      sealedApiKey: sealSecret('secret', 'model'),
      monthlyTokens: 0,
    });
    const engine = createTestEngine({ activities: activityRegistry });
    await engine.receive(testMessage());
    await engine.settle();
    const ticket = await Tickets.findOne({}).lean<TicketRecord>().exec();
    expect(ticket?.queueId).toBe('queue-billing');
  });

  it('is unsure about a number that the model made up', async () => {
    const { queue, fields } = await walk([{ answer: { number: '99999' } }]);
    expect(queue).toBe('service');
    expect(fields).not.toHaveProperty('number');
  });
});
