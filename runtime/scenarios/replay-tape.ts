import type { CompiledFlow } from '@/runtime/flow/compile';
import type { Command, ExecutionState, TapeEntry } from '@/runtime/flow/execution';
import type { Environment } from '@/runtime/flow/facts';
import type { Interpreter, StartInput } from '@/runtime/interpreter/interpreter';
import { moveExecution } from '@/runtime/interpreter/move-execution';
import { restartExecution } from '@/runtime/interpreter/restart-execution';
import type { FlowLibrary } from '@/runtime/interpreter/walk';

/** A tape with everything it was recorded with. */
export interface RecordedTape {
  start: StartInput;
  /** The flow version the execution was started with. */
  flow: CompiledFlow;
  entries: readonly TapeEntry[];
  /** By hash: environments are content-addressed. */
  environments: ReadonlyMap<string, Environment>;
  /** In the order in which they took place. */
  moves?: readonly RecordedMove[];
  /** Where called flows are found, as they were published at an entry. */
  library?: FlowLibrary | ((entry: number) => FlowLibrary);
}

/** The execution was brought to another version of its flow while it waited, or began again there. */
export interface RecordedMove {
  kind: 'move' | 'restart';
  /** Entries that were walked before. */
  afterEntries: number;
  /** The version that it went to. */
  flow: CompiledFlow;
  /** With `restart`: where it began again, the first number of its commands, and those that undid the waits of before. */
  startNode?: string;
  nextSeq?: number;
  commands?: readonly Command[];
}

export interface TapeDifference {
  /** Index of the entry. */
  entry: number;
  what: 'commands' | 'steps' | 'ignored' | 'environment' | 'move';
  recorded: string;
  replayed: string;
}

export interface TapeReplay {
  same: boolean;
  differences: TapeDifference[];
  /** The state after each entry, and at the end. */
  states: ExecutionState[];
  end: ExecutionState;
}

/**
 * Walks a recorded execution again. The same tape gives the same commands and steps, byte for byte; a difference says that a node type
 * or the interpreter changed its mind, or that the tape is not whole.
 */
export async function replayTape(interpreter: Interpreter, tape: RecordedTape): Promise<TapeReplay> {
  let standing: Standing = { flow: tape.flow, state: interpreter.start(tape.flow, tape.start) };
  const states: ExecutionState[] = [];
  const differences: TapeDifference[] = [];
  for (const [entry, recorded] of tape.entries.entries()) {
    standing = carryOutMoves(tape, standing, entry, differences);
    const environment = tape.environments.get(recorded.environmentHash);
    if (!environment) {
      differences.push({ entry, what: 'environment', recorded: recorded.environmentHash, replayed: '' });
      continue;
    }
    const { flow, state } = standing;
    const { event, facts } = recorded;
    const library = typeof tape.library === 'function' ? tape.library(entry) : tape.library;
    const advance = await interpreter.advance(flow, state, event, facts, environment, library);
    standing = { flow, state: advance.state };
    states.push(advance.state);
    compare(differences, entry, 'commands', recorded.commands, advance.commands);
    compare(differences, entry, 'steps', recorded.steps, advance.trace);
    compare(differences, entry, 'ignored', recorded.ignored ?? null, advance.ignored ?? null);
  }
  const end = carryOutMoves(tape, standing, tape.entries.length, differences);
  return { same: differences.length === 0, differences, states, end: end.state };
}

interface Standing {
  flow: CompiledFlow;
  state: ExecutionState;
}

/** Moves that took place between the entry before and this one. */
function carryOutMoves(
  { moves = [], start }: RecordedTape,
  from: Standing,
  entry: number,
  differences: TapeDifference[],
): Standing {
  let standing = from;
  for (const { kind, afterEntries, flow, commands, ...again } of moves) {
    if (afterEntries !== entry) continue;
    const { state } = standing;
    if (kind === 'restart') {
      const { startNode = start.startNode, nextSeq = state.nextSeq } = again;
      const restarted = restartExecution(state, flow, { ...start, startNode, nextSeq });
      if (commands) compare(differences, entry, 'commands', commands, restarted.commands);
      standing = { flow, state: restarted.state };
      continue;
    }
    const moved = moveExecution(state, flow, standing.flow);
    if (moved) standing = { flow, state: moved };
    else differences.push({ entry, what: 'move', recorded: String(flow.version), replayed: 'impossible' });
  }
  return standing;
}

function compare(
  differences: TapeDifference[],
  entry: number,
  what: TapeDifference['what'],
  before: unknown,
  now: unknown,
): void {
  const [was, is] = [JSON.stringify(before), JSON.stringify(now)];
  if (was !== is) differences.push({ entry, what, recorded: was, replayed: is });
}
