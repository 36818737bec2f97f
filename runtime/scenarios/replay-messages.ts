import type { CompiledFlow } from '@/runtime/flow/compile';
import type { TapeStep } from '@/runtime/flow/execution';
import type { Environment, Facts } from '@/runtime/flow/facts';
import type { Json } from '@/runtime/flow/json';
import type { Interpreter } from '@/runtime/interpreter/interpreter';
import type { FlowLibrary } from '@/runtime/interpreter/walk';
import { isDeepEqual } from './is-deep-equal';
import { simulateFacts } from './simulate';
import {
  type ActivityAnswer,
  type ActivityQuestion,
  type AnswerActivity,
  beginSimulation,
  type Simulation,
} from './simulation';

/** A message as it was received, what its activities answered, and what became of it. */
export interface RecordedMessage {
  id: string;
  /** Arrival: the replay's own clock. */
  at: number;
  facts: Facts;
  environment: Environment;
  activities: { nodeId: string; activity: string; input: Json; answer: ActivityAnswer }[];
  outcome: MessageOutcome;
  /** The way it took, as far as it comes of this message alone. */
  steps: TapeStep[];
}

/** What became of a message: where it went, and how many automatic replies were sent. */
export interface MessageOutcome {
  /** Slot of a queue, `closed`, `waiting`, `noFlow`, `unknown`, or `none`. */
  place: string;
  automaticReplies: number;
}

export interface ReplayedMessage {
  id: string;
  before: MessageOutcome;
  after: MessageOutcome;
  /** Nodes whose activity asked something that nobody answered at the time. */
  unknown: string[];
  /** It would leave other nodes, or by other exits, than it did. */
  otherWay: boolean;
  /** The way it would take now. */
  steps: TapeStep[];
}

export interface MessageComparison {
  messages: number;
  same: number;
  /** Of the same ones: those that would get there on another way. */
  otherWay: number;
  changed: number;
  /** Messages whose way depends on an answer that was never given. */
  unknown: number;
  /** From where to where, most first, with some messages to look at. */
  moves: { from: string; to: string; count: number; examples: string[] }[];
  automaticRepliesBefore: number;
  automaticRepliesAfter: number;
}

export interface ReplayOptions {
  interpreter: Interpreter;
  library?: FlowLibrary;
  /** Stands in where the draft asks something new; without it such a message is `unknown`. */
  standIn?: AnswerActivity;
  /** Answers before what was recorded does, `null` where it does not: a classifier with other examples is asked anew. */
  answerAnew?: AnswerActivity;
  examplesPerMove?: number;
}

/**
 * Runs recorded messages through a draft: "what if this had been the flow last week?". Read-only by construction: the interpreter only
 * says what it would do, and nobody does it. A message that depends on an answer nobody gave counts as `unknown`.
 */
export async function replayMessages(
  draft: CompiledFlow,
  recorded: Iterable<RecordedMessage> | AsyncIterable<RecordedMessage>,
  options: ReplayOptions,
): Promise<MessageComparison> {
  const results: ReplayedMessage[] = [];
  // The ways are not counted: without them ten thousand messages need little room.
  for await (const message of recorded)
    results.push({ ...(await replayMessage(draft, message, options)), steps: [] });
  return compareReplayed(results, options.examplesPerMove);
}

/** Counts what would become of messages against what became of them. */
export function compareReplayed(results: Iterable<ReplayedMessage>, examplesPerMove = 5): MessageComparison {
  const comparison: MessageComparison = {
    messages: 0,
    same: 0,
    otherWay: 0,
    changed: 0,
    unknown: 0,
    moves: [],
    automaticRepliesBefore: 0,
    automaticRepliesAfter: 0,
  };
  const moves = new Map<string, MessageComparison['moves'][number]>();
  for (const replayed of results) count(comparison, moves, replayed, examplesPerMove);
  comparison.moves = [...moves.values()].sort((left, right) => right.count - left.count);
  return comparison;
}

/** Runs one recorded message through a draft. */
export async function replayMessage(
  draft: CompiledFlow,
  message: RecordedMessage,
  options: ReplayOptions,
): Promise<ReplayedMessage> {
  const { interpreter, library, standIn, answerAnew } = options;
  const unknown: string[] = [];
  const simulation = await simulateFacts(
    beginSimulation({
      interpreter,
      flow: draft,
      environment: message.environment,
      at: message.at,
      executionId: message.id,
      ...(library ? { library } : {}),
      async answerActivity(question) {
        const answer =
          (await answerAnew?.(question)) ??
          recordedAnswer(message, question) ??
          (await standIn?.(question)) ??
          null;
        if (answer === null) unknown.push(question.nodeId);
        return answer;
      },
    }),
    message.facts,
  );
  const after = unknown.length > 0 ? { ...outcomeOf(simulation), place: 'unknown' } : outcomeOf(simulation);
  return {
    id: message.id,
    before: message.outcome,
    after,
    unknown,
    otherWay: !isDeepEqual(exitsOf(message.steps), exitsOf(simulation.steps)),
    steps: [...simulation.steps],
  };
}

/** The exits of a way in their order: how often it waited on it is no difference. */
function exitsOf(steps: readonly TapeStep[]): Json {
  return steps.flatMap(({ flowId, nodeId, port }) => (port === null ? [] : [[flowId, nodeId, port]]));
}

/** What became of a message in a simulation. */
export function outcomeOf({ facts, state, sent }: Simulation): MessageOutcome {
  const automaticReplies = sent.filter(({ purpose }) => purpose === 'automatic').length;
  const { ticket } = facts;
  if (state === null) return { place: 'noFlow', automaticReplies };
  if (ticket.state === 'closed') return { place: 'closed', automaticReplies };
  const elsewhere = state.status === 'waiting' ? 'waiting' : 'none';
  return { place: ticket.queue ?? elsewhere, automaticReplies };
}

/** The same question at the same node, else the same question anywhere. */
function recordedAnswer(
  { activities }: RecordedMessage,
  { nodeId, activity, input }: ActivityQuestion,
): ActivityAnswer | null {
  const fitting = activities.filter(
    (known) => known.activity === activity && isDeepEqual(known.input, input),
  );
  return (fitting.find((known) => known.nodeId === nodeId) ?? fitting[0])?.answer ?? null;
}

function count(
  comparison: MessageComparison,
  moves: Map<string, MessageComparison['moves'][number]>,
  { id, before, after, unknown, otherWay }: ReplayedMessage,
  examplesPerMove: number,
): void {
  comparison.messages += 1;
  comparison.automaticRepliesBefore += before.automaticReplies;
  comparison.automaticRepliesAfter += after.automaticReplies;
  if (unknown.length > 0) comparison.unknown += 1;
  else if (before.place === after.place) {
    comparison.same += 1;
    if (otherWay) comparison.otherWay += 1;
  } else comparison.changed += 1;
  if (before.place === after.place) return;
  const key = `${before.place}\n${after.place}`;
  const move = moves.get(key) ?? { from: before.place, to: after.place, count: 0, examples: [] };
  move.count += 1;
  if (move.examples.length < examplesPerMove) move.examples.push(id);
  moves.set(key, move);
}
