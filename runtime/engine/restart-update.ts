import type { UpdateFilter } from 'mongodb';
import type { CompiledFlow } from '@/runtime/flow/compile';
import { standingNode } from '@/runtime/interpreter/move-execution';
import { restartExecution } from '@/runtime/interpreter/restart-execution';
import type { ExecutionMove, ExecutionRecord } from '@/runtime/store/executions';
import { messageIdFor } from './walk-executions';

/**
 * The update that lets an execution begin again in a version of its flow, with the message that began it. Guard it by
 * the revision that was read. Numbers of commands that were laid aside are not used again. `null` where the version has
 * no start, or the execution never had a message.
 */
export function restartUpdate(
  execution: ExecutionRecord,
  target: CompiledFlow,
  move: Pick<ExecutionMove, 'id' | 'at'>,
): UpdateFilter<ExecutionRecord> | null {
  const start = startOf(execution, target);
  const messageId = firstMessageId(execution);
  if (start === null || messageId === null) return null;
  const nextSeq = nextSeqOf(execution);
  const { state, commands } = restartExecution(execution.state, target, {
    executionId: execution._id,
    ticketId: execution.ticketId,
    startNode: start,
    nextSeq,
  });
  const at = move.at;
  return {
    $set: {
      state,
      status: 'running',
      flowVersion: target.version,
      startNodeId: start,
      revision: execution.revision + 1,
      pending: [{ type: 'messageReceived', id: `restart:${move.id}`, at: at.getTime(), messageId }],
      // Due at once: nobody is at work on them.
      outbox: commands.map((command) => ({
        seq: command.seq,
        command,
        attempts: 0,
        leaseUntil: at,
        lastError: null,
      })),
      dueAt: at,
      owner: null,
      attempts: 0,
      lastError: null,
      endedAt: null,
      updatedAt: at,
    },
    $push: {
      moves: {
        ...moveRecord(execution, target.version, 'restart', move),
        startNode: start,
        nextSeq,
        commands,
      },
    },
  };
}

/** What an execution remembers of having been brought to another version. */
export function moveRecord(
  { flowVersion, tape, state }: ExecutionRecord,
  toVersion: number,
  kind: ExecutionMove['kind'],
  { id, at }: Pick<ExecutionMove, 'id' | 'at'>,
): ExecutionMove {
  return {
    id,
    at,
    kind,
    fromVersion: flowVersion,
    toVersion,
    afterEntries: tape.length,
    ...(state ? { nodeId: standingNode(state) } : {}),
  };
}

/** The start node it began at, where the version still has it; else the first that messages begin. */
function startOf({ startNodeId }: ExecutionRecord, target: CompiledFlow): string | null {
  const same = target.starts.find(({ id }) => id === startNodeId);
  const byMessage = target.starts.find(
    ({ definition }) => (definition?.startedBy ?? 'message') === 'message',
  );
  return (same ?? byMessage ?? target.starts[0])?.id ?? null;
}

function firstMessageId(execution: ExecutionRecord): string | null {
  for (const { event } of execution.tape) if (event.type === 'messageReceived') return event.messageId;
  const [pending] = execution.pending;
  return pending ? messageIdFor(execution, pending) : null;
}

function nextSeqOf({ state, outbox, abandoned }: ExecutionRecord): number {
  return Math.max(state?.nextSeq ?? 1, ...[...outbox, ...abandoned].map(({ seq }) => seq + 1));
}
