import { expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { runScenario, type ScenarioOptions } from './run-scenario';
import { scenarioSchema } from './scenario';

const expressions = createJsonataExpressions();

function play(flow: object, scenario: object, options: Partial<ScenarioOptions> = {}) {
  return runScenario(
    flowDocumentSchema.parse({ schemaVersion: 1, id: 'flow', name: 'Flow', ...flow }),
    scenarioSchema.parse({
      name: 'A scenario',
      at: '2026-12-25T10:00',
      events: [{ message: {} }],
      ...scenario,
    }),
    nodeRegistry,
    { expressions, ...options },
  );
}

const queues = [
  { id: 'a', type: 'queue', config: { queue: 'a' } },
  { id: 'b', type: 'queue', config: { queue: 'b' } },
];

it('leaves an activity that an event answers to that event', async () => {
  const asking = {
    nodes: [
      { id: 'mail', type: 'mail-received' },
      { id: 'ask', type: 'http-request', config: { url: 'https://example.com' } },
      ...queues,
    ],
    edges: [
      { id: 'e1', from: { node: 'mail', port: 'next' }, to: 'ask' },
      { id: 'e2', from: { node: 'ask', port: 'ok' }, to: 'a' },
      { id: 'e3', from: { node: 'ask', port: 'error' }, to: 'b' },
    ],
  };
  const atOnce = () => ({ error: { code: 'noNetwork', message: '' } });
  const answer = { activity: { node: 'ask', result: { status: 200, headers: {}, body: null } } };
  const told = { events: [{ message: {} }, answer], expect: { queue: 'a' } };
  expect((await play(asking, told, { answerActivity: atOnce })).failures).toEqual([]);
  expect((await play(asking, { expect: { queue: 'b' } }, { answerActivity: atOnce })).failures).toEqual([]);
});

it('knows the holidays of regions that nobody listed, and believes those that somebody did', async () => {
  const day = [{ from: '00:00', to: '24:00' }];
  const weekly = { 1: day, 2: day, 3: day, 4: day, 5: day, 6: day, 7: day };
  const hours = {
    nodes: [
      { id: 'mail', type: 'mail-received' },
      { id: 'hours', type: 'time-range', config: { hours: 'own', weekly, holidays: 'DE' } },
      ...queues,
    ],
    edges: [
      { id: 'e1', from: { node: 'mail', port: 'next' }, to: 'hours' },
      { id: 'e2', from: { node: 'hours', port: 'open' }, to: 'a' },
      { id: 'e3', from: { node: 'hours', port: 'closed' }, to: 'b' },
    ],
  };
  const asked: unknown[] = [];
  const holidaysOf = (region: string, year: number) => {
    asked.push([region, year]);
    return { '2026-12-25': { de: 'Weihnachten', en: 'Christmas' } };
  };
  expect((await play(hours, { expect: { queue: 'b' } }, { holidaysOf })).failures).toEqual([]);
  expect(asked).toEqual([['DE', 2026]]);
  const environment = { holidays: { DE: { '2026-12-26': '2. Weihnachtstag' } } };
  expect((await play(hours, { environment, expect: { queue: 'a' } }, { holidaysOf })).failures).toEqual([]);
});

it.each([
  ['recognised', {}, 'a'],
  ['as it is told', { language: 'en' }, 'b'],
  ['unknown where that is told', { language: null }, 'b'],
])('takes the language of a message %s', async (_what, told, queue) => {
  const flow = {
    nodes: [
      { id: 'mail', type: 'mail-received' },
      { id: 'language', type: 'message-language', config: { languages: ['de'] } },
      ...queues,
    ],
    edges: [
      { id: 'e1', from: { node: 'mail', port: 'next' }, to: 'language' },
      { id: 'e2', from: { node: 'language', port: 'de' }, to: 'a' },
      { id: 'e3', from: { node: 'language', port: 'other' }, to: 'b' },
    ],
  };
  const text = 'Guten Tag, ich möchte meine Rechnung bezahlen.';
  const { failures } = await play(flow, { events: [{ message: { text, ...told } }], expect: { queue } });
  expect(failures).toEqual([]);
});
