import type { CompiledFlow } from '@/runtime/flow/compile';
import type { Command, ExecutionState } from '@/runtime/flow/execution';
import { startState } from './start-state';

export interface RestartedExecution {
  state: ExecutionState;
  /** What is left of the former walk to be undone: timers that would still fire. */
  commands: Command[];
}

/**
 * Takes an execution back to the start of a version of its flow: it has walked nothing yet and waits for nothing. Numbers
 * of commands go on from where they were, because each is the key under which a command is carried out once.
 * @param from the state it leaves; `null` where it never got that far
 * @param nextSeq the first number that none of its commands bears
 */
export function restartExecution(
  from: ExecutionState | null,
  target: CompiledFlow,
  input: { executionId: string; ticketId: string; startNode: string; nextSeq: number },
): RestartedExecution {
  const state = startState(target, input);
  let seq = input.nextSeq;
  const commands: Command[] = [];
  for (const wait of from?.waits ?? []) {
    if (wait.deadline === null || wait.for === 'activity') continue;
    commands.push({ type: 'cancelTimer', timerSeq: wait.seq, seq, nodeId: wait.nodeId });
    seq += 1;
  }
  return { state: { ...state, nextSeq: seq }, commands };
}
