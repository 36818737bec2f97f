import { type FlowMoveRecord, FlowMoves, type MoveChoice } from '@/runtime/store/flow-moves';
import { flowVersionId } from '@/runtime/store/flow-versions';
import type { Author } from './author';

/**
 * Writes down what a publisher has chosen for executions that wait; a worker carries it out. Doing it again for the same
 * version changes nothing. Gives the order's id, or `null` where everything stays.
 */
export async function orderMoves(
  flowId: string,
  version: number,
  moves: Record<string, MoveChoice>,
  author: Author,
  at: Date,
): Promise<string | null> {
  const choices = Object.entries(moves).flatMap(([node, choice]) =>
    choice === 'stay' ? [] : [{ node, choice }],
  );
  if (choices.length === 0) return null;
  const order: Omit<FlowMoveRecord, '_id'> = {
    flowId,
    toVersion: version,
    choices,
    state: 'waiting',
    total: 0,
    moved: 0,
    restarted: 0,
    stayed: 0,
    cursor: null,
    batch: [],
    again: [],
    rounds: 0,
    owner: null,
    leaseUntil: at,
    startedAt: at,
    finishedAt: null,
    by: author?.name ?? null,
  };
  const _id = flowVersionId(flowId, version);
  await FlowMoves.updateOne({ _id }, { $setOnInsert: order }, { upsert: true }).exec();
  return _id;
}
