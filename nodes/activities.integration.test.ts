import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createTestEngine,
  openTestInstallation,
  type TestInstallation,
  testMessage,
} from '@/runtime/engine/test-kit';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { findCustomer } from '@/runtime/store/customers';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { activityRegistry } from './activities.generated';

// Node types that ask the installation something, on the real engine and store.

type Node = [id: string, type: string, config?: object];
type Edge = [from: string, port: string, to: string];

const nodes: Node[] = [
  ['mail', 'mail-received', { mailbox: 'service' }],
  ['limit', 'limit', { count: 1, amount: 1, unit: 'hours', per: 'customer' }],
  ['merge', 'merge-ticket'],
  ['state', 'queue-state', { queue: 'billing', waiting: 1 }],
  ['lookup', 'customer-lookup', { address: '{{message.from.address}}', variable: 'found' }],
  [
    'keep',
    'set-fields',
    {
      ticket: [
        { name: 'waiting', value: '{{vars.queueWaiting}}' },
        { name: 'known', value: '=$exists(vars.found.name)' },
      ],
    },
  ],
  ['update', 'customer-update', { language: 'en', fields: [{ name: 'seen', value: '=true' }] }],
  [
    'billing',
    'queue',
    {
      queue: 'billing',
      announcement: {
        de: 'Platz {{queue.position}}',
        en: 'Position {{queue.position}} of {{queue.waiting}}',
      },
    },
  ],
  ['service', 'queue', { queue: 'service' }],
];
const edges: Edge[] = [
  ['mail', 'next', 'limit'],
  ['limit', 'within', 'state'],
  ['limit', 'exceeded', 'merge'],
  ['merge', 'none', 'state'],
  ['state', 'free', 'lookup'],
  ['state', 'busy', 'service'],
  ['lookup', 'found', 'keep'],
  ['lookup', 'missing', 'keep'],
  ['keep', 'next', 'update'],
  ['update', 'next', 'billing'],
];

let installation: TestInstallation;
beforeAll(async () => {
  installation = await openTestInstallation(
    flowDocumentSchema.parse({
      schemaVersion: 1,
      id: 'activities',
      name: 'Activities',
      nodes: nodes.map(([id, type, config]) => ({ id, type, config: config ?? {} })),
      edges: edges.map(([node, port, to], index) => ({ id: `e${index}`, from: { node, port }, to })),
    }),
  );
});
afterAll(() => installation.close());

async function receive(address: string): Promise<{ ticket: TicketRecord | undefined; path: string[] }> {
  const engine = createTestEngine({ activities: activityRegistry });
  await engine.receive(testMessage({ facts: { from: { name: 'Eva', address } } }));
  await engine.settle();
  const [ticket] = await Tickets.find({}).sort({ number: -1 }).limit(1).lean<TicketRecord[]>().exec();
  const [execution] = await Executions.find({ ticketId: ticket?._id }).lean<ExecutionRecord[]>().exec();
  const steps = execution?.tape.flatMap((entry) => entry.steps) ?? [];
  return { ticket, path: steps.flatMap(({ nodeId, port }) => (port === null ? [] : [`${nodeId}:${port}`])) };
}

it('counts, looks up, asks for the state of a queue and joins tickets', async () => {
  const first = await receive('eva@example.org');
  expect(first.path).toEqual([
    'mail:next',
    'limit:within',
    'state:free',
    'lookup:found',
    'keep:next',
    'update:next',
  ]);
  const { customerId = '', _id = '' } = first.ticket ?? {};
  expect(await findCustomer(customerId)).toMatchObject({
    name: 'Eva',
    language: 'en',
    fields: { seen: true },
  });
  const told = await Messages.find({ ticketId: _id, direction: 'outbound' }).lean<MessageRecord[]>().exec();
  expect(told.map(({ text }) => text)).toEqual(['Position 1 of 1']);
  expect(first.ticket).toMatchObject({ queueId: 'queue-billing', fields: { waiting: 0, known: true } });

  const second = await receive('eva@example.org');
  expect(second.path).toEqual(['mail:next', 'limit:exceeded']);
  expect(second.ticket).toMatchObject({ state: 'closed', mergedInto: first.ticket?._id });

  const other = await receive('jan@example.org');
  expect(other.path).toEqual(['mail:next', 'limit:within', 'state:busy']);
  expect(other.ticket).toMatchObject({ queueId: 'queue-service' });
});
