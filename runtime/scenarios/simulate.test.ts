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
    // Nobody has it: its minutes count anew.
    expect(returned.state).toMatchObject({ status: 'waiting', failure: null });
    expect(returned.facts.ticket).toMatchObject({ state: 'open', queue: 'first' });
    expect(returned.timers).toHaveLength(1);
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
      ['E-mail received', 'Next', 'An e-mail from customer@example.org arrived at service@example.com.'],
      ['Topic', null, 'The text was passed to the classifier.'],
      ['Topic', 'Money', 'It is about “Money”, with 90% confidence.'],
      ['Queue', null, 'The ticket was put into the queue “first”.'],
      ['Queue', 'Waits too long', 'Nobody took the ticket within 30 minutes.'],
      ['Queue', null, 'The ticket was put into the queue “second”.'],
    ]);
    expect(tell('de', german).at(-2)).toEqual([
      'Warteschlange',
      'Wartet zu lange',
      'Niemand hat das Ticket innerhalb von 30 Minuten übernommen.',
    ]);
  });
});

describe('starts that no mail begins', () => {
  const started = flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'starts',
    name: 'Morning round',
    nodes: [
      { id: 'clock', type: 'scheduled' },
      { id: 'hook', type: 'web-hook-received', config: { hook: 'shop' } },
      { id: 'again', type: 'ticket-reopened' },
      {
        id: 'note',
        type: 'set-fields',
        config: { ticket: [{ name: 'order', value: '{{message.data.order}}' }] },
      },
      { id: 'queue', type: 'queue', config: { queue: 'service', goOn: true, apart: true } },
      { id: 'close', type: 'close' },
      { id: 'other', type: 'queue', config: { queue: 'other' } },
    ],
    edges: ['clock', 'hook', 'again']
      .map((node) => ({ id: node, from: { node, port: 'next' }, to: 'note' }))
      .concat([
        { id: 'e4', from: { node: 'note', port: 'next' }, to: 'queue' },
        { id: 'e5', from: { node: 'queue', port: 'ended' }, to: 'close' },
        { id: 'e6', from: { node: 'queue', port: 'returned' }, to: 'other' },
      ]),
  });
  const begin = () => beginSimulation({ ...setup, flow: compileFlow(started, nodeRegistry, 1) });
  const walked = ({ steps }: Simulation) => steps.map(({ nodeId }) => nodeId);

  it('begins when the clock says so, and not by a message', async () => {
    const due = await simulate(begin(), { type: 'start', nodeId: 'clock' });
    expect(walked(due)).toEqual(['clock', 'note', 'queue']);
    expect(due.facts).toMatchObject({
      ticket: { subject: 'Morning round', queue: 'service' },
      message: { channelKind: 'schedule', arrivedAt: 0 },
    });
    expect((await simulate(begin(), { type: 'start', nodeId: 'hook' })).ignored).toEqual(['noStart']);
    expect((await simulate(begin(), message)).ignored).toEqual(['noStart']);
  });

  it('begins by a web hook and again by the answer to a closed ticket', async () => {
    const hook = { channelKind: 'hook', channel: 'shop', data: { order: 'B-7' } };
    const called = await simulate(begin(), { type: 'message', message: hook });
    expect(called.facts.ticket.fields).toEqual({ order: 'B-7' });
    const closed = await simulate(called, { type: 'agent', does: 'close' });
    expect(walked(closed).slice(-2)).toEqual(['queue', 'close']);
    const reopened = await simulate(closed, message);
    expect(walked(reopened).slice(-3)).toEqual(['again', 'note', 'queue']);
  });

  it('tells a ticket that is given back from one that is put elsewhere', async () => {
    const due = await simulate(begin(), { type: 'start', nodeId: 'clock' });
    const returned = await simulate(due, { type: 'agent', does: 'return' });
    expect(walked(returned).at(-1)).toBe('other');
    const moved = await simulate(due, { type: 'agent', does: 'transfer', queue: 'billing' });
    expect(moved.steps.at(-1)).toMatchObject({ nodeId: 'queue', port: 'transferred' });
    expect(moved.facts.ticket).toMatchObject({ queue: 'billing', assignee: null });
  });
});
