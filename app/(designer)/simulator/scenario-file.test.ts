import { expect, test } from 'vitest';
import * as z from 'zod';
import { compileFlow } from '@/runtime/flow/compile';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { defineNode, end, go, wait } from '@/runtime/flow/node-definition';
import { sampleEnvironment } from '@/runtime/flow/sample-facts';
import { createInterpreter } from '@/runtime/interpreter/interpreter';
import { runScenario } from '@/runtime/scenarios/run-scenario';
import { scenarioSchema } from '@/runtime/scenarios/scenario';
import { simulate } from '@/runtime/scenarios/simulate';
import { beginSimulation, type SimulationInput } from '@/runtime/scenarios/simulation';
import { scenarioFile } from './scenario-file';

const base = { version: 1, icon: 'IconCircle', config: z.object({}) };
const begin = defineNode({
  ...base,
  type: 'begin',
  category: 'start',
  ports: [{ id: 'next', kind: 'exit' }],
  matches: () => ({ specificity: 1 }),
  run: () => go('next'),
});
const asker = defineNode({
  ...base,
  type: 'asker',
  category: 'think',
  ports: [
    { id: 'yes', kind: 'exit' },
    { id: 'no', kind: 'exit' },
  ],
  run: () => wait([{ for: 'activity', activity: 'ask', input: null, timeoutMs: 1000 }]),
  resume: ({ event }) => go(event.type === 'activityCompleted' && event.result === true ? 'yes' : 'no'),
});
const place = defineNode({
  ...base,
  type: 'place',
  category: 'do',
  ports: [],
  settles: true,
  run: () => end({ commands: [{ type: 'enqueueTicket', queue: 'service', priority: null, reason: null }] }),
});
const registry = new Map([begin, asker, place].map((definition) => [definition.type, definition]));
const flow = flowDocumentSchema.parse({
  schemaVersion: 1,
  id: 'flow',
  name: 'Flow',
  nodes: [
    { id: 'a', type: 'begin' },
    { id: 'b', type: 'asker' },
    { id: 'c', type: 'place' },
  ],
  edges: [
    { id: 'ab', from: { node: 'a', port: 'next' }, to: 'b' },
    { id: 'bc', from: { node: 'b', port: 'yes' }, to: 'c' },
  ],
});
const expressions = createJsonataExpressions();
const message: SimulationInput = { type: 'message', message: { text: 'Hello', subject: 'Hi' } };

async function saved(inputs: SimulationInput[], answersItself: boolean) {
  let simulation = beginSimulation({
    interpreter: createInterpreter(registry, { expressions }),
    flow: compileFlow(flow, registry, 1),
    environment: sampleEnvironment(),
    at: Date.parse('2026-11-20T10:00:00Z'),
    ...(answersItself ? { answerActivity: () => ({ result: true }) } : {}),
  });
  for (const input of inputs) simulation = await simulate(simulation, input);
  return scenarioSchema.parse(scenarioFile(simulation, inputs, 'What was tried'));
}

test.each([
  ['answers that came by themselves', [message], true],
  ['an answer by hand', [message, { type: 'activity', nodeId: 'b', answer: { result: true } }], false],
] as [string, SimulationInput[], boolean][])('a saved scenario passes: %s', async (_name, inputs, itself) => {
  const scenario = await saved(inputs, itself);
  expect(scenario.expect).toMatchObject({ queue: 'service', portsTaken: ['a:next', 'b:yes'] });
  const result = await runScenario(flow, scenario, registry, { expressions });
  expect(result.failures).toEqual([]);
});

test('a saved scenario fails when the flow decides otherwise', async () => {
  const scenario = await saved([message], true);
  const changed = { ...flow, edges: flow.edges.filter(({ id }) => id !== 'bc') };
  const result = await runScenario(changed, scenario, registry, { expressions });
  expect(result.passed).toBe(false);
});

test('real people do not get into what is kept, and the same person stays one person', async () => {
  const from = { name: 'Erika Mustermann', address: 'erika@customer.example' };
  const input: SimulationInput = {
    type: 'message',
    message: { from, subject: 'Erika here', text: 'Call +49 30 1234567. Erika' },
  };
  let simulation = beginSimulation({
    interpreter: createInterpreter(registry, { expressions }),
    flow: compileFlow(flow, registry, 1),
    environment: sampleEnvironment(),
    at: Date.parse('2026-11-20T10:00:00Z'),
    answerActivity: () => ({ result: true }),
  });
  simulation = await simulate(simulation, input);
  const kept = scenarioFile(simulation, [input], 'Call', { replacePeople: true });
  expect(JSON.stringify(kept)).not.toMatch(/Erika|Mustermann|erika@|1234567/);
  const [event] = scenarioSchema.parse(kept).events;
  expect(event).toMatchObject({
    message: { from: { name: 'Alex Adler' }, subject: 'Alex here', text: 'Call +00 00 0000000. Alex' },
  });
});
