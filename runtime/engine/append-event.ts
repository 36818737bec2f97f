import type { AnyBulkWriteOperation } from 'mongodb';
import type { FlowEvent, FlowEventOf } from '@/runtime/flow/execution';
import { nativeCollection } from '@/runtime/store/define-model';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import { newId } from '@/runtime/store/new-id';

export interface AppendedEvent {
  executionId: string;
  event: FlowEvent;
}

interface Clock {
  now(): number;
  nudge?(what: 'advance'): void;
}

const live = { $in: ['running', 'waiting'] as ('running' | 'waiting')[] };

/**
 * Appends events to executions that still run or wait; each is appended once, however often it is given. Gives the
 * positions of those whose execution has ended, or is not there, without having consumed the event.
 */
export async function appendEvents(context: Clock, appended: AppendedEvent[]): Promise<Set<number>> {
  if (appended.length === 0) return new Set();
  const now = new Date(context.now());
  const operations = appended.map(
    ({ executionId, event }): AnyBulkWriteOperation<ExecutionRecord> => ({
      updateOne: {
        filter: {
          _id: executionId,
          status: live,
          'pending.id': { $ne: event.id },
          'tape.event.id': { $ne: event.id },
        },
        update: { $push: { pending: event }, $min: { dueAt: now } },
      },
    }),
  );
  const result = await nativeCollection(Executions).bulkWrite(operations, { ordered: true });
  context.nudge?.('advance');
  if (result.matchedCount === appended.length) return new Set();
  return findMissed(appended);
}

/**
 * Tells the flow of a ticket that people are done with it (`closed`), that the one who had it gives it back (`returned`), or
 * that it was put into another queue (`transferred`); a flow that does not wait for it takes no notice. Call it after the
 * ticket itself was changed.
 */
export async function appendHandoffEnded(
  executionId: string,
  ended: Pick<FlowEventOf<'handoffEnded'>, 'reason' | 'by'>,
  at: number = Date.now(),
): Promise<void> {
  await appendEvents({ now: () => at }, [
    { executionId, event: { type: 'handoffEnded', id: `handoff:${newId(at)}`, at, ...ended } },
  ]);
}

async function findMissed(appended: AppendedEvent[]): Promise<Set<number>> {
  const ids = [...new Set(appended.map(({ executionId }) => executionId))];
  const executions = await nativeCollection(Executions)
    .find({ _id: { $in: ids } })
    .project<{ _id: string; pending: { id: string }[]; tape: { event: { id: string } }[] }>({
      'pending.id': 1,
      'tape.event.id': 1,
    })
    .toArray();
  const known = new Map(
    executions.map((execution) => [
      execution._id,
      new Set([...execution.pending.map(({ id }) => id), ...execution.tape.map(({ event }) => event.id)]),
    ]),
  );
  const missed = new Set<number>();
  for (const [index, { executionId, event }] of appended.entries()) {
    if (!known.get(executionId)?.has(event.id)) missed.add(index);
  }
  return missed;
}
