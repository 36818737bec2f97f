import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { createInterpreter } from '@/runtime/interpreter/interpreter';
import { type RecordedMessage, replayMessages } from './replay-messages';
import { standInPorts } from './stand-in-ports';

const interpreter = createInterpreter(nodeRegistry, { expressions: createJsonataExpressions() });
const source: unknown = JSON.parse(
  readFileSync(new URL('../../flows/service-mailbox/flow.json', import.meta.url), 'utf8'),
);
const draft = flowDocumentSchema.parse(source);
const at = Date.UTC(2026, 10, 16, 10);
const office = {
  name: 'Office',
  timeZone: 'Europe/Berlin',
  weekly: { 1: [{ from: '09:00', to: '17:30' }] },
  holidays: null,
  exceptions: [],
};

/** A message about whose topic nobody was asked at the time. */
const unasked: RecordedMessage = {
  id: 'a',
  at,
  facts: sampleFacts({ message: { subject: 'S', text: 'T', channel: 'service', language: 'de' } }, at),
  environment: sampleEnvironment({ calendars: { office } }),
  activities: [],
  steps: [],
  outcome: { place: 'service', automaticReplies: 0 },
};

it('leads on by the port that stands in, and lets what comes after see it', async () => {
  const without = standInPorts(draft, nodeRegistry, {});
  expect(await replayMessages(without.flow, [unasked], { interpreter, ...without })).toMatchObject({
    unknown: 1,
  });
  // The queue is chosen by a node further on, from the ticket field that the topic was written into.
  const { flow, standIn } = standInPorts(draft, nodeRegistry, { topic: 'billing' });
  expect(await replayMessages(flow, [unasked], { interpreter, standIn })).toMatchObject({
    unknown: 0,
    changed: 1,
    moves: [{ from: 'service', to: 'billing', count: 1, examples: ['a'] }],
  });
});

it('goes behind what was answered at the time', async () => {
  const { flow, standIn } = standInPorts(draft, nodeRegistry, { topic: 'billing' });
  const answered: RecordedMessage = {
    ...unasked,
    activities: [
      {
        nodeId: 'topic',
        activity: 'ai-classifier',
        input: { text: 'S\n\nT', language: 'de' },
        answer: { result: { category: 'cancellation', confidence: 0.9, engine: 'model' } },
      },
    ],
  };
  expect(await replayMessages(flow, [answered], { interpreter, standIn })).toMatchObject({
    moves: [{ from: 'service', to: 'cancellations' }],
  });
});

it('refuses nodes and ports that are not there', () => {
  expect(() => standInPorts(draft, nodeRegistry, { nobody: 'x' })).toThrow('no node "nobody"');
  expect(() => standInPorts(draft, nodeRegistry, { topic: 'x' })).toThrow(/"topic" has no port "x"; it has /);
});
