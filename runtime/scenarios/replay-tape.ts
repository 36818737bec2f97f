import type { CompiledFlow } from '@/runtime/flow/compile';
import type { ExecutionState, TapeEntry } from '@/runtime/flow/execution';
import type { Environment } from '@/runtime/flow/facts';
import type { Interpreter, StartInput } from '@/runtime/interpreter/interpreter';
import type { FlowLibrary } from '@/runtime/interpreter/walk';

/** A tape with everything it was recorded with. */
export interface RecordedTape {
  start: StartInput;
  /** The flow version the execution was started with. */
  flow: CompiledFlow;
  entries: readonly TapeEntry[];
  /** By hash: environments are content-addressed. */
  environments: ReadonlyMap<string, Environment>;
  library?: FlowLibrary;
}

export interface TapeDifference {
  /** Index of the entry. */
  entry: number;
  what: 'commands' | 'steps' | 'ignored' | 'environment';
  recorded: string;
  replayed: string;
}

export interface TapeReplay {
  same: boolean;
  differences: TapeDifference[];
  /** The state at the end, and after each entry. */
  states: ExecutionState[];
}

/**
 * Walks a recorded execution again. The same tape gives the same commands and steps, byte for byte; a difference says that a node type
 * or the interpreter changed its mind, or that the tape is not whole.
 */
export async function replayTape(interpreter: Interpreter, tape: RecordedTape): Promise<TapeReplay> {
  let state = interpreter.start(tape.flow, tape.start);
  const states: ExecutionState[] = [];
  const differences: TapeDifference[] = [];
  for (const [entry, recorded] of tape.entries.entries()) {
    const environment = tape.environments.get(recorded.environmentHash);
    if (!environment) {
      differences.push({ entry, what: 'environment', recorded: recorded.environmentHash, replayed: '' });
      continue;
    }
    const { event, facts } = recorded;
    const advance = await interpreter.advance(tape.flow, state, event, facts, environment, tape.library);
    state = advance.state;
    states.push(state);
    const pairs = [
      ['commands', recorded.commands, advance.commands],
      ['steps', recorded.steps, advance.trace],
      ['ignored', recorded.ignored ?? null, advance.ignored ?? null],
    ] as const;
    for (const [what, before, now] of pairs) {
      const [was, is] = [JSON.stringify(before), JSON.stringify(now)];
      if (was !== is) differences.push({ entry, what, recorded: was, replayed: is });
    }
  }
  return { same: differences.length === 0, differences, states };
}
