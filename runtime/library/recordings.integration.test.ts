import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TapeStep } from '@/runtime/flow/execution';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { Channels } from '@/runtime/store/channels';
import { connectStore, disconnectStore } from '@/runtime/store/connect';
import { openTestStore } from '@/runtime/store/embedded/test-store';
import { Executions } from '@/runtime/store/executions';
import { Messages } from '@/runtime/store/messages';
import { newId } from '@/runtime/store/new-id';
import { searchWords } from '@/runtime/store/search-words';
import { keepTicketWords } from '@/runtime/store/ticket-search';
import { noSla, Tickets } from '@/runtime/store/tickets';
import { listNodeExecutions } from './node-executions';
import { listRecordedMessages } from './recorded-messages';

const now = new Date('2026-11-20T10:00:00Z');
const earlier = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

let store: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  store = await openTestStore();
  await connectStore(store.uri);
  await Channels.create({
    _id: 'channel-1',
    kind: 'email',
    slot: 'service',
    name: { en: 'Service' },
    createdAt: now,
    updatedAt: now,
  });
  await Messages.create([
    message(30, 'inbound', 'Invoice 4711', 'channel-1'),
    message(20, 'outbound', 'Re: Invoice 4711', 'channel-1'),
    message(10, 'inbound', 'Cancel (now)', 'channel-gone', 'ticket-2'),
  ]);
  await keepTicketWords([
    { _id: 'ticket-1', words: searchWords(['Invoice 4711', 'customer@example.org'], 100), at: earlier(30) },
    { _id: 'ticket-2', words: searchWords(['Cancel (now)', 'customer@example.org'], 100), at: earlier(10) },
  ]);
  await Tickets.create(ticket());
  await Executions.create([execution('run-1', 5, ['start', 'queue']), execution('run-2', 3, ['start'])]);
});
afterAll(async () => {
  await disconnectStore();
  await store.stop();
});

it('gives the messages that came in, newest first, with the slot of their mailbox', async () => {
  const found = await listRecordedMessages('', 10);
  expect(found.map(({ subject, channel, automatic }) => [subject, channel, automatic])).toEqual([
    ['Cancel (now)', null, true],
    ['Invoice 4711', 'service', true],
  ]);
  expect(await listRecordedMessages('', 1)).toHaveLength(1);
});

it('searches by the words of their tickets, and reads no pattern into what is typed', async () => {
  expect((await listRecordedMessages('INVOICE', 10)).map(({ subject }) => subject)).toEqual(['Invoice 4711']);
  expect(await listRecordedMessages('(now', 10)).toHaveLength(1);
  expect(await listRecordedMessages('customer@', 10)).toHaveLength(2);
  expect(await listRecordedMessages('.*', 10)).toEqual([]);
});

it('tells which tickets passed a node and how they left it', async () => {
  const here = await listNodeExecutions('flow-1', 'queue', 10, now);
  expect(here.map(({ executionId, ticketNumber, step }) => [executionId, ticketNumber, step.nodeId])).toEqual(
    [['run-1', 7, 'queue']],
  );
  expect(
    (await listNodeExecutions('flow-1', 'start', 10, now)).map(({ executionId }) => executionId),
  ).toEqual(['run-2', 'run-1']);
  expect(await listNodeExecutions('flow-1', 'start', 10, new Date('2027-02-01T00:00:00Z'))).toEqual([]);
  expect(await listNodeExecutions('flow-2', 'start', 10, now)).toEqual([]);
});

function message(
  minutes: number,
  direction: 'inbound' | 'outbound',
  subject: string,
  channelId: string,
  ticketId = 'ticket-1',
) {
  const at = earlier(minutes);
  const { message: facts } = sampleFacts({ message: { automatic: true } }, at.getTime());
  const { text: _text, ...rest } = facts ?? { text: '' };
  return {
    _id: newId(at.getTime()),
    ticketId,
    customerId: 'customer-1',
    direction,
    origin: direction === 'inbound' ? ('customer' as const) : ('agent' as const),
    channelId,
    channelKind: 'email',
    from: { name: 'Customer', address: 'customer@example.org' },
    subject,
    text: 'Hello',
    at,
    facts: direction === 'inbound' ? rest : null,
  };
}

function ticket() {
  return {
    _id: 'ticket-1',
    number: 7,
    token: 'token',
    subject: 'Invoice 4711',
    state: 'open' as const,
    priority: 0,
    customerId: 'customer-1',
    customer: { name: 'Customer', address: 'customer@example.org' },
    channelId: 'channel-1',
    channelKind: 'email',
    createdAt: now,
    updatedAt: now,
    lastMessageAt: now,
    lastInboundAt: now,
    messageCount: 1,
    sla: noSla(),
  };
}

function execution(id: string, minutes: number, nodes: string[]) {
  const at = earlier(minutes);
  const steps = nodes.map(
    (nodeId): TapeStep => ({
      event: 'event-1',
      at: at.getTime(),
      flowId: 'flow-1',
      flowVersion: 1,
      nodeId,
      nodeType: 'any',
      outcome: 'port',
      port: 'next',
      because: null,
      commands: [],
    }),
  );
  return {
    _id: id,
    ticketId: 'ticket-1',
    customerId: 'customer-1',
    flowId: 'flow-1',
    flowVersion: 1,
    startNodeId: 'start',
    status: 'completed' as const,
    tape: [
      {
        event: { type: 'cancelled' as const, id: 'event-1', at: 0, reason: '' },
        facts: {},
        environmentHash: '',
        steps,
        commands: [],
      },
    ],
    revision: 1,
    createdAt: at,
    updatedAt: at,
  };
}
