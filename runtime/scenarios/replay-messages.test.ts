import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { compileFlow } from '@/runtime/flow/compile';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { createInterpreter } from '@/runtime/interpreter/interpreter';
import { recordedMessageOf } from './recorded-message';
import { type RecordedMessage, replayMessage, replayMessages } from './replay-messages';
import { simulate } from './simulate';
import { beginSimulation, type SimulationInput } from './simulation';

const interpreter = createInterpreter(nodeRegistry, { expressions: createJsonataExpressions() });
const source: unknown = JSON.parse(
  readFileSync(new URL('../../flows/service-mailbox/flow.json', import.meta.url), 'utf8'),
);
const published = flowDocumentSchema.parse(source);
const environment = sampleEnvironment({
  calendars: {
    office: {
      name: 'Office',
      timeZone: 'Europe/Berlin',
      weekly: { 1: [{ from: '09:00', to: '17:30' }] },
      holidays: null,
      exceptions: [],
    },
  },
});
const monday = (hour: number) => Date.UTC(2026, 10, 16, hour - 1);

function recorded(
  id: string,
  category: string,
  hour: number,
  place: string,
  automaticReplies = 0,
): RecordedMessage {
  const facts = sampleFacts(
    { message: { subject: 'S', text: id, channel: 'service', language: 'de' } },
    monday(hour),
  );
  const answer = { result: { category, confidence: 0.9, engine: 'model' } };
  const activities = [
    { nodeId: 'topic', activity: 'ai-classifier', input: { text: `S\n\n${id}`, language: 'de' }, answer },
  ];
  const outcome = { place, automaticReplies };
  return { id, at: monday(hour), facts, environment, activities, outcome, steps: [] };
}

/** With the ways that the published flow led them. */
const week = await Promise.all(
  [
    recorded('a', 'billing', 10, 'billing'),
    recorded('b', 'billing', 20, 'billing', 1),
    recorded('c', 'cancellation', 11, 'cancellations'),
    recorded('d', 'other', 12, 'service'),
  ].map(async (message) => {
    const walked = await replayMessage(compileFlow(published, nodeRegistry, 1), message, { interpreter });
    return { ...message, steps: walked.steps };
  }),
);

describe('what-if replay', () => {
  it('finds no difference in the flow that was published', async () => {
    const flow = compileFlow(published, nodeRegistry, 1);
    expect(await replayMessages(flow, week, { interpreter })).toEqual({
      messages: 4,
      same: 4,
      otherWay: 0,
      changed: 0,
      unknown: 0,
      moves: [],
      automaticRepliesBefore: 1,
      automaticRepliesAfter: 1,
    });
  });

  it('tells what a draft would do otherwise', async () => {
    const draft = flowDocumentSchema.parse({
      ...published,
      nodes: published.nodes.map((node) =>
        node.id === 'billing' ? { ...node, config: { queue: 'finance' } } : node,
      ),
      edges: published.edges.map((edge) =>
        edge.from.node === 'hours' && edge.from.port === 'closed' ? { ...edge, to: 'route' } : edge,
      ),
    });
    expect(await replayMessages(compileFlow(draft, nodeRegistry, 2), week, { interpreter })).toMatchObject({
      same: 2,
      otherWay: 0,
      changed: 2,
      unknown: 0,
      automaticRepliesBefore: 1,
      automaticRepliesAfter: 0,
      moves: [{ from: 'billing', to: 'finance', count: 2, examples: ['a', 'b'] }],
    });
  });

  it('notices another way to the same place', async () => {
    const draft = flowDocumentSchema.parse({
      ...published,
      edges: published.edges.map((edge) =>
        edge.from.node === 'topic' && edge.from.port === 'cancellation'
          ? { ...edge, to: 'cancellations' }
          : edge,
      ),
    });
    expect(await replayMessages(compileFlow(draft, nodeRegistry, 2), week, { interpreter })).toMatchObject({
      same: 4,
      otherWay: 1,
      changed: 0,
      moves: [],
    });
  });

  it('says unknown where the draft asks what nobody answered, and takes a stand-in', async () => {
    const draft = flowDocumentSchema.parse({
      ...published,
      nodes: published.nodes.map((node) =>
        node.id === 'topic' ? { ...node, config: { ...node.config, text: '{{message.text}}' } } : node,
      ),
    });
    const flow = compileFlow(draft, nodeRegistry, 2);
    expect(await replayMessages(flow, week, { interpreter })).toMatchObject({
      same: 0,
      otherWay: 0,
      changed: 0,
      unknown: 4,
    });
    const standIn = () => ({ result: { category: 'billing', confidence: 1, engine: 'builtIn' } });
    expect(await replayMessages(flow, week, { interpreter, standIn })).toMatchObject({
      same: 2,
      otherWay: 0,
      changed: 2,
      unknown: 0,
    });
  });
});

describe('a recorded message made of a tape', () => {
  const flow = compileFlow(published, nodeRegistry, 1);
  const environments = new Map([[environment.hash, environment]]);

  async function record(at: number, ...inputs: SimulationInput[]) {
    let simulation = beginSimulation({ interpreter, flow, environment, at });
    for (const input of inputs) simulation = await simulate(simulation, input);
    return recordedMessageOf('execution', simulation.tape, environments);
  }

  const message: SimulationInput = {
    type: 'message',
    message: { subject: 'Rechnung', text: 'Falsch.', language: 'de' },
  };
  const answered: SimulationInput = {
    type: 'activity',
    answer: { result: { category: 'billing', confidence: 0.9, engine: 'model' } },
  };
  const failed: SimulationInput = { type: 'activity', answer: { error: { code: 'down', message: 'Down.' } } };

  it('tells what became of the message', async () => {
    expect(await record(monday(20), message, answered)).toMatchObject({
      id: 'execution',
      at: monday(20),
      activities: [
        { nodeId: 'topic', activity: 'ai-classifier', answer: { result: { category: 'billing' } } },
      ],
      outcome: { place: 'billing', automaticReplies: 1 },
    });
    expect(await record(monday(10), message, failed)).toMatchObject({
      outcome: { place: 'service', automaticReplies: 0 },
    });
    expect(await record(monday(10), message)).toMatchObject({ outcome: { place: 'waiting' } });
    expect(recordedMessageOf('execution', [], environments)).toBeNull();
  });

  it('walks the same way again', async () => {
    const recorded = [
      await record(monday(20), message, answered),
      await record(monday(10), message, failed),
    ].filter((one) => one !== null);
    expect(await replayMessages(flow, recorded, { interpreter })).toMatchObject({
      messages: 2,
      same: 2,
      otherWay: 0,
      unknown: 0,
      automaticRepliesBefore: 1,
      automaticRepliesAfter: 1,
    });
  });
});
