import { describe, expect, it } from 'vitest';
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
    run: ({ variables }) => call('other', { amount: variables.count ?? 1, secret: 'x' }),
    resume: ({ memory }) => go('next', { set: { returned: memory ?? null } }),
  }),
];
const registry: NodeRegistry = new Map(definitions.map((definition) => [definition.type, definition]));
const interpreter = createInterpreter(registry, { expressions: createJsonataExpressions() });
const environment = sampleEnvironment();

function say(text: string) {
  return { type: 'sendMessage' as const, purpose: 'flow' as const, to: null, body: { text, language: 'en' } };
}

type Edge = [from: string, port: string, to: string];

function flowOf(
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
const message = (at = 0): FlowEvent => ({
  type: 'messageReceived',
  id: `m${++eventCount}`,
  at,
  messageId: 'x',
});

class Story {
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

describe('a walk', () => {
  it('goes from node to node and ends with a place', async () => {
    const story = new Story(
      flowOf({ a: 'begin', b: 'pass', c: 'park' }, [
        ['a', 'next', 'b'],
        ['b', 'next', 'c'],
      ]),
    );
    expect(await story.take(message())).toEqual({
      commands: ['enqueueTicket'],
      path: ['a', 'b', 'c'],
      ignored: undefined,
    });
    expect(story.state).toMatchObject({
      status: 'completed',
      settled: true,
      cursor: 'c',
      steps: 3,
      nextSeq: 2,
      failure: null,
    });
    expect(story.last?.trace.at(-1)).toMatchObject({
      nodeType: 'park',
      outcome: 'end',
      commands: [1],
      flowVersion: 3,
    });
  });

  it('answers at once where no node needs time, and with a promise where one does', () => {
    const take = (type: string) => {
      const story = new Story(
        flowOf({ a: 'begin', b: type, c: 'park' }, [
          ['a', 'next', 'b'],
          ['b', 'next', 'c'],
        ]),
      );
      return interpreter.advance(story.flow, story.state, message(), sampleFacts(), environment);
    };
    expect(take('pass')).not.toBeInstanceOf(Promise);
    expect(take('slow')).toBeInstanceOf(Promise);
  });

  it('ends in the fallback queue when a path gives no place', async () => {
    const story = new Story(
      flowOf({ a: 'begin', b: 'pass' }, [['a', 'next', 'b']], {
        settings: { fallbackQueue: 'catch-all', handlers: [], languages: ['en'] },
      }),
    );
    expect(await story.take(message())).toMatchObject({ commands: ['addNote', 'enqueueTicket'] });
    expect(story.last?.commands[1]).toMatchObject({ queue: 'catch-all', reason: 'noPlace' });
    expect(story.state).toMatchObject({ status: 'completed', settled: true, failure: { code: 'noPlace' } });
    expect(story.last?.trace.at(-1)).toMatchObject({ detour: 'fallback', failure: { code: 'noPlace' } });
  });

  it('stops a walk without end and leaves the ticket in the fallback queue', async () => {
    const story = new Story(
      flowOf({ a: 'begin', b: 'pass', c: 'back' }, [
        ['a', 'next', 'b'],
        ['b', 'next', 'c'],
      ]),
    );
    await story.take(message());
    expect(story.state).toMatchObject({ status: 'failed', failure: { code: 'stepBudget' }, steps: 1000 });
    expect(story.last?.commands.at(-1)?.type).toBe('enqueueTicket');
  });

  it('stops an execution that has walked 10,000 nodes in all', async () => {
    const story = new Story(
      flowOf({ a: 'begin', b: 'ask', c: 'back' }, [
        ['a', 'next', 'b'],
        ['b', 'next', 'c'],
      ]),
    );
    await story.take(message());
    for (let answers = 0; story.state.status === 'waiting'; answers++) {
      expect(answers).toBeLessThan(10_000);
      await story.take(message(), sampleFacts({ message: { text: '1' } }));
    }
    expect(story.state).toMatchObject({ steps: 10_000, failure: { code: 'stepBudget' } });
  });
});

describe('waits', () => {
  const document = flowOf({ a: 'begin', b: 'ask', c: 'park' }, [
    ['a', 'next', 'b'],
    ['b', 'next', 'c'],
  ]);

  it('takes an answer and cancels the timer', async () => {
    const story = new Story(document);
    expect(await story.take(message())).toMatchObject({ commands: ['sendMessage', 'startTimer'] });
    expect(story.state.waits).toEqual([{ seq: 2, nodeId: 'b', for: 'message', deadline: 1000 }]);
    expect(await story.take(message(10), sampleFacts({ message: { text: '7' } }))).toMatchObject({
      commands: ['cancelTimer', 'enqueueTicket'],
    });
    expect(story.state).toMatchObject({ status: 'completed', variables: { count: 7 }, waits: [] });
  });

  it('asks again after an answer that does not fit', async () => {
    const story = new Story(document);
    await story.take(message());
    expect(await story.take(message(10), sampleFacts({ message: { text: 'many' } }))).toMatchObject({
      commands: ['cancelTimer', 'sendMessage', 'startTimer'],
    });
    expect(story.state).toMatchObject({ status: 'waiting', invalidAnswers: 1 });
  });

  it('takes a timer once and ignores it afterwards', async () => {
    const story = new Story(document);
    await story.take(message());
    const fired: FlowEvent = { type: 'timerFired', id: 't1', at: 1000, seq: 2 };
    expect(await story.take(fired)).toMatchObject({ path: ['b'] });
    // The port `timeout` is not connected, and there is no catch: the fallback queue takes the ticket.
    expect(story.state).toMatchObject({ status: 'failed', failure: { code: 'timeout' } });
    expect(await story.take(fired)).toMatchObject({ ignored: 'ended' });
  });

  it('ends quietly when nobody answers a question about a closed ticket', async () => {
    const story = new Story(document);
    const closed = sampleFacts({ ticket: { state: 'closed' } });
    await story.take(message(), closed);
    expect(await story.take({ type: 'timerFired', id: 't1', at: 1000, seq: 2 }, closed)).toMatchObject({
      commands: [],
    });
    expect(story.state).toMatchObject({ status: 'completed', failure: null });
  });

  it.each<[string, FlowEvent, string]>([
    ['a timer of another wait', { type: 'timerFired', id: 'e', at: 1, seq: 99 }, 'noWait'],
    [
      'the result of an activity nobody asked for',
      { type: 'activityCompleted', id: 'e', at: 1, seq: 2, result: 1 },
      'noWait',
    ],
    [
      'the end of a hand-over',
      { type: 'handoffEnded', id: 'e', at: 1, reason: 'closed', by: null },
      'noWait',
    ],
  ])('ignores %s', async (_, event, reason) => {
    const story = new Story(document);
    await story.take(message());
    const before = story.state;
    expect(await story.take(event)).toMatchObject({ ignored: reason });
    expect(story.state).toBe(before);
  });

  it('consumes a message delivered twice only once', async () => {
    const story = new Story(document);
    const first = message();
    await story.take(first);
    expect(await story.take(first)).toMatchObject({ ignored: 'duplicate' });
  });

  it('is cancelled with its timers', async () => {
    const story = new Story(document);
    await story.take(message());
    expect(await story.take({ type: 'cancelled', id: 'c', at: 5, reason: 'merged' })).toMatchObject({
      commands: ['cancelTimer'],
    });
    expect(story.state).toMatchObject({ status: 'cancelled', waits: [] });
  });
});

describe('failures', () => {
  const edges: Edge[] = [
    ['a', 'next', 'b'],
    ['b', 'next', 'p'],
    ['c', 'next', 'p'],
  ];
  it.each(['throws', 'fails'])('leads %s to the error port where it is connected', async (type) => {
    const story = new Story(
      flowOf({ a: 'begin', b: type, p: 'park' }, [...edges.slice(0, 2), ['b', 'error', 'p']]),
    );
    expect(await story.take(message())).toMatchObject({ path: ['a', 'b', 'p'] });
    expect(story.last?.trace[1]).toMatchObject({ outcome: 'fail', port: 'error' });
    expect(story.state.status).toBe('completed');
  });

  it('leads it to the catch of the flow where it is not', async () => {
    const story = new Story(
      flowOf({ a: 'begin', b: 'fails', c: 'pass', p: 'park' }, edges, {
        settings: { catchNode: 'c', handlers: [], languages: ['en'] },
      }),
    );
    expect(await story.take(message())).toMatchObject({ path: ['a', 'b', 'c', 'p'] });
    expect(story.last?.trace[1]).toMatchObject({
      detour: 'catch',
      failure: { code: 'refused', message: 'It was refused.' },
    });
  });

  it('does not go round in a circle when the catch fails too', async () => {
    const story = new Story(
      flowOf(
        { a: 'begin', b: 'fails', c: 'pass', d: 'fails' },
        [
          ['a', 'next', 'b'],
          ['c', 'next', 'd'],
        ],
        { settings: { catchNode: 'c', handlers: [], languages: ['en'] } },
      ),
    );
    expect(await story.take(message())).toMatchObject({
      path: ['a', 'b', 'c', 'd'],
      commands: ['addNote', 'enqueueTicket'],
    });
    expect(story.state).toMatchObject({ status: 'failed', failure: { nodeId: 'd', code: 'refused' } });
  });

  it('takes results and failures of activities', async () => {
    const document = flowOf({ a: 'begin', b: 'think', c: 'park' }, [
      ['a', 'next', 'b'],
      ['b', 'next', 'c'],
    ]);
    const done = new Story(document);
    await done.take(message());
    expect(done.last?.commands).toEqual([
      { type: 'callActivity', activity: 'think', input: 1, timeoutMs: 500, seq: 1, nodeId: 'b' },
    ]);
    await done.take({ type: 'activityCompleted', id: 'r', at: 3, seq: 1, result: 'deep' });
    expect(done.state).toMatchObject({ status: 'completed', variables: { thought: 'deep' } });
    const failed = new Story(document);
    await failed.take(message());
    await failed.take({
      type: 'activityFailed',
      id: 'r',
      at: 3,
      seq: 1,
      code: 'x',
      message: 'y',
      timeout: false,
    });
    expect(failed.state).toMatchObject({ status: 'failed', failure: { code: 'thinking' } });
  });

  it('leads a node that this installation does not know to the fallback queue', async () => {
    const story = new Story(flowOf({ a: 'begin', b: 'unheard-of' }, [['a', 'next', 'b']]));
    await story.take(message());
    expect(story.state.failure?.code).toBe('typeUnknown');
    expect(story.last?.commands.at(-1)?.type).toBe('enqueueTicket');
  });
});

describe('handlers of the whole flow', () => {
  const document = flowOf(
    { a: 'begin', b: 'ask', c: 'park', h: 'park' },
    [
      ['a', 'next', 'b'],
      ['b', 'next', 'c'],
    ],
    {
      settings: {
        handlers: [
          { on: 'human', node: 'h' },
          { on: 'invalidAnswers', times: 2, node: 'h' },
        ],
        languages: ['en'],
      },
    },
  );
  it('takes a customer who asks for a human', async () => {
    const story = new Story(document);
    await story.take(message());
    expect(
      await story.take(message(1), sampleFacts({ message: { text: 'I want a human, please!' } })),
    ).toMatchObject({ path: ['b', 'h'] });
    expect(story.last?.trace[0]?.detour).toBe('handler');
  });
  it('takes a customer whose answers do not fit', async () => {
    const story = new Story(document);
    await story.take(message());
    await story.take(message(1), sampleFacts({ message: { text: 'eh' } }));
    expect(story.state.invalidAnswers).toBe(1);
    expect(await story.take(message(2), sampleFacts({ message: { text: 'eh' } }))).toMatchObject({
      path: ['b', 'b', 'h'],
      // He is not asked once more.
      commands: ['cancelTimer', 'enqueueTicket'],
    });
    expect(story.state.status).toBe('completed');
  });
});

describe('called flows', () => {
  const inner = flowOf({ i: 'begin', j: 'ask' }, [['i', 'next', 'j']], {
    id: 'inner',
    variables: [
      { name: 'amount', type: 'number', role: 'input', showInInbox: false },
      { name: 'count', type: 'number', role: 'output', showInInbox: false },
    ],
  });
  const outer = flowOf({ a: 'begin', b: 'call', c: 'park' }, [
    ['a', 'next', 'b'],
    ['b', 'next', 'c'],
  ]);
  const compiled = interpreter.compile(inner, 7);
  const library: FlowLibrary = {
    bySlot: (slot) => (slot === 'other' ? compiled : null),
    byVersion: (id, version) => (id === 'inner' && version === 7 ? compiled : null),
  };

  it('walks the called flow, waits in it, and comes back with its outputs', async () => {
    const story = new Story(outer, library);
    expect(await story.take(message())).toMatchObject({ path: ['a', 'b', 'i', 'j'] });
    expect(story.state).toMatchObject({
      flowId: 'inner',
      flowVersion: 7,
      status: 'waiting',
      variables: { amount: 1 },
    });
    expect(story.state.variables).not.toHaveProperty('secret');
    expect(await story.take(message(1), sampleFacts({ message: { text: '5' } }))).toMatchObject({
      path: ['j', 'b', 'c'],
    });
    expect(story.state).toMatchObject({
      flowId: 'flow',
      flowVersion: 3,
      frames: [],
      status: 'completed',
      variables: { returned: { count: 5 } },
    });
  });

  it('fails where no flow is bound, and where the version is gone', async () => {
    const unbound = new Story(outer);
    await unbound.take(message());
    expect(unbound.state.failure?.code).toBe('flowMissing');
    const story = new Story(outer, library);
    await story.take(message());
    const gone = await interpreter.advance(story.flow, story.state, message(2), sampleFacts(), environment);
    expect(gone.state).toMatchObject({ status: 'failed', failure: { code: 'flowGone' } });
    expect(gone.commands.at(-1)?.type).toBe('enqueueTicket');
  });
});
