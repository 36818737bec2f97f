import { expect, test } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import german from './expectation-texts.de.json';
import english from './expectation-texts.en.json';
import { runScenario } from './run-scenario';
import { scenarioSchema } from './scenario';

const flow = flowDocumentSchema.parse({
  schemaVersion: 1,
  id: 'flow',
  name: 'Flow',
  nodes: [
    { id: 'mail', type: 'mail-received' },
    { id: 'queue', type: 'queue', config: { queue: 'a' } },
  ],
  edges: [{ id: 'e1', from: { node: 'mail', port: 'next' }, to: 'queue' }],
});
const scenario = scenarioSchema.parse({
  name: 'Everything is different',
  at: '2026-11-20T10:00',
  events: [{ message: { subject: 'Hello' } }, { expect: { queue: 'b' } }],
  expect: {
    queue: 'b',
    replies: 1,
    replyContains: ['{name} <b>'],
    fields: { size: 3 },
    portsTaken: ['mail:other'],
    nodesNotVisited: ['queue'],
    noteContains: 'hint',
  },
});
const failuresIn = async (language: string) =>
  (await runScenario(flow, scenario, nodeRegistry, { expressions: createJsonataExpressions(), language }))
    .failures;

test('a scenario cannot pass by a slip of the pen', async () => {
  const slips = scenarioSchema.parse({
    ...scenario,
    events: [
      { message: { subject: 'Hello' } },
      { clock: 'PT2H' },
      { clock: '2026-11-20T11:00' },
      { activity: { node: 'quue', result: {} } },
    ],
    expect: { portsNotTaken: ['mail:nxet'], nodesNotVisited: ['quue'] },
  });
  const { failures } = await runScenario(flow, slips, nodeRegistry, {
    expressions: createJsonataExpressions(),
  });
  expect(failures).toEqual([
    'event 3: the clock cannot be moved back to 2026-11-20T10:00:00.000Z',
    'event 4: nothing waits for an answer of quue',
    'the flow has no port mail:nxet',
    'the flow has no node quue',
  ]);
  // A field of a message that is spelt wrongly would be left out without a word.
  const misspelt = { ...scenario, events: [{ message: { texte: 'Hello' } }] };
  expect(scenarioSchema.safeParse(misspelt).error?.issues[0]?.message).toContain('texte');
});

test('says what differs in English', async () => {
  expect(await failuresIn('en')).toEqual([
    'event 2: queue: expected “b”, was “a”',
    'queue: expected “b”, was “a”',
    'field size: expected 3, was nothing',
    'replies: expected 1, were 0',
    'no reply contains “{name} <b>”',
    'port mail:other was expected, and not taken',
    'node queue was taken, and must not be',
    'no note contains “hint”',
  ]);
});

test('and in German', async () => {
  expect(await failuresIn('de')).toEqual([
    'Ereignis 2: Warteschlange: erwartet war „b“, es ist „a“',
    'Warteschlange: erwartet war „b“, es ist „a“',
    'Feld size: erwartet war 3, es ist nichts',
    'Antworten: erwartet waren 1, es sind 0',
    'Keine Antwort enthält „{name} <b>“',
    'Ausgang mail:other war erwartet und wurde nicht genommen',
    'Knoten queue wurde genommen und darf es nicht',
    'Keine Notiz enthält „hint“',
  ]);
});

test('has the same words in both languages', () => {
  expect(Object.keys(german)).toEqual(Object.keys(english));
});
