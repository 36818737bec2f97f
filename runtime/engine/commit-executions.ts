import type { AnyBulkWriteOperation } from 'mongodb';
import type { Command } from '@/runtime/flow/execution';
import { nativeCollection } from '@/runtime/store/define-model';
import { type ExecutionRecord, Executions, type OutboxEntry } from '@/runtime/store/executions';
import { newId } from '@/runtime/store/new-id';
import { tapeFacts } from '@/runtime/store/tape-facts';
import type { EngineContext } from './engine-context';
import { isBusy, urgentEvents, type WalkedExecution } from './walk-executions';

/** An execution as it was stored, with the commands that are now owed. */
export interface CommittedExecution extends WalkedExecution {
  outbox: OutboxEntry[];
  /** Nothing is left to do but to wait for activities: the commit has already laid it to rest. */
  resting: boolean;
  isFresh: true;
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
  const refused = committed.filter(({ execution }) => !stored.has(execution._id));
  await lookAgain(context, refused);
  return committed.filter(({ execution }) => stored.has(execution._id));
}

/** Whoever has gone on with these will finish them; where it was only an event that came in between, it is our turn again. */
async function lookAgain(context: EngineContext, refused: CommittedExecution[]): Promise<void> {
  if (refused.length === 0) return;
  await nativeCollection(Executions).updateMany(
    { _id: { $in: refused.map(({ execution }) => execution._id) }, 'pending.0': { $exists: true } },
    { $min: { dueAt: new Date(context.now()) } },
  );
  context.nudge('advance');
}

/** Keeps the environments that tapes will name by their hash, before the tapes are stored. */
export async function keepEnvironments(
  context: EngineContext,
  walked: Pick<WalkedExecution, 'environment'>[],
): Promise<void> {
  const environments = new Map(walked.map(({ environment }) => [environment.hash, environment]));
  await Promise.all([...environments.values()].map((environment) => context.environments.keep(environment)));
}

/** The execution as the commit will leave it. */
export function applyWalk(
  context: EngineContext,
  walked: WalkedExecution,
  commit: string,
): CommittedExecution {
  const { execution, advance, event, facts, environment, result } = walked;
  const now = new Date(context.now());
  const outbox = advance.commands.map((command) => outboxEntry(context, command, now));
  const kept = execution.outbox.filter(({ seq }) => seq !== result?.seq);
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
  const next: ExecutionRecord = {
    ...execution,
    state: advance.state,
    status,
    pending: execution.pending.filter(({ id }) => id !== event.id),
    tape: [...execution.tape, tape],
    outbox: [...kept, ...outbox],
    revision: execution.revision + 1,
    dueAt: new Date(now.getTime() + context.limits.leaseMs),
    owner: context.owner,
    commit,
    attempts: 0,
    lastError: null,
    updatedAt: now,
    endedAt: ended ? (execution.endedAt ?? now) : null,
  };
  const onlyActivities =
    next.outbox.length > 0 && next.outbox.every(({ command }) => command.type === 'callActivity');
  const resting =
    onlyActivities && isBusy(next) && (event.type === 'messageReceived' || result !== undefined);
  if (resting) next.dueAt = new Date(Math.min(...next.outbox.map(({ leaseUntil }) => leaseUntil.getTime())));
  return { ...walked, outbox, execution: next, resting, isFresh: true };
}

function outboxEntry(context: EngineContext, command: Command, now: Date): OutboxEntry {
  const leaseUntil = new Date(now.getTime() + context.limits.leaseMs);
  return { seq: command.seq, command, attempts: 0, leaseUntil, lastError: null };
}

function commitOperation(committed: CommittedExecution): AnyBulkWriteOperation<ExecutionRecord> {
  const { execution, event, outbox, result, resting } = committed;
  const { state, status, revision, dueAt, owner, commit, attempts, lastError, updatedAt, endedAt } =
    execution;
  return {
    updateOne: {
      filter: {
        _id: execution._id,
        revision: revision - 1,
        // The activity's entry gives way to what follows from its result: exactly this entry, and no other may be there.
        ...(result ? { outbox: { $size: 1 }, 'outbox.seq': result.seq } : {}),
        // To rest means to sleep until the activity answers: not while something else waits to be taken.
        ...(resting ? { 'pending.type': { $nin: urgentEvents } } : {}),
      },
      update: {
        $set: {
          state,
          status,
          revision,
          dueAt,
          owner,
          commit,
          attempts,
          lastError,
          updatedAt,
          endedAt,
          ...(result ? { outbox } : {}),
        },
        $push: {
          tape: { $each: execution.tape.slice(-1) },
          ...(outbox.length > 0 && !result ? { outbox: { $each: outbox } } : {}),
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
