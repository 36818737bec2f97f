import { nativeCollection } from '@/runtime/store/define-model';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import { newId } from '@/runtime/store/new-id';
import type { EngineContext } from './engine-context';

/**
 * Claims executions that are due, the most overdue first: for the length of the lease no other worker takes them. What
 * a dead process held becomes due when its lease ends.
 */
export async function claimExecutions(context: EngineContext, limit: number): Promise<ExecutionRecord[]> {
  const executions = nativeCollection(Executions);
  const now = new Date(context.now());
  const due = await executions
    .find({ dueAt: { $lte: now } })
    .sort({ dueAt: 1 })
    .limit(limit)
    .project<{ _id: string }>({ _id: 1 })
    .toArray();
  if (due.length === 0) return [];
  const ids = due.map(({ _id }) => _id);
  const claim = `${context.owner}:${newId(context.now())}`;
  await executions.updateMany(
    { _id: { $in: ids }, dueAt: { $lte: now } },
    { $set: { dueAt: new Date(now.getTime() + context.limits.leaseMs), owner: claim } },
  );
  const claimed = await executions.find({ _id: { $in: ids }, owner: claim }).toArray();
  await context.reached('advance:claimed');
  return claimed as ExecutionRecord[];
}
