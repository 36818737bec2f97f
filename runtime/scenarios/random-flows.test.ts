import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { type CompiledFlow, compileFlow } from '@/runtime/flow/compile';
import {
  type Advance,
  type ExecutionState,
  executionStateSchema,
  nodeCommandSchema,
  type TapeEntry,
} from '@/runtime/flow/execution';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import { findProblems } from '@/runtime/flow/problems';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { createInterpreter } from '@/runtime/interpreter/interpreter';
import { moveExecution } from '@/runtime/interpreter/move-execution';
import { restartExecution } from '@/runtime/interpreter/restart-execution';
import { STEPS_PER_EVENT, STEPS_PER_EXECUTION } from '@/runtime/interpreter/visit-next';
import type { FlowLibrary } from '@/runtime/interpreter/walk';
import { type RecordedMove, replayTape } from './replay-tape';
import { configs, eventOf, flowArbitrary, type Happening, happeningArbitrary, nthId } from './test-flows';

const runs = process.env.STELLWERK_LONG ? 1_000 : 120;

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

const startInput = { executionId: 'execution', ticketId: 'ticket', startNode: nthId(0) };

/** The publisher brings what waits to another version, before the first event from this index on that finds it waiting. */
interface Publication {
  from: number;
  kind: 'move' | 'restart';
  /** Every fifth edge is gone in the new version: the one that leaves this remainder. */
  without: number;
}

const publicationArbitrary: fc.Arbitrary<Publication> = fc.record({
  from: fc.integer({ min: 1, max: 3 }),
  kind: fc.constantFrom('move', 'restart'),
  without: fc.nat(5),
});

interface Standing {
  flow: CompiledFlow;
  state: ExecutionState;
}

function publish({ flow, state }: Standing, { kind, without }: Publication) {
  const { document, version } = flow;
  const edges = document.edges.filter((_, index) => index % 5 !== without);
  const target = compileFlow({ ...document, edges }, nodeRegistry, version + 1);
  if (state.status !== 'waiting') return null;
  if (kind === 'move') {
    const moved = moveExecution(state, target, flow);
    return moved && { flow: target, state: moved, commands: [] };
  }
  return { flow: target, ...restartExecution(state, target, { ...startInput, nextSeq: state.nextSeq }) };
}

async function live(first: CompiledFlow, happenings: readonly Happening[], publication: Publication | null) {
  // A flow that calls flows calls itself: circles of calls are tried too.
  const versions = new Map([[first.version, first]]);
  const library: FlowLibrary = {
    bySlot: () => first,
    byVersion: (_, version) => versions.get(version) ?? null,
  };
  let standing: Standing = { flow: first, state: interpreter.start(first, startInput) };
  let at = Date.UTC(2026, 10, 16);
  const entries: TapeEntry[] = [];
  const moves: RecordedMove[] = [];
  for (const [index, happening] of happenings.entries()) {
    const isDue = publication !== null && moves.length === 0 && index >= publication.from;
    const published = isDue ? publish(standing, publication) : null;
    if (published && publication) {
      const { flow, commands } = published;
      versions.set(flow.version, flow);
      moves.push({ kind: publication.kind, afterEntries: index, flow, commands });
      standing = published;
    }
    at += happening.minutes * 60_000;
    const facts = factsOf(happening, index, at);
    const { flow, state } = standing;
    // What begins begins with a message.
    const begins = state.status === 'running';
    const event = eventOf(begins ? { ...happening, kind: 'messageReceived' } : happening, {
      index,
      at,
      waits: state.waits,
      flow,
    });
    const advance = await interpreter.advance(flow, state, event, facts, environment, library);
    expectSound(advance);
    standing = { flow, state: advance.state };
    entries.push({
      event,
      facts,
      environmentHash: environment.hash,
      steps: advance.trace,
      commands: advance.commands,
      ...(advance.ignored === undefined ? {} : { ignored: advance.ignored }),
    });
  }
  const commands = [...entries, ...moves].flatMap((entry) => entry.commands ?? []);
  expect(new Set(commands.map(({ seq }) => seq)).size).toBe(commands.length);
  return { entries, moves, library, state: standing.state };
}

function factsOf({ text, automatic, pick }: Happening, index: number, at: number) {
  return sampleFacts(
    {
      message: {
        id: `m${index}`,
        text,
        subject: text.slice(0, 20),
        automatic,
        channelKind: pick % 3 === 0 ? 'chat' : 'email',
      },
    },
    at,
  );
}

function expectSound({ state, commands, trace }: Advance): void {
  expect(trace.length).toBeLessThanOrEqual(STEPS_PER_EVENT + 2);
  for (const command of commands)
    expect(nodeCommandSchema.safeParse(command).success, JSON.stringify(command)).toBe(true);
  expect(executionStateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
  if (state.status === 'waiting') expect(state.waits.length).toBeGreaterThan(0);
  else expect(state.waits).toEqual([]);
  // Nothing is lost: what has ended has left the ticket with a place.
  if (state.status === 'completed' || state.status === 'failed') expect(state.settled).toBe(true);
  expect(state.steps).toBeLessThanOrEqual(STEPS_PER_EXECUTION);
}

describe('any flow with any events', () => {
  it(`never throws, never exceeds its budget, never loses a ticket, and replays byte for byte (${runs} executions)`, async () => {
    let brought = 0;
    await fc.assert(
      fc.asyncProperty(
        flowArbitrary,
        fc.array(happeningArbitrary, { minLength: 2, maxLength: 13 }),
        fc.option(publicationArbitrary, { freq: 4 }),
        async (document, happenings, publication) => {
          const flow = compileFlow(document, nodeRegistry, 1);
          const { entries, moves, library, state } = await live(flow, happenings, publication);
          brought += moves.length;
          const tape = JSON.parse(JSON.stringify(entries)) as TapeEntry[];
          const replay = await replayTape(interpreter, {
            start: startInput,
            flow,
            entries: tape,
            environments: new Map([[environment.hash, environment]]),
            moves,
            library,
          });
          expect(replay.differences).toEqual([]);
          expect(replay.end).toEqual(state);
        },
      ),
      { numRuns: runs },
    );
    // Some of them were brought to another version on the way.
    expect(brought).toBeGreaterThan(0);
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
  });
});
