import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { type CompiledFlow, compileFlow } from '@/runtime/flow/compile';
import {
  executionStateSchema,
  type FlowEvent,
  nodeCommandSchema,
  type TapeEntry,
} from '@/runtime/flow/execution';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import type { Json, JsonObject } from '@/runtime/flow/json';
import { findProblems } from '@/runtime/flow/problems';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { createInterpreter, STEPS_PER_EVENT, STEPS_PER_EXECUTION } from '@/runtime/interpreter/interpreter';
import type { FlowLibrary } from '@/runtime/interpreter/walk';
import { replayTape } from './replay-tape';

const runs = process.env.STELLWERK_LONG ? 1_000 : 120;
const nodesFolder = fileURLToPath(new URL('../../nodes/', import.meta.url));

/** Configs as the examples of all node types have them. */
const configs = new Map<string, JsonObject[]>();
for (const entry of readdirSync(nodesFolder, { withFileTypes: true })) {
  if (!entry.isDirectory()) continue;
  const source: unknown = JSON.parse(readFileSync(`${nodesFolder}${entry.name}/example.flow.json`, 'utf8'));
  for (const { type, config } of flowDocumentSchema.parse(source).nodes)
    configs.set(type, [...(configs.get(type) ?? []), config]);
}
const pool = [...configs].flatMap(([type, list]) => list.map((config) => ({ type, config })));
const startTypes = new Set(
  [...nodeRegistry.values()].filter(({ category }) => category === 'start').map(({ type }) => type),
);

const interpreter = createInterpreter(nodeRegistry, { expressions: createJsonataExpressions() });
const environment = sampleEnvironment({
  calendars: {
    office: {
      name: 'Office',
      timeZone: 'Europe/Berlin',
      weekly: { 1: [{ from: '09:00', to: '17:00' }] },
      holidays: null,
      exceptions: [],
    },
  },
});

const id = (index: number) => `n${index}`;

/** Any nodes, joined in any way: circles, open ends, nodes that nothing leads to, settings that name anything. */
const flowArbitrary: fc.Arbitrary<FlowDocument> = fc
  .array(fc.constantFrom(...pool), { minLength: 1, maxLength: 12 })
  .chain((picked) => {
    const start = { type: 'mail-received', config: {} };
    const nodes = [start, ...picked].map(({ type, config }, index) => ({ id: id(index), type, config }));
    const ports = nodes.flatMap((node) => {
      const definition = nodeRegistry.get(node.type);
      const parsed = definition?.config.safeParse(node.config);
      return definition && parsed?.success
        ? definition.ports(parsed.data).map((port) => ({ node: node.id, port: port.id }))
        : [];
    });
    const target = fc.integer({ min: 1, max: nodes.length - 1 }).map(id);
    return fc
      .record({
        targets: fc.array(fc.option(target, { freq: 6 }), {
          minLength: ports.length,
          maxLength: ports.length,
        }),
        catchNode: fc.option(target, { nil: undefined }),
        handler: fc.option(target, { nil: undefined }),
      })
      .map(({ targets, catchNode, handler }) =>
        flowDocumentSchema.parse({
          schemaVersion: 1,
          id: 'random',
          name: 'Random',
          nodes,
          edges: ports.flatMap((from, index) =>
            targets[index] ? [{ id: `e${index}`, from, to: targets[index] }] : [],
          ),
          settings: {
            catchNode,
            handlers:
              handler === undefined
                ? []
                : [
                    { on: 'human', node: handler },
                    { on: 'invalidAnswers', node: handler, times: 2 },
                  ],
            languages: ['en', 'de'],
          },
        }),
      );
  });

type Move = {
  kind: FlowEvent['type'];
  pick: number;
  value: unknown;
  text: string;
  minutes: number;
  automatic: boolean;
};

const moveArbitrary: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom<FlowEvent['type'][]>(
    'messageReceived',
    'messageReceived',
    'timerFired',
    'timerFired',
    'activityCompleted',
    'activityCompleted',
    'activityFailed',
    'handoffEnded',
    'cancelled',
  ),
  pick: fc.nat(40),
  value: fc.oneof(
    fc.jsonValue(),
    fc.record({
      category: fc.constantFrom('billing', 'other', 'x'),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      engine: fc.constant('builtIn'),
    }),
  ),
  text: fc.oneof(
    fc.string(),
    fc.constantFrom('7', 'yes', 'ja', 'human', 'My invoice is wrong', 'eva@example.org'),
  ),
  minutes: fc.nat(3 * 24 * 60),
  automatic: fc.boolean(),
});

