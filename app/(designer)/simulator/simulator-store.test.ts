import { expect, test } from 'vitest';
import * as z from 'zod';
import { compileFlow } from '@/runtime/flow/compile';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { defineNode, end, go, wait } from '@/runtime/flow/node-definition';
import { sampleEnvironment } from '@/runtime/flow/sample-facts';
import { createInterpreter } from '@/runtime/interpreter/interpreter';
import { beginSimulation } from '@/runtime/scenarios/simulation';
import { SimulatorStore } from './simulator-store';

const HOUR = 3_600_000;
const base = { version: 1, icon: 'IconCircle', config: z.object({}) };
const begin = defineNode({
  ...base,
  type: 'begin',
  category: 'start',
  ports: [{ id: 'next', kind: 'exit' }],
  matches: () => ({ specificity: 1 }),
  run: () => go('next'),
});
const pause = defineNode({
  ...base,
  type: 'pause',
  category: 'do',
  ports: [{ id: 'next', kind: 'exit' }],
  run: ({ clock }) => wait([{ for: 'timer', at: clock.now + HOUR }]),
  resume: () => go('next'),
});
const finish = defineNode({
  ...base,
  type: 'finish',
  category: 'do',
  ports: [],
  settles: true,
  run: () => end({ commands: [{ type: 'closeTicket', reason: null }] }),
});
const registry = new Map([begin, pause, finish].map((definition) => [definition.type, definition]));
const flow = flowDocumentSchema.parse({
  schemaVersion: 1,
  id: 'flow',
  name: 'Flow',
  nodes: [
    { id: 'a', type: 'begin' },
    { id: 'b', type: 'pause' },
    { id: 'c', type: 'finish' },
  ],
  edges: [
    { id: 'ab', from: { node: 'a', port: 'next' }, to: 'b' },
    { id: 'bc', from: { node: 'b', port: 'next' }, to: 'c' },
  ],
});
const draft = {
  fromName: '',
  fromAddress: 'customer@example.org',
  subject: '',
  text: '',
  attachment: false,
  automatic: false,
  mailbox: null,
  language: null,
};
const createStore = () =>
  new SimulatorStore({
    state: { draft, at: 0, timeZone: 'UTC' },
    begin: async ({ at }) =>
      beginSimulation({
        interpreter: createInterpreter(registry, { expressions: createJsonataExpressions() }),
        flow: compileFlow(flow, registry),
        environment: sampleEnvironment(),
        at,
      }),
  });
const message = { type: 'message', message: { text: 'Hello' } } as const;

test('a message walks as far as it comes; steps are shown one by one', async () => {
  const store = createStore();
  await store.start(message);
  expect(store.simulation?.steps.map(({ nodeId }) => nodeId)).toEqual(['a', 'b']);
  expect(store.getState()).toMatchObject({ shown: 0, playing: true });
  store.show(1);
  expect(store.getState()).toMatchObject({ shown: 1, playing: true });
  store.show(99);
  expect(store.getState()).toMatchObject({ shown: 2, playing: false });
  store.play();
  expect(store.getState()).toMatchObject({ shown: 0, playing: true });
});

test('the clock moves on, and the last input is taken back', async () => {
  const store = createStore();
  await store.start(message);
  await store.give({ type: 'clock', to: HOUR });
  expect(store.simulation?.facts.ticket.state).toBe('closed');
  expect(store.getState().shown).toBe(2);
  store.takeBack();
  expect(store.simulation?.facts.ticket.state).toBe('new');
  expect(store.getState().inputs).toHaveLength(1);
  store.takeBack();
  expect(store.simulation).toBeNull();
});

test('the same inputs are played through the flow once more', async () => {
  const store = createStore();
  await store.start(message);
  await store.give({ type: 'clock', to: HOUR });
  const first = store.simulation;
  await store.again();
  expect(store.simulation).not.toBe(first);
  expect(store.simulation?.steps).toEqual(first?.steps);
  expect(store.isStale({ ...flow })).toBe(true);
});

test('a simulation that breaks is told and changes nothing', async () => {
  const store = new SimulatorStore({
    state: { draft, at: 0, timeZone: 'UTC' },
    begin: async () => {
      throw new Error('no environment');
    },
  });
  await store.start(message);
  expect(store.getState()).toMatchObject({ failure: 'no environment', busy: false, taken: [] });
});
