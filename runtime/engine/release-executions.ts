import type { AnyBulkWriteOperation, Filter } from 'mongodb';
import { nativeCollection } from '@/runtime/store/define-model';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import type { EngineContext } from './engine-context';
import { isBusy, urgentEvents } from './walk-executions';

/** An execution whose commands were carried out as far as this process does it at once. */
export interface ReleasedExecution {
  execution: ExecutionRecord;
  /** Commands that are done. */
  done: number[];
}

/**
 * Takes carried-out commands off the outbox and says when the execution is to be looked at next: at once where another
 * event waits, when the lease of what is still at work ends, or never. An event that is appended at the same moment
 * is never overlooked: the field is only cleared by an update that also sees no event waiting.
 */
export async function releaseExecutions(
  context: EngineContext,
  released: ReleasedExecution[],
): Promise<void> {
  if (released.length === 0) return;
  const executions = nativeCollection(Executions);
  const result = await executions.bulkWrite(released.map(restOperation), { ordered: false });
  if (result.matchedCount === released.length) return;
  const now = new Date(context.now());
  await executions.bulkWrite(
    released.flatMap((one) => againOperations(one, now)),
    { ordered: true },
  );
  context.nudge('advance');
}

/** Nothing more to do for now. Matches only while that is true. */
function restOperation({ execution, done }: ReleasedExecution): AnyBulkWriteOperation<ExecutionRecord> {
  const until = leaseOfRest(execution, done);
  return {
    updateOne: {
      filter: { _id: execution._id, revision: execution.revision, ...nothingToTake(execution) },
      update: {
        $pull: { outbox: { seq: { $in: done } } },
        ...(until
          ? { $set: { dueAt: until, owner: null } }
          : { $unset: { dueAt: 1 as const }, $set: { owner: null } }),
      },
    },
  };
}

/** Where `restOperation` did not match: an event waits, or another process has gone on with the execution. */
function againOperations(
  { execution, done }: ReleasedExecution,
  now: Date,
): AnyBulkWriteOperation<ExecutionRecord>[] {
  const pull = { $pull: { outbox: { seq: { $in: done } } } };
  const { _id, revision } = execution;
  return [
    { updateOne: { filter: { _id }, update: pull } },
    {
      updateOne: {
        filter: { _id, revision, ...somethingToTake(execution) },
        update: { $set: { dueAt: now, owner: null } },
      },
    },
  ];
}

function leaseOfRest(execution: ExecutionRecord, done: number[]): Date | null {
  const rest = execution.outbox.filter(({ seq }) => !done.includes(seq));
  if (rest.length === 0) return null;
  return new Date(Math.min(...rest.map(({ leaseUntil }) => leaseUntil.getTime())));
}

function nothingToTake(execution: ExecutionRecord): Filter<ExecutionRecord> {
  return isBusy(execution) ? { 'pending.type': { $nin: urgentEvents } } : { 'pending.0': { $exists: false } };
}

function somethingToTake(execution: ExecutionRecord): Filter<ExecutionRecord> {
  return isBusy(execution) ? { 'pending.type': { $in: urgentEvents } } : { 'pending.0': { $exists: true } };
}
