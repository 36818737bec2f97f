import { beforeAll, expect, it } from 'vitest';
import { installationOfFile } from '@/runtime/engine/installation-of-file';
import { createTestEngine, replyAndQueue, testMessage } from '@/runtime/engine/test-kit';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import { allModels } from '@/runtime/store/all-models';
import { Executions } from '@/runtime/store/executions';
import { Messages } from '@/runtime/store/messages';
import { closedTicketsWith, Tickets } from '@/runtime/store/tickets';
import { replayRecorded } from './replay-recorded';
import { readTestOutcomes } from './test-outcomes';

const ways = [
  { id: 'a', name: 'A', weight: 1 },
  { id: 'b', name: 'B', weight: 1 },
];
const reopenedNever = { match: 'all', rules: [{ field: 'ticket.reopened', operator: 'isFalse' }] };

const since = new Date('2026-11-01T00:00:00Z');
let clock = Date.UTC(2026, 10, 20, 10);
installationOfFile();

beforeAll(async () => {
  const engine = createTestEngine({ now: () => clock });
  for (let count = 0; count < 3; count += 1) {
    await engine.receive(testMessage({ facts: { arrivedAt: clock, language: 'en' } }));
    await engine.settle();
    clock += 60_000;
  }
});

/** Without the automatic reply, and into another queue. */
function silentDraft(): FlowDocument {
  const document = replyAndQueue();
  return {
    ...document,
    nodes: document.nodes.map((node) =>
      node.id === 'queue' ? { ...node, config: { queue: 'service' } } : node,
    ),
    edges: document.edges.map((edge) => (edge.id === 'e1' ? { ...edge, to: 'queue' } : edge)),
  };
}

it('finds nothing different for the flow as it is', async () => {
  expect(await replayRecorded({ draft: replyAndQueue(), since, standIns: {} })).toMatchObject({
    flow: 'reply-and-queue',
    messages: 3,
    same: 3,
    otherWay: 0,
    changed: 0,
    unknown: 0,
    moves: [],
    automaticRepliesMore: 0,
    skipped: 0,
  });
});

it('tells where messages would go instead, with fewer automatic replies, and writes nothing', async () => {
  const before = await everything();
  const report = await replayRecorded({ draft: silentDraft(), since, standIns: {} });
  expect(report).toMatchObject({ changed: 3, automaticRepliesMore: -3 });
  const ids = (await Executions.find({}).sort({ createdAt: 1 }).exec()).map(({ _id }) => _id);
  expect(report.moves).toEqual([{ from: 'billing', to: 'service', count: 3, examples: ids }]);
  expect(await everything()).toBe(before);
});

it('takes only what came in since then, of the flow that was named', async () => {
  const later = new Date(clock - 90_000);
  expect(await replayRecorded({ draft: replyAndQueue(), since: later, standIns: {} })).toMatchObject({
    messages: 1,
  });
  const other = { ...replyAndQueue(), id: 'drawn-anew' };
  await expect(replayRecorded({ draft: other, since, standIns: {} })).rejects.toMatchObject({
    code: 'flowUnknown',
  });
  expect(await replayRecorded({ draft: other, of: 'reply-and-queue', since, standIns: {} })).toMatchObject({
    messages: 3,
    same: 3,
  });
});

it('says how many messages are no longer stored', async () => {
  const [first] = await Messages.find({ direction: 'inbound' }).sort({ _id: 1 }).limit(1).exec();
  await Messages.deleteOne({ _id: first?._id }).exec();
  expect(await replayRecorded({ draft: replyAndQueue(), since, standIns: {} })).toMatchObject({
    messages: 2,
    skipped: 1,
  });
});

it('counts an A/B test over tickets that were closed, read from an index', async () => {
  const document = flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'tested',
    name: 'Tested',
    nodes: [
      { id: 'test', type: 'ab-test', config: { field: 'way', variants: ways, success: reopenedNever } },
    ],
  });
  const [ticket] = await Tickets.find({}).sort({ number: 1 }).limit(1).exec();
  const closed = { state: 'closed', closedAt: new Date(clock), fields: { way: 'b' } };
  await Tickets.updateOne({ _id: ticket?._id }, { $set: closed }).exec();
  const lines = (from: Date) => readTestOutcomes(document, from);
  expect(await lines(since)).toMatchObject([
    { node: 'test', value: 'a', started: 0 },
    { node: 'test', value: 'b', started: 1 },
  ]);
  expect(await lines(new Date(clock + 1))).toMatchObject([{ started: 0 }, { started: 0 }]);
  const plan = await closedTicketsWith({ field: 'way', values: ['a', 'b'] }, since).explain('queryPlanner');
  const stages = JSON.stringify(plan.queryPlanner?.winningPlan);
  expect(stages).toContain('IXSCAN');
  expect(stages).toContain('closedAt');
  expect(stages).not.toMatch(/"SORT"|COLLSCAN/);
});

/** All that is stored, as text. */
async function everything(): Promise<string> {
  const records = await Promise.all(allModels.map((model) => model.find({}).sort({ _id: 1 }).lean().exec()));
  return JSON.stringify(records);
}
