import { createHmac } from 'node:crypto';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { addHook, changeHook, listHooks, removeHook, renewHookAddress } from '@/runtime/administration/hooks';
import { hookSecret, hookSecretPurpose } from '@/runtime/channels/hook/hook-settings';
import { installationOfFile } from '@/runtime/engine/installation-of-file';
import { createTestEngine, resetInstallation } from '@/runtime/engine/test-kit';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import { Channels } from '@/runtime/store/channels';
import { type CustomerRecord, Customers } from '@/runtime/store/customers';
import { Ledger } from '@/runtime/store/ledger';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { sealSecret } from '@/runtime/store/secret-box';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { POST } from './[token]/route';

const installation = installationOfFile();
beforeAll(async () => {
  process.env.STELLWERK_SECRET_KEY ??= 'a key that is for this test alone';
  process.env.MONGODB_URI = installation().uri;
});

const token = 'a-token-that-nobody-guesses';

function orderFlow(): FlowDocument {
  return flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'orders',
    name: 'Orders',
    settings: { languages: ['en', 'de'] },
    nodes: [
      { id: 'called', type: 'web-hook-received', config: { hook: 'shop' } },
      {
        id: 'reply',
        type: 'auto-reply',
        config: { text: { en: 'Order {{message.data.order.id}}', de: 'Bestellung' } },
      },
      { id: 'queue', type: 'queue', config: { queue: 'billing' } },
    ],
    edges: [
      { id: 'e1', from: { node: 'called', port: 'next' }, to: 'reply' },
      { id: 'e2', from: { node: 'reply', port: 'next' }, to: 'queue' },
    ],
  });
}

beforeEach(async () => {
  await resetInstallation(orderFlow());
  const at = new Date();
  await Channels.create({
    _id: 'hook-shop',
    kind: 'hook',
    slot: 'shop',
    name: { en: 'Shop', de: 'Laden' },
    addresses: [],
    settings: { token, signed: false, answerBy: null },
    secrets: {},
    enabled: true,
    createdAt: at,
    updatedAt: at,
  });
});

const order = {
  text: 'Where is it?',
  customer: { name: 'Ada', email: 'ada@example.org' },
  order: { id: 4711 },
};

async function call(body: unknown, headers: Record<string, string> = {}, to = token) {
  const request = new Request(`http://127.0.0.1/api/hooks/${to}`, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const response = await POST(request, { params: Promise.resolve({ token: to }) });
  return { status: response.status, body: await response.json() };
}

it('becomes a ticket of its customer, with the JSON for the flow, and is answered by mail', async () => {
  const { status, body } = await call(order);
  expect([status, body.duplicate]).toEqual([202, false]);
  expect(await Ledger.countDocuments({ _id: body.id, state: 'received' }).exec()).toBe(1);
  await createTestEngine().settle();
  const ticket = await Tickets.findOne({}).lean<TicketRecord>().exec();
  expect(ticket).toMatchObject({
    subject: 'Shop',
    queueId: 'queue-billing',
    channelKind: 'email',
    customer: { name: 'Ada', address: 'ada@example.org' },
  });
  const reply = await Messages.findOne({ direction: 'outbound' }).lean<MessageRecord>().exec();
  expect(reply).toMatchObject({ text: 'Order 4711', channelId: 'channel-service', delivery: 'pending' });
  const customer = await Customers.findOne({}).lean<CustomerRecord>().exec();
  expect(customer?.identities).toEqual(['email:ada@example.org']);
});

it('is taken once under one Idempotency-Key', async () => {
  const first = await call(order, { 'idempotency-key': 'order-4711' });
  const again = await call(order, { 'idempotency-key': 'order-4711' });
  expect(again).toEqual({ status: 202, body: { id: first.body.id, duplicate: true } });
  await call(order);
  await call(order);
  expect(await Ledger.countDocuments({}).exec()).toBe(3);
});

it('refuses who does not know the token, what is no JSON, and what is too large', async () => {
  expect((await call(order, {}, 'another-token-of-nobody')).status).toBe(404);
  expect((await call('{"a":')).status).toBe(400);
  expect((await call(JSON.stringify('x'.repeat(1_100_000)))).status).toBe(413);
  expect((await call(order, { 'idempotency-key': 'k'.repeat(201) })).status).toBe(400);
  await Channels.updateOne({ _id: 'hook-shop' }, { $set: { enabled: false } }).exec();
  expect((await call(order)).status).toBe(404);
  expect(await Ledger.countDocuments({}).exec()).toBe(0);
});

it('is made, changed and given another address by an admin', async () => {
  const wanted = { name: 'Web form', enabled: true, signed: false, key: '', answerBy: null };
  const made = await addHook(wanted, new Date());
  const tokenOf = (url = '') => url.slice(url.lastIndexOf('/') + 1);
  expect(made.slot).toBe('web-form');
  expect((await call(order, {}, tokenOf(made.url))).status).toBe(202);
  await renewHookAddress(made.id, new Date());
  expect((await call(order, {}, tokenOf(made.url))).status).toBe(404);
  await expect(changeHook(made.id, { ...wanted, signed: true }, new Date())).rejects.toMatchObject({
    code: 'hookKeyMissing',
  });
  await changeHook(made.id, { ...wanted, signed: true, key: 'k' }, new Date());
  const renewed = (await listHooks()).find(({ id }) => id === made.id);
  expect(renewed).toMatchObject({ signed: true, hasKey: true });
  expect((await call(order, {}, tokenOf(renewed?.url))).status).toBe(403);
  await removeHook(made.id, new Date());
  expect((await call(order, {}, tokenOf(renewed?.url))).status).toBe(404);
});

it('takes only what is signed with its key where signatures are wanted', async () => {
  const secrets = { [hookSecret]: sealSecret('the key', hookSecretPurpose('hook-shop')) };
  await Channels.updateOne({ _id: 'hook-shop' }, { $set: { 'settings.signed': true, secrets } }).exec();
  const text = JSON.stringify(order);
  const sign = (key: string) => ({
    'x-signature': `sha256=${createHmac('sha256', key).update(text).digest('hex')}`,
  });
  expect((await call(text)).status).toBe(403);
  expect((await call(text, sign('another key'))).status).toBe(403);
  expect((await call(text, sign('the key'))).status).toBe(202);
});
