import type { AnyBulkWriteOperation } from 'mongodb';
import { nativeCollection } from '@/runtime/store/define-model';
import { type ExecutionRecord, Executions, type OutboxEntry } from '@/runtime/store/executions';
import { newId } from '@/runtime/store/new-id';
import type { EngineContext } from './engine-context';
import { tapeFacts } from './hydrate-facts';
import type { WalkedExecution } from './walk-executions';

/** An execution as it was stored, with the commands that are now owed. */
export interface CommittedExecution extends WalkedExecution {
  outbox: OutboxEntry[];
}

/**
 * Stores what was walked: state, tape, outbox and the consumed event in ONE update of one document each, and only
 * where the revision is still the one that was read. Gives those that were stored; the others were walked by another
 * process in the meantime, and what was decided here for them is forgotten.
 */
export async function commitExecutions(
  context: EngineContext,
  walked: WalkedExecution[],
): Promise<CommittedExecution[]> {
  if (walked.length === 0) return [];
  await keepEnvironments(context, walked);
  const commit = newId(context.now());
  const committed = walked.map((one) => applyWalk(context, one, commit));
  const result = await nativeCollection(Executions).bulkWrite(committed.map(commitOperation), {
    ordered: false,
  });
  await context.reached('advance:committed');
  if (result.matchedCount === committed.length) return committed;
  const stored = await findCommitted(commit, committed);
  return committed.filter(({ execution }) => stored.has(execution._id));
}

async function keepEnvironments(context: EngineContext, walked: WalkedExecution[]): Promise<void> {
  const environments = new Map(walked.map(({ environment }) => [environment.hash, environment]));
  await Promise.all([...environments.values()].map((environment) => context.environments.keep(environment)));
}

/** The execution as the commit will leave it. */
function applyWalk(context: EngineContext, walked: WalkedExecution, commit: string): CommittedExecution {
  const { execution, advance, event, facts, environment } = walked;
  const now = new Date(context.now());
  const outbox = advance.commands.map(
    (command): OutboxEntry => ({
      seq: command.seq,
      command,
      attempts: 0,
      leaseUntil: new Date(
        now.getTime() + context.limits.leaseMs + (command.type === 'callActivity' ? command.timeoutMs : 0),
      ),
      lastError: null,
    }),
  );
  const { status } = advance.state;
  const ended = status !== 'running' && status !== 'waiting';
  const tape = {
    event,
    facts: tapeFacts(facts),
    environmentHash: environment.hash,
    steps: advance.trace,
    commands: advance.commands,
    ...(advance.ignored === undefined ? {} : { ignored: advance.ignored }),
  };
  return {
    ...walked,
    outbox,
    execution: {
      ...execution,
      state: advance.state,
      status,
      pending: execution.pending.filter(({ id }) => id !== event.id),
      tape: [...execution.tape, tape],
      outbox: [...execution.outbox, ...outbox],
      revision: execution.revision + 1,
      dueAt: new Date(now.getTime() + context.limits.leaseMs),
      owner: context.owner,
      commit,
      attempts: 0,
      lastError: null,
      updatedAt: now,
      endedAt: ended ? (execution.endedAt ?? now) : null,
    },
  };
}

function commitOperation({
  execution,
  event,
  outbox,
}: CommittedExecution): AnyBulkWriteOperation<ExecutionRecord> {
  const { state, status, revision, dueAt, owner, commit, attempts, lastError, updatedAt, endedAt } =
    execution;
  return {
    updateOne: {
      filter: { _id: execution._id, revision: revision - 1 },
      update: {
        $set: { state, status, revision, dueAt, owner, commit, attempts, lastError, updatedAt, endedAt },
        $push: {
          tape: { $each: execution.tape.slice(-1) },
          ...(outbox.length > 0 ? { outbox: { $each: outbox } } : {}),
        },
        $pull: { pending: { id: event.id } },
      },
    },
  };
}

async function findCommitted(commit: string, committed: CommittedExecution[]): Promise<Set<string>> {
  const ids = committed.map(({ execution }) => execution._id);
  const found = await nativeCollection(Executions)
    .find({ _id: { $in: ids }, commit })
    .project<{ _id: string }>({ _id: 1 })
    .toArray();
  return new Set(found.map(({ _id }) => _id));
}
