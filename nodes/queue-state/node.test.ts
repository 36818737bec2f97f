import { expect, it } from 'vitest';
import { activityAnswered } from '@/runtime/interpreter/activity-events';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const answered = (waiting: number, minutes: number, agentsAvailable: number) =>
  activityAnswered({ waiting, longestWaitMs: minutes * 60_000, agentsAvailable });

it('asks for the figures of the queue', async () => {
  expect(await visitNode(node, { queue: 'service' })).toMatchObject({
    waits: [{ activity: 'queue-state', input: { queue: 'service' } }],
  });
});

it.each([
  [{ waiting: 5 }, answered(4, 99, 0), 'free', 'free'],
  [{ waiting: 5 }, answered(5, 0, 3), 'busy', 'tooMany'],
  [{ waiting: 0, longestWaitMinutes: 30 }, answered(500, 30, 3), 'busy', 'tooLong'],
  [{ needsAgent: true }, answered(0, 0, 0), 'busy', 'nobody'],
])('%o', async (config, event, port, key) => {
  expect(await visitNode(node, { queue: 'service', ...config }, { event })).toMatchObject({
    port,
    because: { key },
  });
});

it('keeps the figures as variables', async () => {
  const outcome = await visitNode(node, { queue: 'service' }, { event: answered(3, 7, 2) });
  expect(outcome.set).toEqual({ queueWaiting: 3, queueWaitMinutes: 7, queueAgents: 2 });
});
