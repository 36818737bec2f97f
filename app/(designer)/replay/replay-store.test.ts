import { expect, test } from 'vitest';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import type { RecordedMessage, ReplayedMessage } from '@/runtime/scenarios/replay-messages';
import { type ReplayParts, ReplayStore } from './replay-store';

const environment = sampleEnvironment();
const message = (id: string): RecordedMessage => ({
  id,
  at: 0,
  facts: sampleFacts({
    message: { subject: `About ${id}`, from: { name: 'Kim', address: 'kim@example.org' } },
  }),
  environment,
  activities: [],
  outcome: { place: 'billing', automaticReplies: 1 },
  steps: [],
});
const ids = Array.from({ length: 120 }, (_, index) => `m${index}`);

/** Every third message would go to the service queue, the very first depends on a new question. */
function replayed(id: string, index: number): ReplayedMessage {
  const place = index % 3 === 0 ? 'service' : 'billing';
  return {
    id,
    before: { place: 'billing', automaticReplies: 1 },
    after: id === 'm0' ? { place: 'unknown', automaticReplies: 1 } : { place, automaticReplies: 1 },
    unknown: id === 'm0' ? ['new-node', 'new-node'] : [],
    otherWay: false,
    steps: [],
  };
}

function partsOf(changes: Partial<ReplayParts> = {}) {
  const flow = {};
  const stopped: number[] = [];
  const parts: ReplayParts = {
    select: async () => ({ ids, capped: true }),
    read: async (_source, wanted) => ({
      messages: wanted.filter((id) => id !== 'm1').map(message),
      skipped: wanted.includes('m1') ? 1 : 0,
    }),
    begin: async () => ({
      flow,
      replay: async (messages) => messages.map(({ id }) => replayed(id, ids.indexOf(id))),
      stop: () => stopped.push(1),
    }),
    ...changes,
  };
  return { parts, flow, stopped };
}

test('walks all messages in batches and keeps what would be different', async () => {
  const { parts, flow, stopped } = partsOf();
  const store = new ReplayStore(parts, 'flow');
  const seen: number[] = [];
  store.subscribe(() => seen.push(store.getState().done));
  await store.run();
  const { status, outcome, done, total, flow: walked } = store.getState();
  expect([status, done, total, walked === flow]).toEqual(['done', 120, 120, true]);
  expect(new Set(seen)).toEqual(new Set([0, 50, 100, 120]));
  expect(outcome?.comparison).toMatchObject({ messages: 119, changed: 39, unknown: 1, same: 79 });
  expect(outcome?.comparison.moves[0]).toMatchObject({ from: 'billing', to: 'service', count: 39 });
  expect(outcome?.comparison.moves[0]?.examples).toHaveLength(12);
  expect(outcome).toMatchObject({ skipped: 1, capped: true, asking: [{ node: 'new-node', count: 1 }] });
  expect(outcome?.examples.get('m3')).toMatchObject({ subject: 'About m3', from: 'Kim' });
  expect(outcome?.examples.has('m4')).toBe(false);
  expect(stopped).toEqual([1]);
});

test('stopping ends the walker and keeps the last result', async () => {
  const { parts, stopped } = partsOf();
  const store = new ReplayStore(parts, 'flow');
  await store.run();
  const before = store.getState().outcome;
  const running = store.run();
  const off = store.subscribe(() => {
    if (store.getState().done > 0) store.stop();
  });
  await running;
  off();
  expect(store.getState()).toMatchObject({ status: 'stopped', done: 50 });
  expect(store.getState().outcome).toBe(before);
  expect(stopped).toEqual([1, 1]);
});

test('what breaks is told, and the next try starts afresh', async () => {
  const failure = new Error('no server');
  let broken = true;
  const { parts } = partsOf({
    read: async (_source, wanted) => {
      if (broken) throw failure;
      return { messages: wanted.map(message), skipped: 0 };
    },
  });
  const store = new ReplayStore(parts, 'flow');
  await store.run();
  expect(store.getState()).toMatchObject({ status: 'failed', failure });
  broken = false;
  await store.run();
  expect(store.getState()).toMatchObject({ status: 'done', failure: null });
});
