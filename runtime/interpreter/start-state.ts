import type { CompiledFlow } from '@/runtime/flow/compile';
import { EXECUTION_SCHEMA_VERSION, type ExecutionState } from '@/runtime/flow/execution';
import type { StartInput } from './interpreter';

/** The state of an execution that stands before its start node. */
export function startState(flow: CompiledFlow, input: StartInput): ExecutionState {
  return {
    schemaVersion: EXECUTION_SCHEMA_VERSION,
    executionId: input.executionId,
    ticketId: input.ticketId,
    flowId: flow.id,
    flowVersion: flow.version,
    status: 'running',
    cursor: input.startNode,
    frames: [],
    variables: { ...flow.initialVariables, ...input.variables },
    nodeState: {},
    waits: [],
    nextSeq: 1,
    steps: 0,
    settled: false,
    consumed: [],
    invalidAnswers: 0,
    failure: null,
  };
}
