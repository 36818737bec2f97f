import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { nodeTexts as german } from '@/nodes/texts-de.generated';
import { nodeTexts as english } from '@/nodes/texts-en.generated';
import { compileFlow } from '@/runtime/flow/compile';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { sampleEnvironment } from '@/runtime/flow/sample-facts';
import { createInterpreter } from '@/runtime/interpreter/interpreter';
import { explainSteps } from './explain';
import { simulate } from './simulate';
import { beginSimulation, type Simulation } from './simulation';

const interpreter = createInterpreter(nodeRegistry, { expressions: createJsonataExpressions() });
const examples = [
  { id: 'money', name: 'Money', examples: ['a b c', 'd e f', 'g h i'] },
  { id: 'rest', examples: ['j', 'k', 'l'] },
];
const document = flowDocumentSchema.parse({
  schemaVersion: 1,
  id: 'flow',
  name: 'Flow',
  nodes: [
    { id: 'mail', type: 'mail-received' },
    { id: 'topic', type: 'ai-classifier', title: 'Topic', config: { categories: examples } },
    { id: 'first', type: 'queue', config: { queue: 'first', overflow: true, overflowMinutes: 30 } },
    { id: 'second', type: 'queue', config: { queue: 'second' } },
  ],
  edges: [
    { id: 'e1', from: { node: 'mail', port: 'next' }, to: 'topic' },
    { id: 'e2', from: { node: 'topic', port: 'money' }, to: 'first' },
    { id: 'e3', from: { node: 'topic', port: 'rest' }, to: 'second' },
    { id: 'e4', from: { node: 'first', port: 'overflow' }, to: 'second' },
  ],
});
const setup = {
  interpreter,
  flow: compileFlow(document, nodeRegistry, 1),
  environment: sampleEnvironment(),
  at: 0,
};
const message = { type: 'message' as const, message: { subject: 'Hello', text: 'x' } };
const money = {
  type: 'activity' as const,
  answer: { result: { category: 'money', confidence: 0.9, engine: 'model' } },
};

async function play(...inputs: Parameters<typeof simulate>[1][]): Promise<Simulation> {
  let simulation = beginSimulation(setup);
  for (const input of inputs) simulation = await simulate(simulation, input);
  return simulation;
}

describe('the simulator', () => {
  it('leaves an activity open until it is answered', async () => {
    const asked = await play(message);
    expect(asked.openActivities).toMatchObject([{ nodeId: 'topic', activity: 'ai-classifier' }]);
    const answered = await simulate(asked, money);
    expect(answered.facts.ticket).toMatchObject({ queue: 'first', fields: { category: 'money' } });
    expect(asked.facts.ticket.queue).toBeNull();
  });

  it('lets an activity time out by the clock', async () => {
    const late = await play(message, { type: 'clock', to: 20_000 });
    // The port `timeout` is not connected: the fallback queue takes the ticket.
    expect(late.state).toMatchObject({ status: 'failed', failure: { code: 'timeout' } });
    expect(late.notes).toHaveLength(1);
  });

  it('fires timers in order as the clock moves on', async () => {
    const early = await play(message, money, { type: 'clock', to: 29 * 60_000 });
    expect(early.facts.ticket.queue).toBe('first');
    const late = await simulate(early, { type: 'clock', to: 60 * 60_000 });
    expect(late.facts.ticket).toMatchObject({ queue: 'second', queuedAt: 30 * 60_000 });
    expect(late.clock).toBe(60 * 60_000);
  });

  it('knows what an agent did', async () => {
    const taken = await play(
      message,
      money,
      { type: 'agent', does: 'take' },
      { type: 'clock', to: 60 * 60_000 },
    );
    expect(taken.facts.ticket).toMatchObject({ queue: 'first', assignee: 'agent' });
    const closed = await simulate(taken, { type: 'agent', does: 'close' });
    const again = await simulate(closed, message);
    expect(again.executions).toBe(2);
    expect(again.facts.ticket.reopened).toBe(true);
  });

  it('ends with the agent’s work, and leaves a closed ticket closed', async () => {
    const closed = await play(
      message,
      money,
      { type: 'agent', does: 'take' },
      { type: 'agent', does: 'close' },
    );
    expect(closed.state).toMatchObject({ status: 'completed', failure: null });
    expect(closed.facts.ticket).toMatchObject({ state: 'closed', queue: null });
    expect(closed.timers).toEqual([]);
    const returned = await play(
      message,
      money,
      { type: 'agent', does: 'take' },
      { type: 'agent', does: 'return' },
    );
    expect(returned.state).toMatchObject({ status: 'completed', failure: null });
    expect(returned.facts.ticket).toMatchObject({ state: 'open', queue: 'first' });
  });

  it('says why an input had no effect', async () => {
    expect((await play(money)).ignored).toEqual(['noActivity']);
    expect((await play({ type: 'message', message: { channelKind: 'chat' } })).ignored).toEqual(['noStart']);
  });

  it('explains every step in both languages', async () => {
    const { steps } = await play(message, money, { type: 'clock', to: 60 * 60_000 });
    const tell = (language: string, nodeTexts: Record<string, unknown>) =>
      explainSteps(steps, document, { registry: nodeRegistry, language, nodeTexts }).map(
        ({ node, port, sentence }) => [node, port, sentence],
      );
    expect(tell('en', english)).toEqual([
      ['Mail received', 'Next', 'A mail from customer@example.org arrived at service@example.com.'],
      ['Topic', null, 'The text was given to the classifier.'],
      ['Topic', 'Money', 'It is about “Money” (90 % sure).'],
      ['Queue', null, 'The ticket was put into the queue “first”.'],
      ['Queue', 'Waits too long', 'Nobody took the ticket within 30 minutes.'],
      ['Queue', null, 'The ticket was put into the queue “second”.'],
    ]);
    expect(tell('de', german).at(-2)).toEqual([
      'Warteschlange',
      'Wartet zu lange',
      'Niemand hat das Ticket innerhalb von 30 Minuten genommen.',
    ]);
  });
});
