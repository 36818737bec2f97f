import type { CompiledFlow } from '@/runtime/flow/compile';
import type { CommandOf, ExecutionState, TapeEntry, TapeStep } from '@/runtime/flow/execution';
import type { Environment, Facts, MessageFacts } from '@/runtime/flow/facts';
import type { Json } from '@/runtime/flow/json';
import { type FactsSample, sampleFacts } from '@/runtime/flow/sample-facts';
import type { Interpreter } from '@/runtime/interpreter/interpreter';
import type { FlowLibrary } from '@/runtime/interpreter/walk';

/** What an activity is answered in a simulation. */
export type ActivityAnswer =
  | { result: Json }
  | { error: { code: string; message: string; timeout?: boolean } };

export interface ActivityQuestion {
  activity: string;
  input: Json;
  nodeId: string;
  /** Parsed config of the node that asks. */
  config: unknown;
  flow: CompiledFlow;
  now: number;
  /** `executionId:seq` */
  idempotencyKey: string;
}

/** Answers an activity at once, or `null` to leave it open: then it is answered by an input, or times out by the clock. */
export type AnswerActivity = (
  question: ActivityQuestion,
) => ActivityAnswer | null | Promise<ActivityAnswer | null>;

export interface SimulationSetup {
  interpreter: Interpreter;
  flow: CompiledFlow;
  environment: Environment;
  library?: FlowLibrary;
  /** Where the clock stands at the beginning, milliseconds. */
  at: number;
  ticket?: FactsSample['ticket'];
  customer?: FactsSample['customer'];
  answerActivity?: AnswerActivity;
  executionId?: string;
}

export interface SentMessage extends CommandOf<'sendMessage'> {
  at: number;
}

/** One ticket's way through a flow, as it stands. A value: every input gives a new one, so an interface can go back and forth. */
export interface Simulation {
  readonly setup: SimulationSetup;
  readonly clock: number;
  readonly facts: Facts;
  /** `null` until a message has begun an execution. */
  readonly state: ExecutionState | null;
  /** How many executions there have been: a closed ticket that is written to again begins another. */
  readonly executions: number;
  readonly steps: readonly TapeStep[];
  readonly tape: readonly TapeEntry[];
  readonly sent: readonly SentMessage[];
  readonly notes: readonly string[];
  readonly openActivities: readonly CommandOf<'callActivity'>[];
  readonly timers: readonly { seq: number; at: number }[];
  /** What was said of inputs that had no effect. */
  readonly ignored: readonly string[];
  readonly eventCount: number;
}

export type SimulationInput =
  | { type: 'message'; message: Partial<MessageFacts> }
  /** A start that no message begins is due: by the clock. */
  | { type: 'start'; nodeId: string }
  /** Moves the clock; timers that fall due on the way fire in order. It never goes back. */
  | { type: 'clock'; to: number }
  | { type: 'activity'; nodeId?: string; answer: ActivityAnswer }
  | { type: 'agent'; does: 'take' | 'close' | 'return' | 'transfer'; name?: string; queue?: string };

/** A ticket before its first message. */
export function beginSimulation(setup: SimulationSetup): Simulation {
  const facts = sampleFacts(
    { message: null, ticket: { ...setup.ticket }, customer: { ...setup.customer } },
    setup.at,
  );
  return {
    setup,
    clock: setup.at,
    facts: { ...facts, ticket: { ...facts.ticket, messageCount: setup.ticket?.messageCount ?? 0 } },
    state: null,
    executions: 0,
    steps: [],
    tape: [],
    sent: [],
    notes: [],
    openActivities: [],
    timers: [],
    ignored: [],
    eventCount: 0,
  };
}