function eventOf(
  move: Move,
  index: number,
  at: number,
  seqs: number[],
  flow: CompiledFlow,
  asking: Map<number, string>,
): FlowEvent {
  const base = { id: `event${index}`, at };
  // Usually what is waited for, sometimes a number that nobody knows.
  const seq = seqs[move.pick % Math.max(1, seqs.length)] ?? move.pick;
  switch (move.kind) {
    case 'messageReceived':
      return { ...base, type: 'messageReceived', messageId: `m${index}` };
    case 'timerFired':
      return { ...base, type: 'timerFired', seq };
    case 'activityCompleted':
      return {
        ...base,
        type: 'activityCompleted',
        seq,
        // What the activity may answer, or anything at all.
        result: exampleFor(flow, asking.get(seq), move) ?? JSON.parse(JSON.stringify(move.value ?? null)),
      };
    case 'activityFailed':
      return {
        ...base,
        type: 'activityFailed',
        seq,
        code: 'down',
        message: 'Down.',
        timeout: move.pick % 2 === 0,
      };
    case 'handoffEnded':
      return {
        ...base,
        type: 'handoffEnded',
        reason: HANDOFF_ENDS[move.pick % HANDOFF_ENDS.length] ?? 'closed',
        by: null,
      };
    case 'cancelled':
      return { ...base, type: 'cancelled', reason: 'test' };
  }
}

const HANDOFF_ENDS = ['closed', 'returned', 'transferred'] as const;

/** In three of four cases one of the answers that the node that asks names itself. */
function exampleFor(flow: CompiledFlow, nodeId: string | undefined, { pick }: Move): Json | undefined {
  const node = flow.nodes.get(nodeId ?? '');
  if (pick % 4 === 0 || !node?.definition || node.invalid !== null) return undefined;
  // The definition's own config; its type was forgotten where the registry was made.
  const examples = node.definition.exampleAnswers?.(node.config as never) ?? [];
  const { answer } = examples[pick % Math.max(1, examples.length)] ?? {};
  return answer && 'result' in answer ? answer.result : undefined;
}

const startInput = { executionId: 'execution', ticketId: 'ticket', startNode: id(0) };

async function live(flow: CompiledFlow, moves: readonly Move[]) {
  // A flow that calls flows calls itself: circles of calls are tried too.
  const library: FlowLibrary = { bySlot: () => flow, byVersion: () => flow };
  let state = interpreter.start(flow, startInput);
  let at = Date.UTC(2026, 10, 16);
  const entries: TapeEntry[] = [];
  for (const [index, move] of [{ ...moves[0], kind: 'messageReceived' } as Move, ...moves].entries()) {
    at += move.minutes * 60_000;
    const facts = sampleFacts(
      {
        message: {
          id: `m${index}`,
          text: move.text,
          subject: move.text.slice(0, 20),
          automatic: move.automatic,
          channelKind: move.pick % 3 === 0 ? 'chat' : 'email',
        },
      },
      at,
    );
    const event = eventOf(
      move,
      index,
      at,
      state.waits.map(({ seq }) => seq),
      flow,
      new Map(state.waits.map(({ seq, nodeId }) => [seq, nodeId])),
    );
    const advance = await interpreter.advance(flow, state, event, facts, environment, library);
    expect(advance.trace.length).toBeLessThanOrEqual(STEPS_PER_EVENT + 2);
    for (const command of advance.commands)
      expect(nodeCommandSchema.safeParse(command).success, JSON.stringify(command)).toBe(true);
    state = advance.state;
    expect(executionStateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
    if (state.status === 'waiting') expect(state.waits.length).toBeGreaterThan(0);
    else expect(state.waits).toEqual([]);
    // Nothing is lost: what has ended has left the ticket with a place.
    if (state.status === 'completed' || state.status === 'failed') expect(state.settled).toBe(true);
    entries.push({
      event,
      facts,
      environmentHash: environment.hash,
      steps: advance.trace,
      commands: advance.commands,
      ...(advance.ignored === undefined ? {} : { ignored: advance.ignored }),
    });
  }
  expect(state.steps).toBeLessThanOrEqual(STEPS_PER_EXECUTION);
  const seqs = entries.flatMap(({ commands }) => commands.map(({ seq }) => seq));
  expect(new Set(seqs).size).toBe(seqs.length);
  return { entries, library };
}

describe('any flow with any events', () => {
  it(`never throws, never exceeds its budget, never loses a ticket, and replays byte for byte (${runs} executions)`, async () => {
    await fc.assert(
      fc.asyncProperty(
        flowArbitrary,
        fc.array(moveArbitrary, { minLength: 1, maxLength: 12 }),
        async (document, moves) => {
          const flow = compileFlow(document, nodeRegistry, 1);
          const { entries, library } = await live(flow, moves);
          const tape = JSON.parse(JSON.stringify(entries)) as TapeEntry[];
          const replay = await replayTape(interpreter, {
            start: startInput,
            flow,
            entries: tape,
            environments: new Map([[environment.hash, environment]]),
            library,
          });
          expect(replay.differences).toEqual([]);
        },
      ),
      { numRuns: runs },
    );
  }, 120_000);

  it('can always be checked', () => {
    fc.assert(
      fc.property(flowArbitrary, (document) => {
        for (const problem of findProblems(document, nodeRegistry, environment))
          expect(problem.message.key).toMatch(/\w/);
      }),
      { numRuns: Math.min(runs, 200) },
    );
  });

  it('is tried with every node type', () => {
    expect([...configs.keys()].sort()).toEqual([...nodeRegistry.keys()].sort());
    expect(startTypes.has('mail-received')).toBe(true);
  });
});
