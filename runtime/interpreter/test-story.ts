import { expect } from 'vitest';
import * as z from 'zod';
import type { Advance, ExecutionState, FlowEvent } from '@/runtime/flow/execution';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import type { Facts } from '@/runtime/flow/facts';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import {
  call,
  defineNode,
  end,
  fail,
  go,
  jump,
  type NodeRegistry,
  wait,
} from '@/runtime/flow/node-definition';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { createInterpreter } from './interpreter';
import type { FlowLibrary } from './walk';

// For tests of this folder: node types of few lines, flows of few nodes, and executions that tell what they did.

const none = z.object({});
const base = { version: 1, icon: 'IconCircle', config: none } as const;
const exit = [{ id: 'next', kind: 'exit' as const }];
const risky = [...exit, { id: 'error', kind: 'error' as const }];

/** Small node types that do one thing each, so that the interpreter alone is seen. */
const definitions = [
  defineNode({
    ...base,
    type: 'begin',
    category: 'start',
    ports: exit,
    matches: () => ({ specificity: 1 }),
    run: () => go('next'),
  }),
  defineNode({ ...base, type: 'pass', category: 'decide', ports: exit, run: () => go('next') }),
  defineNode({ ...base, type: 'slow', category: 'decide', ports: exit, run: async () => go('next') }),
  defineNode({
    ...base,
    type: 'throws',
    category: 'decide',
    ports: risky,
    run: () => {
      throw new Error('broken');
    },
  }),
  defineNode({
    ...base,
    type: 'fails',
    category: 'do',
    ports: risky,
    run: () => fail('refused', 'It was refused.'),
  }),
  defineNode({
    ...base,
    type: 'ask',
    category: 'do',
    ports: [...exit, { id: 'timeout', kind: 'timeout' }],
    run: ({ clock }) =>
      wait([{ for: 'message', deadline: clock.now + 1000 }], { commands: [say('How many?')] }),
    resume({ event, facts, clock }) {
      if (event.type === 'timerFired') return go('timeout');
      const text = facts.message?.text ?? '';
      if (/^\d+$/.test(text)) return go('next', { set: { count: Number(text) } });
      return wait([{ for: 'message', deadline: clock.now + 1000 }], {
        invalidAnswer: true,
        commands: [say('A number, please.')],
      });
    },
  }),
  defineNode({
    ...base,
    type: 'think',
    category: 'think',
    ports: [...risky, { id: 'timeout', kind: 'timeout' }],
    run: () => wait([{ for: 'activity', activity: 'think', input: 1, timeoutMs: 500 }]),
    resume: ({ event }) =>
      event.type === 'activityCompleted'
        ? go('next', { set: { thought: event.result } })
        : event.type === 'activityFailed' && event.timeout
          ? go('timeout')
          : fail('thinking', 'No thought.'),
  }),
  defineNode({
    ...base,
    type: 'park',
    category: 'do',
    ports: [],
    settles: true,
    run: () => end({ commands: [{ type: 'enqueueTicket', queue: 'main', priority: null, reason: null }] }),
  }),
  defineNode({ ...base, type: 'back', category: 'do', ports: [], run: () => jump('a') }),
  defineNode({
    ...base,
    type: 'call',
    category: 'do',
    ports: risky,
    run: ({ variables }) =>
      call(
        'other',
        { amount: variables.count ?? 1, secret: 'x' },
        { because: { key: 'called', values: { name: 'other' } } },
      ),
    resume: ({ memory }) => go('next', { set: { returned: memory ?? null } }),
  }),
];
const registry: NodeRegistry = new Map(definitions.map((definition) => [definition.type, definition]));
export const interpreter = createInterpreter(registry, { expressions: createJsonataExpressions() });
export const environment = sampleEnvironment();

function say(text: string) {
  return { type: 'sendMessage' as const, purpose: 'flow' as const, to: null, body: { text, language: 'en' } };
}

export type Edge = [from: string, port: string, to: string];

export function flowOf(
  types: Record<string, string>,
  edges: Edge[],
  extra: Partial<FlowDocument> = {},
): FlowDocument {
  return flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'flow',
    name: 'Flow',
    nodes: Object.entries(types).map(([id, type]) => ({ id, type })),
    edges: edges.map(([node, port, to], index) => ({ id: `e${index}`, from: { node, port }, to })),
    ...extra,
  });
}

let eventCount = 0;
export const message = (at = 0): FlowEvent => ({
  type: 'messageReceived',
  id: `m${++eventCount}`,
  at,
  messageId: 'x',
});

/** An execution whose events are told one after another. */
export class Story {
  state: ExecutionState;
  last: Advance | null = null;
  readonly flow;
  constructor(
    document: FlowDocument,
    readonly library?: FlowLibrary,
  ) {
    this.flow = interpreter.compile(document, 3);
    this.state = interpreter.start(this.flow, {
      executionId: 'x',
      ticketId: 't',
      startNode: document.nodes[0]?.id ?? '',
    });
  }
  async take(event: FlowEvent, facts: Facts = sampleFacts({}, event.at)) {
    const before = structuredClone(this.state);
    const given = this.state;
    this.last = await interpreter.advance(this.flow, this.state, event, facts, environment, this.library);
    expect(given, 'the state given stays as it was').toEqual(before);
    this.state = this.last.state;
    return {
      commands: this.last.commands.map(({ type }) => type),
      path: this.last.trace.map(({ nodeId }) => nodeId),
      ignored: this.last.ignored,
    };
  }
}
