import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { TapeStep } from '@/runtime/flow/execution';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { connectStore, disconnectStore } from '@/runtime/store/connect';
import { openTestStore } from '@/runtime/store/embedded/test-store';
import { Executions } from '@/runtime/store/executions';
import { createFlow } from './create-flow';
import { readFlowTraffic } from './flow-traffic';
import { readFlowVolumes } from './flow-volumes';

let store: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  store = await openTestStore();
  await connectStore(store.uri);
});
afterAll(async () => {
  await disconnectStore();
  await store.stop();
});

const now = new Date('2026-03-10T12:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

const step = (nodeId: string, port: string | null, flowId = 'flow'): TapeStep => ({
  event: 'event',
  at: 0,
  flowId,
  flowVersion: 1,
  nodeId,
  nodeType: 'sample',
  outcome: port === null ? 'wait' : 'port',
  port,
  because: null,
  commands: [],
});

async function walked(id: string, createdAt: Date, steps: TapeStep[], waitsAt: string | null = null) {
  await Executions.create({
    _id: id,
    ticketId: id,
    customerId: 'customer',
    flowId: 'flow',
    flowVersion: 1,
    startNodeId: 'mail',
    status: waitsAt === null ? 'completed' : 'waiting',
    state: { cursor: waitsAt, flowId: 'flow' },
    // Two events of one execution: the way is the steps of both.
    tape: [{ steps: steps.slice(0, 1) }, { steps: steps.slice(1) }],
    revision: 1,
    createdAt,
    updatedAt: createdAt,
  });
}

describe('readFlowTraffic', () => {
  it('counts the ways of the last days, in this flow only, and who waits now', async () => {
    await walked('1', daysAgo(0.5), [step('mail', 'next'), step('hours', 'open')]);
    await walked('2', daysAgo(3), [
      step('mail', 'next'),
      step('hours', 'closed'),
      step('called', 'x', 'other'),
    ]);
    await walked('3', daysAgo(20), [step('mail', 'next'), step('ask', null)], 'ask');
    const week = await readFlowTraffic('flow', 7, now);
    expect(week.executions).toBe(2);
    expect(week.capped).toBe(false);
    expect(week.ports).toEqual(
      expect.arrayContaining([
        { node: 'mail', port: 'next', count: 2 },
        { node: 'hours', port: 'open', count: 1 },
        { node: 'hours', port: 'closed', count: 1 },
      ]),
    );
    expect(week.ports).toHaveLength(3);
    // The called flow's last step is its own; here both ended at the opening hours.
    expect(week.stopped).toEqual([{ node: 'hours', count: 2 }]);
    // It began long ago and still waits.
    expect(week.waiting).toEqual([{ node: 'ask', count: 1 }]);
    expect((await readFlowTraffic('flow', 30, now)).executions).toBe(3);
    expect((await readFlowTraffic('elsewhere', 30, now)).executions).toBe(0);
  });
});

describe('readFlowVolumes', () => {
  it('counts the executions of each day in the reader’s own time zone, and says what begins a flow', async () => {
    const document = flowDocumentSchema.parse({
      schemaVersion: 1,
      id: 'any',
      name: 'Any',
      nodes: [{ id: 'mail', type: 'mail-received' }],
    });
    const { _id: id } = await createFlow({ name: 'Counted', document }, null);
    // Half past eleven at night in London is the next day in Berlin.
    for (const [index, at] of [
      '2026-03-08T23:30:00Z',
      '2026-03-10T09:00:00Z',
      '2026-02-01T09:00:00Z',
    ].entries())
      await Executions.create({
        _id: `volume-${index}`,
        ticketId: `volume-${index}`,
        customerId: 'customer',
        flowId: id,
        flowVersion: 1,
        startNodeId: 'mail',
        status: 'completed',
        state: null,
        tape: [],
        revision: 1,
        createdAt: new Date(at),
        updatedAt: new Date(at),
      });
    const volumes = await readFlowVolumes(nodeRegistry, 3, 'Europe/Berlin', now);
    expect(volumes.find((volume) => volume.id === id)).toEqual({
      id,
      sources: ['email'],
      days: [0, 1, 1],
      behind: null,
    });
  });
});
